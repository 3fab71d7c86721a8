import ProtonLint

extension Rule {
  public static let alarmCheckWithoutAlarm = Rule(
    id: "alarm-check-without-alarm",
    category: .properties,
    severity: .error,
    finds: "a health check of an alarm that does not name the alarm",
    why: """
      A health check of type `CLOUDWATCH_METRIC` takes its state from an alarm. Route 53 refuses \
      one without `AlarmIdentifier`.
      """,
    fix: "Name the alarm and its region in `AlarmIdentifier`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-route53-healthcheck-healthcheckconfig.html",
    aliases: ["E3661"],
    examples: [
      .flagged(
        "no alarm",
        """
        Resources:
          Check:
            Type: AWS::Route53::HealthCheck
            Properties:
              «HealthCheckConfig»:
                Type: CLOUDWATCH_METRIC
                InsufficientDataHealthStatus: Unhealthy
        """),
      .clean(
        "an alarm, and a check that asks an address",
        """
        Resources:
          Check:
            Type: AWS::Route53::HealthCheck
            Properties:
              HealthCheckConfig:
                Type: CLOUDWATCH_METRIC
                AlarmIdentifier: {Name: latency, Region: eu-west-1}
          Ping:
            Type: AWS::Route53::HealthCheck
            Properties:
              HealthCheckConfig:
                Type: HTTPS
                FullyQualifiedDomainName: example.com
        """),
    ],
    check: .schema(.ruled)
  )
}
