import ProtonLint

extension Rule {
  public static let secretParameterShown = Rule(
    id: "secret-parameter-shown",
    category: .structure,
    severity: .warning,
    securitySeverity: 5.5,
    finds: "a `NoEcho` parameter in an output or in metadata",
    why: """
      `NoEcho` masks a parameter where the stack shows its parameters, and nowhere else: in outputs \
      and in metadata CloudFormation shows the value to everyone who may describe the stack.
      """,
    fix: "Take the reference out, or keep the value in Secrets Manager and refer to it there.",
    source: userGuide + "parameters-section-structure.html",
    aliases: ["W2010"],
    examples: [
      .flagged(
        "a password in an output and in metadata",
        """
        Parameters:
          Password: {Type: String, NoEcho: true}
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Metadata: {Secret: !Ref «Password»}
        Outputs:
          Login: {Value: !Sub 'admin:«${Password}»'}
        """),
      .clean(
        "in a property, and a parameter that is shown anyway",
        """
        Parameters:
          Password: {Type: String, NoEcho: true}
          User: {Type: String, NoEcho: false}
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties: {MasterUserPassword: !Ref Password, MasterUsername: !Ref User}
        Outputs:
          User: {Value: !Ref User}
        """),
    ],
    check: .template { template, _ in
      let secrets = Set(template.parameters.filter(\.isMasked).map(\.name))
      guard !secrets.isEmpty else { return [] }
      let places =
        [template.tree.root?["Metadata"]] + template.outputs.map(\.node)
        + template.resources.map { $0.node["Metadata"] }
      return places.compactMap(\.self).flatMap { template.nameUses(below: $0) }
        .filter { secrets.contains($0.name) && ($0.kind == .ref || $0.kind == .sub) }
        .map { use in
          Problem(
            "`\(use.name)` is `NoEcho`, and is shown here", at: Label(use.span), evidence: use.name)
        }
    }
  )
}
