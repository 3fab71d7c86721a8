import ProtonLint

extension Rule {
  public static let provisionedBillingWithoutThroughput = Rule(
    id: "provisioned-billing-without-throughput",
    category: .properties,
    severity: .error,
    finds: "a table with provisioned billing that does not say how much is provisioned",
    why: """
      With `BillingMode: PROVISIONED` DynamoDB wants to know how many reads and writes a second \
      to keep ready, and refuses a table that does not say.
      """,
    fix: "Set `ProvisionedThroughput`, or pay per request with `BillingMode: PAY_PER_REQUEST`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html",
    aliases: ["E3639"],
    examples: [
      .flagged(
        "nothing provisioned",
        """
        Resources:
          Table:
            Type: AWS::DynamoDB::Table
            «Properties»:
              AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
              KeySchema: [{AttributeName: id, KeyType: HASH}]
              BillingMode: PROVISIONED
        """),
      .clean(
        "either way",
        """
        Resources:
          Table:
            Type: AWS::DynamoDB::Table
            Properties:
              AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
              KeySchema: [{AttributeName: id, KeyType: HASH}]
              BillingMode: PROVISIONED
              ProvisionedThroughput: {ReadCapacityUnits: 1, WriteCapacityUnits: 1}
        """),
    ],
    check: .schema(.ruled)
  )
}
