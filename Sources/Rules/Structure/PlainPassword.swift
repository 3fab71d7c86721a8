import ProtonLint

extension Rule {
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
      let parameter = template.parameter(call.argument.text), !parameter.isMasked,
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
