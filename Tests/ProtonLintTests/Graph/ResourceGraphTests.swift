import Testing

@testable import ProtonLint

private let environmentSchema = """
  schema:
    format: {openapi: "3.0.0"}
    environment_input_type: In
    types: {In: {type: object, properties: {size: {type: string, enum: [s, m], default: s}}}}
  """
private let serviceSchema = """
  schema:
    format: {openapi: "3.0.0"}
    service_input_type: In
    types:
      In: {type: object, required: [kind, flag], properties: {kind: {type: string, enum: [a, b]}, flag: {type: boolean}}}
  """
private let manifest = """
  infrastructure:
    templates:
      - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
  """

private func environment(_ root: String, _ template: String) -> [String: String] {
  [
    "\(root)/schema/schema.yaml": environmentSchema,
    "\(root)/infrastructure/manifest.yaml": manifest,
    "\(root)/infrastructure/cloudformation.yaml": template,
  ]
}

private func service(
  _ root: String, _ template: String, registration: String? = nil
) -> [String: String] {
  var files = [
    "\(root)/schema/schema.yaml": serviceSchema,
    "\(root)/instance_infrastructure/manifest.yaml": manifest,
    "\(root)/instance_infrastructure/cloudformation.yaml": template,
  ]
  if let registration { files["\(root)/.template-registration.yaml"] = registration }
  return files
}

private func graph(_ files: [String: String]...) -> (graph: ResourceGraph, workspace: Workspace) {
  let model = model(
    of: SourceStore(files.reduce(into: [:]) { $0.merge($1) { first, _ in first } }))
  return (model.graph, model.workspace)
}

private let inputs = "service_instance.inputs"

struct ResourceGraphTests {
  /// `Name Type condition`, one line a reading.
  private func lines(_ graph: ResourceGraph) -> [String] {
    graph.resources.map { resource in
      "\(resource.logicalID) \(resource.type) \(resource.condition.words ?? "always")"
    }
  }

  @Test func mergesReadingsOfAllPaths() {
    let (graph, _) = graph(
      service(
        "svc/v1",
        """
        Resources:
          Same: {Type: AWS::SNS::Topic}
        {% if \(inputs).kind == 'a' %}
          OnlyA: {Type: AWS::SQS::Queue, Condition: Big}
        {% endif %}
          Other:
            Type: AWS::S3::Bucket
            Properties: {BucketName: {% if \(inputs).flag %}x{% else %}y{% endif %}}
          Symbol:
            Type: AWS::SNS::Topic
            Properties: {TopicName: '{{ \(inputs).kind }}'}
        """))
    #expect(
      lines(graph).sorted() == [
        "OnlyA AWS::SQS::Queue when condition `Big` holds and `kind` is `a`",
        "Other AWS::S3::Bucket when `flag` is `false`",
        "Other AWS::S3::Bucket when `flag` is `true`",
        "Same AWS::SNS::Topic always",
        "Symbol AWS::SNS::Topic always",
      ])
  }

  @Test func linksResources() throws {
    let (graph, _) = graph(
      service(
        "svc/v1",
        """
        Resources:
          Topic: {Type: AWS::SNS::Topic}
          Queue:
            Type: AWS::SQS::Queue
            DependsOn: [Topic]
            Properties:
              A: !Ref Topic
              B: !GetAtt Topic.TopicName
              C: !Sub '${Topic}-${Topic.TopicArn}-${!Topic}-${AWS::Region}'
              D: !Ref Nobody
        """))
    let queue = try #require(graph.resources.firstIndex { $0.logicalID == "Queue" })
    let topic = try #require(graph.resources.first { $0.logicalID == "Topic" })
    #expect(
      graph.links[queue].map { "\($0.use.kind.rawValue) \($0.use.name) \($0.use.attribute ?? "-")" }
        == [
          "Ref Topic -", "Fn::GetAtt Topic TopicName", "Fn::Sub Topic -", "Fn::Sub Topic TopicArn",
          "DependsOn Topic -",
        ])
    #expect(graph.links[queue].allSatisfy { $0.target == topic.id })
    #expect(graph.referrers(of: topic.id).map(\.logicalID) == ["Queue"])
    #expect(graph.referrers(of: graph.resources[queue].id).isEmpty)
  }

  @Test func linksOnlyReadingsThatMeet() throws {
    let (graph, _) = graph(
      service(
        "svc/v1",
        """
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties: {TopicName: {% if \(inputs).flag %}x{% else %}y{% endif %}}
          Queue:
            Type: AWS::SQS::Queue
            Properties: {A: !Ref Topic, B: {% if \(inputs).flag %}x{% else %}y{% endif %}}
        """))
    for (index, resource) in graph.resources.enumerated() where resource.logicalID == "Queue" {
      #expect(graph.links[index].count == 1)
      for link in graph.links[index] {
        #expect(graph[link.target].condition == resource.condition)
      }
    }
  }

  private let outputs = """
    Resources:
      Vpc: {Type: AWS::EC2::VPC}
    Outputs:
      VpcId: {Value: !Ref Vpc}
    """
  private let user = """
    Resources:
      Group:
        Type: AWS::EC2::SecurityGroup
        Properties: {VpcId: '{{ environment.outputs.VpcId }}'}
    """

  @Test func followsOutputsOfEnvironments() throws {
    let (graph, workspace) = graph(
      environment("env/v1", outputs), environment("env/v2", outputs),
      environment("other/v1", outputs),
      service(
        "svc/v1", user, registration: "compatible_environments: ['env:1', 'other:1', 'env:1']\n"))
    let group = try #require(graph.resources.firstIndex { $0.logicalID == "Group" })
    let targets = graph.links[group].map { graph[$0.target] }
    #expect(targets.map(\.logicalID) == ["Vpc", "Vpc"])
    #expect(graph.links[group].allSatisfy { $0.throughOutput == "VpcId" })
    let roots = targets.compactMap { target in
      graph.templates[target.template].bundle.map { workspace[$0].root }
    }
    #expect(roots == ["env/v1", "other/v1"])
    let value = try #require(graph.resources[group]["VpcId"])
    #expect(graph.targets(of: value, from: graph.resources[group].template).count == 2)
  }

  @Test func takesTheNearestEnvironmentWithoutARegistration() throws {
    let (graph, workspace) = graph(
      environment("a/env/v1", outputs), environment("b/env/v1", outputs),
      service("a/svc/v1", user), service("c/svc/v1", user))
    let found = graph.resources.indices.filter { graph.resources[$0].logicalID == "Group" }
      .map { index in
        graph.links[index].compactMap { link in
          graph.templates[graph[link.target].template].bundle.map { workspace[$0].root }
        }
      }
    #expect(found == [["a/env/v1"], ["a/env/v1", "b/env/v1"]])
  }
}
