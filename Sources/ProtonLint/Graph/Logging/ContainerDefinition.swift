/// A container of an ECS task definition.
///
/// See "AWS::ECS::TaskDefinition ContainerDefinition" in the CloudFormation template reference:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-ecs-taskdefinition-containerdefinition.html>.
public struct ContainerDefinition: Sendable {
  /// A map.
  public let value: Value
  /// Of the container, beyond the condition of the task definition.
  public let condition: Condition

  public var name: Value? { value["Name"] }

  /// The log configurations that it can have, each with when it has it; one that is null is none.
  public var logConfigurations: [Value.Alternative] {
    guard let configuration = value["LogConfiguration"] else {
      return [Value.Alternative(condition: .always, value: Value(.null, at: value.span))]
    }
    return configuration.alternatives
  }
}

extension Resource {
  /// The containers of a task definition, as far as they are known to be maps.
  public var containers: [ContainerDefinition] {
    guard type == "AWS::ECS::TaskDefinition" else { return [] }
    return (properties["ContainerDefinitions"]?.elements ?? []).compactMap { element in
      guard case .map(let entries) = element.value.form,
        // A macro may add anything.
        !entries.contains(where: { $0.key.hasPrefix("Fn::") || $0.key == "<<" })
      else { return nil }
      return ContainerDefinition(value: element.value, condition: element.condition)
    }
  }
}
