import ProtonLint

extension Rule {
  public static let stageOfAnotherAPI = Rule(
    id: "stage-of-another-api",
    category: .properties,
    severity: .error,
    finds: "a stage of API Gateway whose deployment belongs to another API",
    why: """
      A stage publishes a deployment of its own API. API Gateway looks the deployment up in the \
      API of the stage, does not find it, and the stack fails.
      """,
    fix: "Give the stage and its deployment the same `RestApiId`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-stage.html",
    aliases: ["E3698"],
    examples: [
      .flagged(
        "two APIs",
        """
        Resources:
          One: {Type: AWS::ApiGateway::RestApi, Properties: {Name: one}}
          Two: {Type: AWS::ApiGateway::RestApi, Properties: {Name: two}}
          Deployment:
            Type: AWS::ApiGateway::Deployment
            Properties:
              RestApiId: !Ref «One»
          Stage:
            Type: AWS::ApiGateway::Stage
            Properties:
              RestApiId: !Ref Two
              DeploymentId: !Ref Deployment
        """),
      .clean(
        "one API, and an API that a parameter names",
        """
        Parameters:
          Api: {Type: String}
        Resources:
          One: {Type: AWS::ApiGateway::RestApi, Properties: {Name: one}}
          Deployment: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref One}}
          Other: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api}}
          Stage:
            Type: AWS::ApiGateway::Stage
            Properties: {RestApiId: !Ref One, DeploymentId: !Ref Deployment}
          OtherStage:
            Type: AWS::ApiGateway::Stage
            Properties: {RestApiId: !Ref One, DeploymentId: !Ref Other}
        """),
    ],
    check: .agreement(
      of: "AWS::ApiGateway::Stage",
      Agreement(
        of: .of("AWS::ApiGateway::Deployment", namedBy: ["DeploymentId"], key: "RestApiId"),
        with: .own("RestApiId")
      ) { deployment, stage in
        "deployment `\(deployment.owner.logicalID)` belongs to the API `\(deployment.words)`, but "
          + "its stage `\(stage.owner.logicalID)` to `\(stage.words)`"
      })
  )
}
