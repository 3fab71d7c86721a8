import ProtonLint

extension Rule {
  public static let authorizerOfAnotherAPI = Rule(
    id: "authorizer-of-another-api",
    category: .properties,
    severity: .error,
    finds: "a method of API Gateway whose authorizer belongs to another API",
    why: """
      An authorizer can be used by the methods of its own API alone. API Gateway does not find \
      it in the API of the method: "Invalid authorizer ID specified".
      """,
    fix: "Give the method and its authorizer the same `RestApiId`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-method.html",
    aliases: ["E3699"],
    examples: [
      .flagged(
        "two APIs",
        """
        Resources:
          One: {Type: AWS::ApiGateway::RestApi, Properties: {Name: one}}
          Two: {Type: AWS::ApiGateway::RestApi, Properties: {Name: two}}
          Authorizer:
            Type: AWS::ApiGateway::Authorizer
            Properties: {RestApiId: !Ref «One», Name: a, Type: TOKEN}
          Method:
            Type: AWS::ApiGateway::Method
            Properties:
              RestApiId: !Ref Two
              ResourceId: !GetAtt Two.RootResourceId
              HttpMethod: GET
              AuthorizationType: CUSTOM
              AuthorizerId: !Ref Authorizer
        """),
      .clean(
        "one API",
        """
        Resources:
          One: {Type: AWS::ApiGateway::RestApi, Properties: {Name: one}}
          Authorizer:
            Type: AWS::ApiGateway::Authorizer
            Properties: {RestApiId: !Ref One, Name: a, Type: TOKEN}
          Method:
            Type: AWS::ApiGateway::Method
            Properties:
              RestApiId: !Ref One
              ResourceId: !GetAtt One.RootResourceId
              HttpMethod: GET
              AuthorizationType: CUSTOM
              AuthorizerId: !Ref Authorizer
        """),
    ],
    check: .agreement(
      of: "AWS::ApiGateway::Method",
      Agreement(
        of: .of("AWS::ApiGateway::Authorizer", namedBy: ["AuthorizerId"], key: "RestApiId"),
        with: .own("RestApiId")
      ) { authorizer, method in
        "authorizer `\(authorizer.owner.logicalID)` belongs to the API `\(authorizer.words)`, but "
          + "method `\(method.owner.logicalID)` to `\(method.words)`"
      })
  )
}
