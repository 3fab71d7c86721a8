import ProtonLint

extension Rule {
  public static let unknownArtifact = Rule(
    id: "unknown-artifact",
    category: .properties,
    severity: .error,
    finds: "an artifact of a pipeline that no action gives, or that two actions give",
    why: """
      An action reads what an action before it has written, and each artifact is written once. \
      CodePipeline refuses the pipeline otherwise.
      """,
    fix: "Name an artifact of an earlier action, and give each output a name of its own.",
    source:
      "https://docs.aws.amazon.com/codepipeline/latest/userguide/welcome-introducing-artifacts.html",
    aliases: ["E3701"],
    examples: [
      .flagged(
        "a misspelt input, and an output twice",
        """
        Resources:
          Pipeline:
            Type: AWS::CodePipeline::Pipeline
            Properties:
              Stages:
                - Name: Source
                  Actions:
                    - {Name: a, OutputArtifacts: [{Name: code}]}
                    - {Name: b, OutputArtifacts: [{Name: «code»}]}
                - Name: Build
                  Actions:
                    - {Name: c, InputArtifacts: [{Name: «source»}]}
        """),
      .clean(
        "an output and its reader",
        """
        Resources:
          Pipeline:
            Type: AWS::CodePipeline::Pipeline
            Properties:
              Stages:
                - Name: Source
                  Actions:
                    - {Name: a, OutputArtifacts: [{Name: code}]}
                - Name: Build
                  Actions:
                    - {Name: b, InputArtifacts: [{Name: code}], OutputArtifacts: [{Name: site}]}
                - Name: Deploy
                  Actions:
                    - {Name: c, InputArtifacts: [{Name: site}]}
        """),
    ],
    check: .resource(.cloudFormation("AWS::CodePipeline::Pipeline")) { pipeline, _ in
      let actions = pipeline.pipelineActions
      // A pipeline has at most 1,000 actions.
      guard actions.count <= 1_000, let outputs = artifacts("OutputArtifacts", of: actions),
        outputs.count <= 1_000
      else { return [] }
      let inputs = artifacts("InputArtifacts", of: actions, leavingOutUnknown: true) ?? []
      return repeated(outputs) + unknown(inputs, outputs)
    }
  )
}

private struct Artifact {
  let name: String
  let span: Span
  /// The number of its stage; nil where that is not known.
  let stage: Int?
  let condition: Condition
}

/// Nil where one is not known.
private func artifacts(
  _ key: String, of actions: [PipelineAction], leavingOutUnknown: Bool = false
) -> [Artifact]? {
  var artifacts: [Artifact] = []
  for action in actions {
    guard action.value.hasKnownKeys else { return nil }
    for element in action.value[key]?.elements ?? [] {
      let names = element.value.hasKnownKeys ? element.value["Name"]?.alternatives ?? [] : []
      guard !names.isEmpty || leavingOutUnknown else { return nil }
      for name in names {
        guard let text = name.value.string else {
          if leavingOutUnknown { continue }
          return nil
        }
        artifacts.append(
          Artifact(
            name: text, span: name.value.span, stage: action.stage,
            condition: action.condition.and(element.condition).and(name.condition)))
      }
    }
  }
  return artifacts
}

private func repeated(_ outputs: [Artifact]) -> [Problem] {
  outputs.indices.compactMap { index in
    let second = outputs[index]
    for first in outputs[..<index] where first.name == second.name && first.span != second.span {
      let both = first.condition.and(second.condition)
      guard !both.isNever else { continue }
      return Problem(
        "another action gives the artifact `\(second.name)` as well", at: Label(second.span),
        related: [Label(first.span, "the other action")], when: both, evidence: second.name)
    }
    return nil
  }
}

private func unknown(_ inputs: [Artifact], _ outputs: [Artifact]) -> [Problem] {
  let names = Set(outputs.map(\.name)).sorted().prefix(100)
  return inputs.compactMap { input in
    let given = outputs.filter { output in
      guard output.name == input.name else { return false }
      guard let one = output.stage, let other = input.stage else { return true }
      return one <= other
    }.reduce(Condition.never) { $0.or($1.condition) }
    let missing = input.condition.and(given.negated)
    guard !missing.isNever else { return nil }
    return Problem(
      "no action before this one gives the artifact `\(input.name)`", at: Label(input.span),
      help: closestName(to: input.name, among: Array(names)).map { "did you mean `\($0)`?" },
      when: missing, evidence: input.name)
  }
}
