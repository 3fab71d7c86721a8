extension Resource {
  /// When a task definition says that it is for Fargate.
  public var fargateCondition: Condition {
    (properties["RequiresCompatibilities"]?.elements ?? []).filter { $0.value.string == "FARGATE" }
      .reduce(Condition.never) { $0.or($1.condition) }
  }
}

/// A service that runs a task definition on Fargate.
public struct FargateService: Sendable {
  public let service: Resource
  /// Where it names the task definition.
  public let span: Span
  public let condition: Condition
}

extension ResourceGraph {
  /// The services of the same template that run a task definition on Fargate.
  public func fargateServices(of task: Resource) -> [FargateService] {
    referrers(of: task.id).filter {
      $0.type == "AWS::ECS::Service" && $0.template == task.template
    }.flatMap { service in
      service.readings(of: "LaunchType", "TaskDefinition").flatMap { reading -> [FargateService] in
        guard reading["LaunchType"]?.string == "FARGATE", let name = reading["TaskDefinition"]
        else {
          return []
        }
        return named(by: name, of: service, types: ["AWS::ECS::TaskDefinition"])
          .filter { $0.target.id == task.id }.map {
            FargateService(
              service: service, span: $0.span,
              condition: reading.condition.and(service.condition).and($0.condition))
          }
      }
    }
  }
}
