import ProtonLint

extension Rule {
  public static let tooManySubscriptionFilters = Rule(
    id: "too-many-subscription-filters",
    category: .properties,
    severity: .error,
    finds: "a third subscription filter of a log group",
    why: """
      A log group has two subscription filters at most, a quota that AWS does not raise. The \
      third fails.
      """,
    fix: "Send the logs to one stream, and let its readers share it.",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html",
    aliases: ["E2529"],
    examples: [
      .flagged(
        "three filters",
        """
        Resources:
          Group: {Type: AWS::Logs::LogGroup}
          One: {Type: AWS::Logs::SubscriptionFilter, Properties: {LogGroupName: !Ref Group}}
          Two: {Type: AWS::Logs::SubscriptionFilter, Properties: {LogGroupName: !Ref Group}}
          Three: {Type: AWS::Logs::SubscriptionFilter, Properties: {LogGroupName: !Ref «Group»}}
        """),
      .flagged(
        "three events of functions",
        """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Group: {Type: AWS::Logs::LogGroup}
          Function:
            Type: AWS::Serverless::Function
            Properties:
              Events:
                One: {Type: CloudWatchLogs, Properties: {LogGroupName: !Ref Group}}
                Two: {Type: CloudWatchLogs, Properties: {LogGroupName: !Ref Group}}
                Three: {Type: CloudWatchLogs, Properties: {LogGroupName: !Ref «Group»}}
        """),
      .clean(
        "two filters, and a third of another group",
        """
        Resources:
          Group: {Type: AWS::Logs::LogGroup}
          Other: {Type: AWS::Logs::LogGroup}
          One: {Type: AWS::Logs::SubscriptionFilter, Properties: {LogGroupName: !Ref Group}}
          Two: {Type: AWS::Logs::SubscriptionFilter, Properties: {LogGroupName: !Ref Group}}
          Three: {Type: AWS::Logs::SubscriptionFilter, Properties: {LogGroupName: !Ref Other}}
        """),
    ],
    check: .graph { model in
      let filters =
        model.graph.resources(ofType: "AWS::Logs::SubscriptionFilter")
        + model.graph.resources(ofType: "AWS::Serverless::Function")
      return surplus(of: filters.flatMap(\.filteredGroups))
    }
  )
}

private struct FilteredGroup {
  let resource: Resource
  let name: [NameText.Part]
  let span: Span
  let condition: Condition
}

extension Resource {
  /// The log groups that a resource makes subscription filters for.
  fileprivate var filteredGroups: [FilteredGroup] {
    let events =
      type == "AWS::Serverless::Function"
      ? properties.values(at: ["Events", "{}"]).filter {
        $0.value["Type"]?.string == "CloudWatchLogs"
      } : []
    let holders =
      type == "AWS::Serverless::Function"
      ? events.flatMap { event in
        event.value.values(at: ["Properties", "LogGroupName"]).map {
          Value.Alternative(condition: event.condition.and($0.condition), value: $0.value)
        }
      } : properties.values(at: ["LogGroupName"])
    return holders.compactMap { holder in
      NameText(holder.value).map {
        FilteredGroup(
          resource: self, name: $0.parts, span: holder.value.span,
          condition: holder.condition.and(condition))
      }
    }
  }
}

/// Those filters that come after two others of their group.
private func surplus(of filters: [FilteredGroup]) -> [Problem] {
  guard filters.count > 2, filters.count <= 1_000 else { return [] }
  return filters.indices.dropFirst(2).compactMap { index in
    let third = filters[index]
    let others = filters[..<index].filter {
      $0.name == third.name && $0.resource.template == third.resource.template
    }
    .prefix(64)
    guard others.count >= 2 else { return nil }
    for (number, one) in others.enumerated() {
      let both = third.condition.and(one.condition)
      guard !both.isNever else { continue }
      for other in others.dropFirst(number + 1) where other.span != one.span {
        let all = both.and(other.condition)
        guard !all.isNever else { continue }
        return Problem(
          "the log group has two subscription filters already", at: Label(third.span),
          related: [Label(one.span, "the first"), Label(other.span, "the second")], when: all,
          evidence: third.resource.logicalID)
      }
    }
    return nil
  }
}
