import ProtonLint

extension Rule {
  public static let invalidActionConfiguration = Rule(
    id: "invalid-action-configuration",
    category: .properties,
    severity: .error,
    finds: "the configuration of an action of a pipeline that cannot be carried out",
    why: """
      An action of CloudFormation reads its template from one of its own input artifacts, \
      `artifact::path`, and acts as a role that is named by its ARN. CodePipeline refuses the \
      pipeline, or the action fails whenever it runs.
      """,
    fix: "Name an input artifact of the action before `::`, and the ARN of the role.",
    source:
      "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html",
    aliases: ["E3703"],
    examples: [
      .flagged(
        "an artifact that is no input, and a name for an ARN",
        """
        Resources:
          Pipeline:
            Type: AWS::CodePipeline::Pipeline
            Properties:
              Stages:
                - Name: Deploy
                  Actions:
                    - Name: a
                      ActionTypeId: {Category: Deploy, Owner: AWS, Provider: CloudFormation, Version: "1"}
                      InputArtifacts: [{Name: built}]
                      Configuration:
                        TemplatePath: «"code::template.yaml"»
                        RoleArn: «deployer»
        """),
      .clean(
        "an input, and an ARN",
        """
        Resources:
          Pipeline:
            Type: AWS::CodePipeline::Pipeline
            Properties:
              Stages:
                - Name: Deploy
                  Actions:
                    - Name: a
                      ActionTypeId: {Category: Deploy, Owner: AWS, Provider: CloudFormation, Version: "1"}
                      InputArtifacts: [{Name: built}]
                      Configuration:
                        TemplatePath: "built::template.yaml"
                        RoleArn: arn:aws:iam::123456789012:role/deployer
        """),
    ],
    check: .resource(.cloudFormation("AWS::CodePipeline::Pipeline")) { pipeline, _ in
      pipeline.pipelineActions.flatMap { action in
        templatePaths(of: action) + roles(of: action)
      }
    }
  )
}

private func templatePaths(of action: PipelineAction) -> [Problem] {
  guard action.value.hasKnownKeys else { return [] }
  let inputs = (action.value["InputArtifacts"]?.elements ?? []).map { $0.value["Name"]?.string }
  let names = inputs.compactMap { $0 }
  guard names.count == inputs.count else { return [] }
  return action.value.values(at: ["Configuration", "TemplatePath"]).compactMap { path in
    guard let text = path.value.string, !text.hasPrefix("{{resolve:"),
      !names.contains(where: { text.hasPrefix($0 + "::") })
    else { return nil }
    return Problem(
      names.isEmpty
        ? "the template `\(text)` is in no input artifact: the action has none"
        : "the template `\(text)` is in no input artifact of the action",
      at: Label(path.value.span),
      help: names.isEmpty ? nil : "the inputs are \(quotedList(names))",
      when: action.condition.and(path.condition), evidence: text)
  }
}

private func roles(of action: PipelineAction) -> [Problem] {
  let format = ValueFormat.named("AWS::IAM::Role.Arn")
  return action.value.values(at: ["Configuration", "RoleArn"]).compactMap { role in
    guard let text = role.value.string, let format, !format.accepts(text) else { return nil }
    return Problem(
      "`\(text)` is not \(format.words)", at: Label(role.value.span),
      when: action.condition.and(role.condition), evidence: text)
  }
}
