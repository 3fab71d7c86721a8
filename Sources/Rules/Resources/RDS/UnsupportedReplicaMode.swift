import ProtonLint

extension Rule {
  public static let unsupportedReplicaMode = Rule(
    id: "unsupported-replica-mode",
    category: .properties,
    severity: .error,
    finds: "a mode of a replica that its engine does not have",
    why: """
      A replica of Oracle or Db2 is either mounted, for recovery alone, or open for reading. RDS \
      refuses any other mode.
      """,
    fix: "Write `mounted` or `open-read-only`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html",
    aliases: ["E3721"],
    examples: [
      .flagged(
        "a mode that there is not",
        """
        Resources:
          Replica:
            Type: AWS::RDS::DBInstance
            Properties:
              DBInstanceClass: db.m5.large
              Engine: oracle-ee
              SourceDBInstanceIdentifier: payments
              ReplicaMode: «read-only»
        """),
      .clean(
        "one that there is",
        """
        Resources:
          Replica:
            Type: AWS::RDS::DBInstance
            Properties:
              DBInstanceClass: db.m5.large
              Engine: oracle-ee
              SourceDBInstanceIdentifier: payments
              ReplicaMode: open-read-only
        """),
    ],
    check: .schema(.ruled)
  )
}
