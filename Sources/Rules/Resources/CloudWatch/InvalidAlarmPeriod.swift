import ProtonLint

extension Rule {
  public static let invalidAlarmPeriod = Rule(
    id: "invalid-alarm-period",
    category: .properties,
    severity: .error,
    finds: "an alarm over a period that CloudWatch does not take",
    why: """
      CloudWatch evaluates metrics over 10, 20 or 30 seconds, or over whole minutes, and refuses an \
      alarm over any other period.
      """,
    fix: "Write 10, 20, 30 or a multiple of 60.",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html",
    aliases: ["E3615"],
    examples: [
      .flagged(
        "a minute and a half",
        """
        Resources:
          Alarm:
            Type: AWS::CloudWatch::Alarm
            Properties:
              Namespace: Payments
              MetricName: Failures
              Statistic: Sum
              ComparisonOperator: GreaterThanThreshold
              Threshold: 5
              EvaluationPeriods: 1
              Period: «90»
        """),
      .clean(
        "two minutes, or twenty seconds",
        """
        Parameters:
          Kind: {Type: String}
        Conditions:
          IsFast: !Equals [!Ref Kind, fast]
        Resources:
          Alarm:
            Type: AWS::CloudWatch::Alarm
            Properties:
              Namespace: Payments
              MetricName: Failures
              Statistic: Sum
              ComparisonOperator: GreaterThanThreshold
              Threshold: 5
              EvaluationPeriods: 1
              Period: !If [IsFast, 20, 120]
        """),
    ],
    check: .resource(.cloudFormation("AWS::CloudWatch::Alarm")) { alarm, _ in
      [["Period"], ["Metrics", "[]", "Period"], ["Metrics", "[]", "MetricStat", "Period"]]
        .flatMap { alarm.properties.values(at: $0[...]) }
        .compactMap { period in
          guard let seconds = period.value.number, seconds == seconds.rounded(),
            // Zero and less are out of the range of the property.
            seconds > 0, !isPeriod(seconds)
          else { return nil }
          return Problem(
            "CloudWatch takes no period of \(period.value.words) seconds",
            at: Label(period.value.span), when: period.condition,
            evidence: "\(alarm.logicalID) Period")
        }
    }
  )
}

private func isPeriod(_ seconds: Double) -> Bool {
  [10, 20, 30].contains(seconds) || seconds.truncatingRemainder(dividingBy: 60) == 0
}
