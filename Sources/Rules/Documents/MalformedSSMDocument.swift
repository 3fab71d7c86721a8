import ProtonLint

extension Rule {
  public static let malformedSSMDocument = Rule(
    id: "malformed-ssm-document",
    category: .documents,
    severity: .error,
    finds: "a document of Systems Manager that it cannot read",
    why: """
      Systems Manager reads the content when the document is made, and refuses one without a \
      schema version, or with elements that its version does not have.
      """,
    fix: "Correct the marked place; the elements depend on `schemaVersion`.",
    source:
      "https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html",
    aliases: ["E3051"],
    examples: [
      .flagged(
        "a version that there is not",
        """
        Resources:
          Document:
            Type: AWS::SSM::Document
            Properties:
              DocumentType: Command
              Content:
                schemaVersion: "«9.9»"
                mainSteps:
                  - action: aws:runShellScript
                    name: run
                    inputs: {runCommand: [uptime]}
        """),
      .clean(
        "a command",
        """
        Resources:
          Document:
            Type: AWS::SSM::Document
            Properties:
              DocumentType: Command
              Content:
                schemaVersion: "2.2"
                description: says how long it runs
                mainSteps:
                  - action: aws:runShellScript
                    name: run
                    inputs: {runCommand: [uptime]}
        """),
    ],
    check: .schema(.ruled)
  )
}
