import ProtonLint

extension Rule {
  public static let roleNameWithPath = Rule(
    id: "role-name-with-path",
    category: .properties,
    severity: .error,
    finds: "a `Ref` of a role with a path where the ARN of the role is made from its name",
    why: """
      A `Ref` gives the name of the role, and CodeBuild makes an ARN of it that has no path: it \
      names a role that does not exist, and CodeBuild cannot assume it.
      """,
    fix: "Use `!GetAtt Role.Arn`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-codebuild-project.html",
    aliases: ["E3050"],
    examples: [
      .flagged(
        "a role with a path",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties: {Path: /builds/, AssumeRolePolicyDocument: {}}
          Project:
            Type: AWS::CodeBuild::Project
            Properties: {ServiceRole: !Ref «Role»}
        """),
      .clean(
        "its ARN, and a role without a path",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties: {Path: /builds/, AssumeRolePolicyDocument: {}}
          Plain: {Type: AWS::IAM::Role, Properties: {Path: /, AssumeRolePolicyDocument: {}}}
          Project: {Type: AWS::CodeBuild::Project, Properties: {ServiceRole: !GetAtt Role.Arn}}
          Other: {Type: AWS::CodeBuild::Project, Properties: {ServiceRole: !Ref Plain}}
        """),
    ],
    check: .resource(.cloudFormation("AWS::CodeBuild::Project")) { project, graph in
      (project["ServiceRole"]?.alternatives ?? []).flatMap { role -> [Problem] in
        guard case .reference(let reference) = role.value.form, reference.attribute == nil else {
          return []
        }
        return graph.named(
          by: role.value, of: project, types: ["AWS::IAM::Role"], when: role.condition
        ).flatMap { named in
          (named.target["Path"]?.alternatives ?? []).compactMap { path in
            guard let text = path.value.string, text != "/" else { return nil }
            return Problem(
              "`\(reference.logicalID)` has the path `\(text)`, which its name alone does not give",
              at: Label(role.value.span), related: [Label(path.value.span, "the path")],
              when: named.condition.and(path.condition), evidence: reference.logicalID)
          }
        }
      }
    }
  )
}
