/// An action of a pipeline of CodePipeline.
///
/// See "AWS::CodePipeline::Pipeline ActionDeclaration" in the CloudFormation template reference.
public struct PipelineAction: Sendable {
  public let value: Value
  /// The number of its stage; nil where conditions decide which stages there are.
  public let stage: Int?
  public let condition: Condition

  public var isInFirstStage: Bool? { stage.map { $0 == 0 } }

  /// For messages.
  public var name: String { value["Name"]?.words ?? "" }
}

extension Resource {
  /// The actions of a pipeline, in the order of the text.
  public var pipelineActions: [PipelineAction] {
    guard type == "AWS::CodePipeline::Pipeline", let stages = properties["Stages"] else {
      return []
    }
    return stages.alternatives.flatMap { list -> [PipelineAction] in
      var number: Int? = 0
      return list.value.elements.flatMap { stage -> [PipelineAction] in
        // Behind a stage that may be missing no stage has a number, save that it is not the first.
        defer { number = stage.condition.isAlways ? number.map { $0 + 1 } : nil }
        return stage.value.values(at: ["Actions", "[]"]).map { action in
          PipelineAction(
            value: action.value, stage: number,
            condition: list.condition.and(stage.condition).and(action.condition))
        }
      }
    }
  }
}
