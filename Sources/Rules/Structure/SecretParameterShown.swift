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
      let secrets = Set(template.parameters.filter(isSecret).map(\.name))
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

  public static let plainPassword = Rule(
    id: "plain-password",
    category: .structure,
    severity: .warning,
    securitySeverity: 5.5,
    finds: "a password that stands in the template, or in a parameter that is shown",
    why: """
      A template is read by everyone who may read its repository or the stack; the value of a \
      parameter without `NoEcho` by everyone who may describe the stack. A password belongs into \
      neither.
      """,
    fix: """
      Let Secrets Manager make the password and refer to it (`{{resolve:secretsmanager:…}}`), or at \
      least set `NoEcho: true` on the parameter.
      """,
    source: userGuide + "security-best-practices.html",
    aliases: ["W2501"],
    examples: [
      .flagged(
        "a text, and a parameter that is shown",
        """
        Parameters:
          «Password»: {Type: String}
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties: {MasterUserPassword: «hunter2»}
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties: {MasterUserPassword: !Ref Password}
        """),
      .clean(
        "a reference to a secret, and a parameter that is not shown",
        """
        Parameters:
          Password: {Type: String, NoEcho: true}
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties: {MasterUserPassword: '{{resolve:secretsmanager:database:SecretString:password}}'}
          Cluster:
            Type: AWS::RDS::DBCluster
            Properties: {MasterUserPassword: !Ref Password}
        """),
    ],
    check: .template { template, _ in
      let passwords = template.resources.flatMap { resource -> [SyntaxNode.Entry] in
        resource.node["Properties"].map { template.entries(below: $0, named: passwordNames) } ?? []
      }
      return passwords.compactMap { passwordProblem($0, in: template) }
    }
  )
}

/// Source: the properties of these names in the template reference.
private let passwordNames: Set<String> = [
  "ADDomainJoinPassword", "AccountPassword", "AdminPassword", "CrossRealmTrustPrincipalPassword",
  "DbPassword", "KdcAdminPassword", "MasterUserPassword", "Password", "PasswordParam",
]

private func passwordProblem(
  _ entry: SyntaxNode.Entry, in template: CloudFormationTemplate
) -> Problem? {
  if let call = IntrinsicCall(entry.value) {
    guard call.name == "Ref", template.bundle == nil,
      let parameter = template.parameter(call.argument.text), !isSecret(parameter),
      parameter.type?.text.hasPrefix("AWS::") != true
    else { return nil }
    return Problem(
      "`\(parameter.name)` is a password, and is shown", at: Label(parameter.key.contentSpan),
      related: [Label(entry.key.contentSpan, "the password")], help: "set `NoEcho: true`",
      evidence: parameter.name)
  }
  guard entry.value.isScalar, entry.value.tag == nil, !entry.value.isNull,
    !template.holdsSymbol(entry.value), !entry.value.text.isEmpty,
    !entry.value.text.contains("{{resolve:secretsmanager:"),
    !entry.value.text.contains("{{resolve:ssm-secure:")
  else { return nil }
  return Problem(
    "this password stands in the template", at: Label(entry.value.contentSpan),
    evidence: entry.key.text)
}

/// Whether the value of a parameter is masked; where an expression decides, it is taken to be.
private func isSecret(_ parameter: CloudFormationTemplate.Parameter) -> Bool {
  guard let echo = parameter.node["NoEcho"] else { return false }
  return echo.text.lowercased() != "false"
}
