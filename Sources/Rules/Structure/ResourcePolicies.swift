import ProtonLint

/// The policies on the creation and the update of a resource, by type.
///
/// Source: "CreationPolicy attribute" and "UpdatePolicy attribute" in the CloudFormation user guide.
enum ResourcePolicies {
  static let update: [String: NodeShape] = [
    "AWS::AppStream::Fleet": .map(
      .optional("StartAfterUpdate", fleetUpdate), .optional("StopBeforeUpdate", fleetUpdate)),
    "AWS::AutoScaling::AutoScalingGroup": .map(
      .optional("AutoScalingReplacingUpdate", .map(.optional("WillReplace", .boolean))),
      .optional("AutoScalingRollingUpdate", rollingUpdate),
      .optional(
        "AutoScalingScheduledAction",
        .map(.optional("IgnoreUnmodifiedGroupSizeProperties", .boolean)))),
    "AWS::ElastiCache::ReplicationGroup": .map(.optional("UseOnlineResharding", .boolean)),
    "AWS::Elasticsearch::Domain": .map(.optional("EnableVersionUpgrade", .boolean)),
    "AWS::Lambda::Alias": .map(
      .optional(
        "CodeDeployLambdaAliasUpdate",
        .map(
          .optional("AfterAllowTrafficHook", .text), .required("ApplicationName", .text),
          .optional("BeforeAllowTrafficHook", .text), .required("DeploymentGroupName", .text)))),
    "AWS::OpenSearchService::Domain": .map(.optional("EnableVersionUpgrade", .boolean)),
  ]

  static let creation: [String: NodeShape] = [
    "AWS::AppStream::Fleet": .map(.optional("StartFleet", .anything)),
    "AWS::AutoScaling::AutoScalingGroup": .map(
      .optional(
        "AutoScalingCreationPolicy", .map(.optional("MinSuccessfulInstancesPercent", .integer))),
      .optional("ResourceSignal", signal)),
    "AWS::CloudFormation::WaitCondition": .map(.optional("ResourceSignal", signal)),
    "AWS::EC2::Instance": .map(.optional("ResourceSignal", signal)),
  ]

  static let tables = [("CreationPolicy", creation), ("UpdatePolicy", update)]

  private static let fleetUpdate = NodeShape.map(.optional("Type", .boolean))

  private static let signal = NodeShape.map(
    .optional("Count", .integer), .optional("Timeout", .text))

  private static let rollingUpdate = NodeShape.map(
    .optional("MaxBatchSize", .integer), .optional("MinActiveInstancesPercent", .integer),
    .optional("MinInstancesInService", .integer),
    .optional("MinSuccessfulInstancesPercent", .integer), .optional("PauseTime", .text),
    .optional("SuspendProcesses", .list(.oneOf(processes))),
    .optional("WaitOnResourceSignals", .boolean))

  private static let processes = [
    "AZRebalance", "AddToLoadBalancer", "AlarmNotification", "HealthCheck", "InstanceRefresh",
    "Launch", "ReplaceUnhealthy", "ScheduledActions", "Terminate",
  ]

  /// A policy of a resource, with the type that it is for.
  struct Entry {
    let name: String
    let type: String
    let entry: SyntaxNode.Entry
    let resource: String
  }

  static func entries(_ name: String, of template: CloudFormationTemplate) -> [Entry] {
    template.writtenEntries(of: "Resources").compactMap { resource in
      guard let type = template.writtenType(of: resource.value), !isModule(type),
        let entry = resource.value.entry(name)
      else { return nil }
      return Entry(name: name, type: type, entry: entry, resource: resource.key.text)
    }
  }

  static func isModule(_ type: String) -> Bool { type.hasSuffix("::MODULE") }
}
