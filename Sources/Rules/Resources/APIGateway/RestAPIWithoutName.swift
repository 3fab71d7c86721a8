import ProtonLint

extension Rule {
  public static let restAPIWithoutName = Rule(
    id: "rest-api-without-name",
    category: .properties,
    severity: .error,
    finds: "a REST API with neither a name nor a definition that has one",
    why: """
      API Gateway needs a name. It takes the title of an OpenAPI definition for it, but there is \
      none in `Body` or `BodyS3Location`.
      """,
    fix: "Set `Name`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html",
    aliases: ["E3660"],
    examples: [
      .flagged(
        "a description alone",
        """
        Resources:
          API:
            Type: AWS::ApiGateway::RestApi
            «Properties»:
              Description: payments
        """),
      .clean(
        "a name, and a definition",
        """
        Resources:
          API:
            Type: AWS::ApiGateway::RestApi
            Properties:
              Name: payments
          Other:
            Type: AWS::ApiGateway::RestApi
            Properties:
              BodyS3Location: {Bucket: definitions, Key: api.json}
        """),
    ],
    check: .schema(.ruled)
  )
}
