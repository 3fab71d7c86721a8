import ProtonLint

extension Rule {
  public static let wrongArtifactCount = Rule(
    id: "wrong-artifact-count",
    category: .properties,
    severity: .error,
    finds: "an action of a pipeline with more or fewer artifacts than its provider takes",
    why: """
      Each provider takes and gives its own number of artifacts: a build reads one at least, a \
      source gives exactly one. CodePipeline refuses the pipeline otherwise.
      """,
    fix: "Give the action as many artifacts as the table of the user guide has for its provider.",
    source:
      "https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-action-artifacts.html",
    aliases: ["E3702"],
    examples: [
      .flagged(
        "a source without an output, and an approval with an input",
        """
        Resources:
          Pipeline:
            Type: AWS::CodePipeline::Pipeline
            Properties:
              Stages:
                - Name: Source
                  Actions:
                    - Name: «a»
                      ActionTypeId: {Category: Source, Owner: AWS, Provider: S3, Version: "1"}
                - Name: Approve
                  Actions:
                    - Name: b
                      ActionTypeId: {Category: Approval, Owner: AWS, Provider: Manual, Version: "1"}
                      «InputArtifacts»: [{Name: code}]
        """),
      .clean(
        "as many as it takes, and a provider that is not in the table",
        """
        Resources:
          Pipeline:
            Type: AWS::CodePipeline::Pipeline
            Properties:
              Stages:
                - Name: Source
                  Actions:
                    - Name: a
                      ActionTypeId: {Category: Source, Owner: AWS, Provider: S3, Version: "1"}
                      OutputArtifacts: [{Name: code}]
                    - Name: b
                      ActionTypeId: {Category: Source, Owner: Custom, Provider: Ours, Version: "1"}
        """),
    ],
    check: .resource(.cloudFormation("AWS::CodePipeline::Pipeline")) { pipeline, _ in
      pipeline.pipelineActions.flatMap { action -> [Problem] in
        guard action.value.hasKnownKeys, let type = action.value["ActionTypeId"],
          let owner = type["Owner"]?.string, let category = type["Category"]?.string,
          let provider = type["Provider"]?.string,
          let counts = PipelineArtifactCounts.of(
            owner: owner, category: category, provider: provider)
        else { return [] }
        return [("InputArtifacts", counts.inputs), ("OutputArtifacts", counts.outputs)].flatMap {
          key, range in
          action.value.readings(of: key).compactMap { reading -> Problem? in
            let elements = reading[key]?.elements ?? []
            // Of elements under conditions nobody knows how many are there together.
            guard elements.allSatisfy({ $0.condition.isAlways && $0.value.hasKnownKeys }),
              !range.contains(elements.count)
            else { return nil }
            return Problem(
              "an action of `\(provider)` has \(range.words) `\(key)`, not \(elements.count)",
              at: Label(
                reading[key] == nil
                  ? action.value["Name"]?.span ?? action.value.span : action.value.keySpan(of: key)),
              when: action.condition.and(reading.condition), evidence: action.name)
          }
        }
      }
    }
  )
}

extension ClosedRange<Int> {
  fileprivate var words: String {
    if lowerBound == upperBound { return lowerBound == 0 ? "no" : "\(lowerBound)" }
    return "\(lowerBound) to \(upperBound)"
  }
}
