import ProtonLint

extension Rule {
  public static let logGroupWithoutRetention = Rule(
    id: "log-group-without-retention",
    category: .logging,
    severity: .warning,
    finds: "a log group that keeps its logs forever",
    why: """
      CloudWatch Logs never deletes what it was not told to. Every deployment of the template adds \
      a log group whose cost only grows, and which keeps personal data longer than allowed.
      """,
    fix: "Set `RetentionInDays`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-logs-loggroup.html",
    aliases: ["CKV_AWS_66", "W86"],
    presets: [.recommended, .all],
    examples: [
      .flagged(
        "no retention",
        """
        Resources:
          «Logs»:
            Type: AWS::Logs::LogGroup
        """),
      .flagged(
        "none on one side of a condition",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          IsProduction: !Equals [!Ref Stage, production]
        Resources:
          «Logs»:
            Type: AWS::Logs::LogGroup
            Properties:
              RetentionInDays: !If [IsProduction, 365, !Ref AWS::NoValue]
        """),
      .clean(
        "an input decides how long",
        """
        Parameters:
          Days: {Type: Number}
        Resources:
          Logs:
            Type: AWS::Logs::LogGroup
            Properties: {RetentionInDays: !Ref Days}
        """),
      .clean(
        "a class whose retention is fixed",
        """
        Resources:
          Logs:
            Type: AWS::Logs::LogGroup
            Properties: {LogGroupClass: DELIVERY}
        """),
    ],
    check: .resource(.cloudFormation("AWS::Logs::LogGroup")) { group, _ in
      guard group["LogGroupClass"]?.string != "DELIVERY" else { return [] }
      guard let retention = group["RetentionInDays"] else {
        return [unlimited(group, when: .always)]
      }
      return retention.alternatives.filter(\.value.isNull).map {
        unlimited(group, when: $0.condition)
      }
    }
  )
}

private func unlimited(_ group: Resource, when condition: Condition) -> Problem {
  Problem(
    "log group `\(group.logicalID)` keeps its logs forever", at: Label(group.nameSpan),
    help: "set `RetentionInDays`", when: condition, evidence: group.logicalID)
}
