import ProtonLint

extension Rule {
  public static let deprecatedEngineVersion = Rule(
    id: "deprecated-engine-version",
    category: .properties,
    severity: .warning,
    finds: "a version of a database engine that RDS is about to withdraw",
    why: """
      RDS makes no new databases of a version that it has deprecated, and upgrades those that \
      still run it at a time of its own choosing.
      """,
    fix: "Take a version that RDS still offers, and test the upgrade before RDS makes it.",
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html",
    aliases: ["W3690", "W3691"],
    examples: [
      .flagged(
        "an old version of PostgreSQL",
        """
        Resources:
          Instance:
            Type: AWS::RDS::DBInstance
            Properties:
              DBInstanceClass: db.t4g.small
              AllocatedStorage: 20
              Engine: postgres
              EngineVersion: "«11.22»"
        """),
      .clean(
        "a newer one",
        """
        Resources:
          Instance:
            Type: AWS::RDS::DBInstance
            Properties:
              DBInstanceClass: db.t4g.small
              AllocatedStorage: 20
              Engine: postgres
              EngineVersion: "16.8"
        """),
    ],
    check: .schema(.ruled)
  )
}
