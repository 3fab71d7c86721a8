import ProtonLint

extension Rule {
  public static let misplacedSourceAction = Rule(
    id: "misplaced-source-action",
    category: .properties,
    severity: .error,
    finds: "a source action outside of the first stage of a pipeline, or another action in it",
    why: """
      The first stage of a pipeline fetches the sources, and only it does: CodePipeline refuses \
      a pipeline with a source action in a later stage, or with any other action in the first.
      """,
    fix: "Move source actions to the first stage, and all others behind it.",
    source:
      "https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html",
    aliases: ["E3700"],
    examples: [
      .flagged(
        "a build in the first stage, a source in the second",
        """
        Resources:
          Pipeline:
            Type: AWS::CodePipeline::Pipeline
            Properties:
              Stages:
                - Name: Source
                  Actions: [{Name: a, ActionTypeId: {Category: «Build», Owner: AWS, Provider: CodeBuild, Version: "1"}}]
                - Name: Build
                  Actions: [{Name: b, ActionTypeId: {Category: «Source», Owner: AWS, Provider: S3, Version: "1"}}]
        """),
      .clean(
        "in order",
        """
        Resources:
          Pipeline:
            Type: AWS::CodePipeline::Pipeline
            Properties:
              Stages:
                - Name: Source
                  Actions: [{Name: a, ActionTypeId: {Category: Source, Owner: AWS, Provider: S3, Version: "1"}}]
                - Name: Build
                  Actions: [{Name: b, ActionTypeId: {Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1"}}]
        """),
    ],
    check: .resource(.cloudFormation("AWS::CodePipeline::Pipeline")) { pipeline, _ in
      pipeline.pipelineActions.flatMap { action -> [Problem] in
        guard let isFirst = action.isInFirstStage else { return [] }
        return action.value.values(at: ["ActionTypeId", "Category"]).compactMap { category in
          guard let name = category.value.string, (name == "Source") != isFirst else { return nil }
          return Problem(
            isFirst
              ? "the first stage has source actions alone, and this one is for `\(name)`"
              : "a source action belongs into the first stage",
            at: Label(category.value.span), when: action.condition.and(category.condition),
            evidence: action.name)
        }
      }
    }
  )
}
