import Foundation
import Testing

@testable import ProtonLint

/// A bundle is one cluster, whatever its templates; a resource of several readings is one node.
@Test func graphIsDrawnWithBundlesAsClusters() throws {
  let manifest = """
    infrastructure:
      templates:
        - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}

    """
  let model = model(
    of: SourceStore([
      "env/schema/schema.yaml": """
      schema:
        format: {openapi: "3.0.0"}
        environment_input_type: Input
        types: {Input: {type: object, properties: {kind: {type: string, enum: [a, b]}}}}

      """,
      "env/infrastructure/manifest.yaml": manifest,
      "env/infrastructure/cloudformation.yaml": """
      Resources:
        Topic:
          Type: AWS::SNS::Topic
          {% if environment.inputs.kind == 'a' %}
          DeletionPolicy: Retain
          {% endif %}
      Outputs:
        Topic: {Value: !Ref Topic}

      """,
      "svc/schema/schema.yaml": """
      schema:
        format: {openapi: "3.0.0"}
        service_input_type: Input
        types: {Input: {type: object, properties: {}}}

      """,
      "svc/instance_infrastructure/manifest.yaml": manifest,
      "svc/instance_infrastructure/cloudformation.yaml": """
      Resources:
        Queue: {Type: AWS::SQS::Queue}
        Subscription:
          Type: AWS::SNS::Subscription
          Properties:
            TopicArn: '{{ environment.outputs.Topic }}'
            Endpoint: !GetAtt Queue.Arn

      """,
    ]))
  #expect(
    mermaidGraph(model) == """
      graph LR
        subgraph c0["env v1"]
          r0["Topic<br/>AWS::SNS::Topic"]
        end
        subgraph c1["svc v1"]
          r2["Queue<br/>AWS::SQS::Queue"]
          r3["Subscription<br/>AWS::SNS::Subscription"]
        end
        r3 -->|"Fn::GetAtt"| r2
        r3 -->|"output Topic"| r0

      """)
  #expect(
    dotGraph(model).contains(
      """
        subgraph cluster_0 {
          label="env v1";
          r0 [label="Topic\\nAWS::SNS::Topic", style=dashed];
        }
      """))
  let json = try JSONSerialization.jsonObject(with: Data(jsonGraph(model).utf8))
  let clusters = try #require((json as? [String: Any])?["clusters"] as? [[String: Any]])
  #expect(clusters.compactMap { $0["title"] as? String } == ["env v1", "svc v1"])
}
