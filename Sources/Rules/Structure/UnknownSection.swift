import ProtonLint

extension Rule {
  public static let unknownSection = Rule(
    id: "unknown-section",
    category: .structure,
    severity: .error,
    finds: "a section that a template does not have",
    why: """
      CloudFormation knows eleven sections and refuses a template with any other: "Invalid template \
      property or properties". What stands in a misspelt section is not declared.
      """,
    fix: "Correct the name of the section, or move what it holds to where it belongs.",
    source: userGuide + "template-anatomy.html",
    aliases: ["E1001"],
    examples: [
      .flagged(
        "a misspelt section, and one that only SAM has",
        """
        «Parameter»:
          Size: {Type: Number}
        «Globals»:
          Function: {Timeout: 30}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "the sections of SAM, and hooks",
        """
        Transform: [AWS::Serverless-2016-10-31, AWS::CodeDeployBlueGreen]
        Globals:
          Function: {Timeout: 30}
        Hooks:
          Deployment: {Type: AWS::CodeDeploy::BlueGreen}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "what a macro reads",
        """
        Transform: Loops
        Loop: {Count: 3}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      guard template.isReadAsWritten, let root = template.tree.root else { return [] }
      let known = TemplateAttributes.sections + (template.usesSAM ? ["Globals"] : [])
      return root.entries.compactMap { entry in
        let name = entry.key.text
        guard entry.key.isScalar, !known.contains(name), !template.holdsSymbol(entry.key),
          name != "<<", name != "Fn::Transform",
          // Of a template without resources that is said in any case.
          root["Resources"] != nil || closestName(to: name, among: ["Resources"]) == nil
        else { return nil }
        return Problem(
          "`\(name)` is no section of a template", at: Label(entry.key.contentSpan),
          help: name == "Globals"
            ? "it takes `Transform: AWS::Serverless-2016-10-31`"
            : closestName(to: name, among: known).map { "did you mean `\($0)`?" }, evidence: name)
      }
    }
  )
}
