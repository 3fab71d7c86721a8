import ProtonLint

extension Rule {
  public static let authorizerTypeMismatch = Rule(
    id: "authorizer-type-mismatch",
    category: .properties,
    severity: .error,
    finds: "a method of API Gateway whose authorization is not what its authorizer does",
    why: """
      With `AuthorizationType: CUSTOM` a method needs an authorizer that is a Lambda function \
      (`TOKEN` or `REQUEST`), with `COGNITO_USER_POOLS` one that is a user pool. API Gateway \
      refuses the method otherwise.
      """,
    fix: "Let `AuthorizationType` of the method say what the authorizer is.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-method.html",
    aliases: ["E3708"],
    examples: [
      .flagged(
        "a user pool for a function",
        """
        Resources:
          Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: one}}
          Authorizer:
            Type: AWS::ApiGateway::Authorizer
            Properties: {RestApiId: !Ref Api, Name: a, Type: «COGNITO_USER_POOLS»}
          Method:
            Type: AWS::ApiGateway::Method
            Properties:
              RestApiId: !Ref Api
              ResourceId: !GetAtt Api.RootResourceId
              HttpMethod: GET
              AuthorizationType: CUSTOM
              AuthorizerId: !Ref Authorizer
        """),
      .clean(
        "a function",
        """
        Resources:
          Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: one}}
          Authorizer:
            Type: AWS::ApiGateway::Authorizer
            Properties: {RestApiId: !Ref Api, Name: a, Type: REQUEST}
          Method:
            Type: AWS::ApiGateway::Method
            Properties:
              RestApiId: !Ref Api
              ResourceId: !GetAtt Api.RootResourceId
              HttpMethod: GET
              AuthorizationType: CUSTOM
              AuthorizerId: !Ref Authorizer
        """),
    ],
    check: .agreement(
      of: "AWS::ApiGateway::Method",
      Agreement(
        of: .of("AWS::ApiGateway::Authorizer", namedBy: ["AuthorizerId"], key: "Type"),
        with: .own("AuthorizationType"),
        isBroken: { authorizer, method in
          guard let type = authorizer.text else { return false }
          return switch method.text {
          case "CUSTOM": type != "TOKEN" && type != "REQUEST"
          case "COGNITO_USER_POOLS": type != "COGNITO_USER_POOLS"
          default: false
          }
        }
      ) { authorizer, method in
        "authorizer `\(authorizer.owner.logicalID)` is of the type `\(authorizer.words)`, but method "
          + "`\(method.owner.logicalID)` wants one for `\(method.words)`"
      })
  )
}
