import ProtonLint

extension Rule {
  public static let unknownFormatVersion = Rule(
    id: "unknown-format-version",
    category: .structure,
    severity: .error,
    finds: "a template in a version of the format that does not exist",
    why: """
      The format of templates has one version, 2010-09-09. It is no date of the author's choice: \
      CloudFormation refuses any other.
      """,
    fix: "Write `AWSTemplateFormatVersion: '2010-09-09'`, or leave it out.",
    source: userGuide + "format-version-structure.html",
    aliases: ["E1001"],
    examples: [
      .flagged(
        "a newer date",
        """
        AWSTemplateFormatVersion: «2012-10-17»
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "the one version, without quotes",
        """
        AWSTemplateFormatVersion: 2010-09-09
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      guard template.isReadAsWritten, let root = template.tree.root,
        let version = root.entry("AWSTemplateFormatVersion")
      else { return [] }
      return template.faults(
        of: version.value, under: version.key, as: .oneOf(["2010-09-09"]), functions: .refused
      ).map { fault in
        Problem(
          "there is no such version of the format", at: Label(fault.span),
          help: "write '2010-09-09'", evidence: "AWSTemplateFormatVersion")
      }
    }
  )
}
