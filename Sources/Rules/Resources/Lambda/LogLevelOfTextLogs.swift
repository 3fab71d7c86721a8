import ProtonLint

extension Rule {
  public static let logLevelOfTextLogs = Rule(
    id: "log-level-of-text-logs",
    category: .properties,
    severity: .error,
    finds: "a log level of a function that logs plain text",
    why: """
      Lambda can filter logs by their level in JSON alone, and refuses a level for the format \
      `Text`.
      """,
    fix: "Set `LogFormat: JSON`, or leave the level out.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html",
    aliases: ["E3696"],
    examples: [
      .flagged(
        "a level of text",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: arn:aws:iam::123456789012:role/worker
              Code: {S3Bucket: code, S3Key: worker.zip}
              Runtime: python3.13
              Handler: index.run
              LoggingConfig:
                LogFormat: Text
                «SystemLogLevel»: WARN
        """),
      .clean(
        "a level of JSON",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: arn:aws:iam::123456789012:role/worker
              Code: {S3Bucket: code, S3Key: worker.zip}
              Runtime: python3.13
              Handler: index.run
              LoggingConfig:
                LogFormat: JSON
                SystemLogLevel: WARN
        """),
    ],
    check: .schema(.ruled)
  )
}
