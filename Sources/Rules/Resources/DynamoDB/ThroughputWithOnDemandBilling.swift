import ProtonLint

extension Rule {
  public static let throughputWithOnDemandBilling = Rule(
    id: "throughput-with-on-demand-billing",
    category: .properties,
    severity: .error,
    finds: "a table that is paid per request and provisions throughput nevertheless",
    why: """
      DynamoDB refuses `ProvisionedThroughput` for a table whose `BillingMode` is \
      `PAY_PER_REQUEST`.
      """,
    fix: "Leave one of the two out.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html",
    aliases: ["E3638"],
    examples: [
      .flagged(
        "both",
        """
        Resources:
          Table:
            Type: AWS::DynamoDB::Table
            Properties:
              AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
              KeySchema: [{AttributeName: id, KeyType: HASH}]
              BillingMode: PAY_PER_REQUEST
              «ProvisionedThroughput»: {ReadCapacityUnits: 1, WriteCapacityUnits: 1}
        """),
      .clean(
        "throughput alone, which is the default mode",
        """
        Resources:
          Table:
            Type: AWS::DynamoDB::Table
            Properties:
              AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
              KeySchema: [{AttributeName: id, KeyType: HASH}]
              ProvisionedThroughput: {ReadCapacityUnits: 1, WriteCapacityUnits: 1}
        """),
    ],
    check: .schema(.ruled)
  )
}
