import ProtonLint

extension Rule {
  public static let publicDatabase = Rule(
    id: "public-database",
    category: .network,
    severity: .error,
    securitySeverity: 8.0,
    finds: "a database that has a public address",
    why: """
      The name of the database resolves to a public address, so that its security group alone \
      stands between the data and the internet.
      """,
    fix: """
      Set `PubliclyAccessible` to `false`, and reach the database from the VPC, through a VPN or \
      through a bastion without open ports.
      """,
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html",
    aliases: [
      "CKV_AWS_17", "CKV_AWS_87", "CKV_AWS_89", "AVD-AWS-0180", "F22", "W91",
    ],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "a public database",
        """
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties: {Engine: mysql, PubliclyAccessible: «true»}
        """),
      .flagged(
        "on one side of a condition",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          IsTest: !Equals [!Ref Stage, test]
        Resources:
          Warehouse:
            Type: AWS::Redshift::Cluster
            Properties: {PubliclyAccessible: !If [IsTest, «'true'», !Ref AWS::NoValue]}
        """),
      .clean(
        "a private database",
        """
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties: {Engine: mysql, PubliclyAccessible: false}
        """),
      .clean(
        "a choice that nobody has made yet",
        """
        Parameters:
          IsPublic: {Type: String}
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties: {Engine: mysql, PubliclyAccessible: !Ref IsPublic}
        """),
    ],
    check: .resource(
      .cloudFormation(
        "AWS::DMS::ReplicationInstance", "AWS::Neptune::DBInstance", "AWS::RDS::DBCluster",
        "AWS::RDS::DBInstance", "AWS::Redshift::Cluster", "AWS::RedshiftServerless::Workgroup")
    ) { database, _ in
      (database["PubliclyAccessible"]?.outcomes ?? [])
        .filter { $0.text?.lowercased() == "true" }
        .map { accessible($0, database) }
    }
  )
}

private func accessible(_ outcome: Value.Outcome, _ database: Resource) -> Problem {
  Problem(
    "`\(database.logicalID)` has a public address", at: Label(outcome.value.span),
    help: "set `PubliclyAccessible` to `false`", when: outcome.condition,
    evidence: database.logicalID)
}
