import ProtonLint

extension Rule {
  public static let authorizerCacheTooLong = Rule(
    id: "authorizer-cache-too-long",
    category: .properties,
    severity: .error,
    finds: "an authorizer that keeps its answers for longer than an hour",
    why: """
      API Gateway keeps the answer of an authorizer for 3600 seconds at most, and refuses more.
      """,
    fix: "Set `AuthorizerResultTtlInSeconds` from 0 to 3600.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-authorizer.html",
    aliases: ["E3718"],
    examples: [
      .flagged(
        "two hours",
        """
        Resources:
          Authorizer:
            Type: AWS::ApiGateway::Authorizer
            Properties:
              Name: token
              RestApiId: a1b2c3d4e5
              Type: TOKEN
              AuthorizerResultTtlInSeconds: «7200»
        """),
      .clean(
        "one hour",
        """
        Resources:
          Authorizer:
            Type: AWS::ApiGateway::Authorizer
            Properties:
              Name: token
              RestApiId: a1b2c3d4e5
              Type: TOKEN
              AuthorizerResultTtlInSeconds: 3600
        """),
    ],
    check: .schema(.ruled)
  )
}
