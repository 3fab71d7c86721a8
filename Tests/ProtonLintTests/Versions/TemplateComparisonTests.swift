import Testing

@testable import ProtonLint

/// The template of an environment before and after, and what the comparison says of it.
private let table: [(old: String, new: String, changes: String)] = [
  // Resources
  (
    "Resources: {A: {Type: AWS::SNS::Topic}}", "Resources:\n  A:\n    Type: AWS::SNS::Topic",
    "file-changed infrastructure/cloudformation.yaml compatible"
  ),
  (
    "Resources: {A: {Type: AWS::SNS::Topic}}",
    "Resources: {A: {Type: AWS::SNS::Topic}, B: {Type: AWS::SQS::Queue}}",
    "resource-added B changes-infrastructure note"
  ),
  (
    "Resources: {A: {Type: AWS::SNS::Topic}, B: {Type: AWS::DynamoDB::Table}}",
    "Resources: {A: {Type: AWS::SNS::Topic}}",
    "resource-removed B changes-infrastructure warning"
  ),
  (
    "Resources: {A: {Type: AWS::SNS::Topic}, B: {Type: AWS::DynamoDB::Table, DeletionPolicy: Retain}}",
    "Resources: {A: {Type: AWS::SNS::Topic}}",
    "resource-removed B changes-infrastructure note"
  ),
  (
    "Resources: {Data: {Type: AWS::S3::Bucket}}", "Resources: {Store: {Type: AWS::S3::Bucket}}",
    "resource-renamed Data changes-infrastructure warning"
  ),
  (
    "Resources: {A: {Type: AWS::SNS::Topic}}", "Resources: {A: {Type: AWS::SQS::Queue}}",
    "resource-type-changed A breaks-updates error"
  ),
  (
    "Resources: {A: {Type: AWS::S3::Bucket, Properties: {BucketName: a}}}",
    "Resources: {A: {Type: AWS::S3::Bucket, Properties: {BucketName: b}}}",
    "resource-replaced A changes-infrastructure warning"
  ),
  (
    "Resources: {A: {Type: AWS::S3::Bucket}}",
    "Resources: {A: {Type: AWS::S3::Bucket, Properties: {BucketName: b}}}",
    "resource-replaced A changes-infrastructure warning"
  ),
  (
    "Resources: {A: {Type: AWS::SQS::Queue, Properties: {QueueName: a}}}",
    "Resources: {A: {Type: AWS::SQS::Queue, Properties: {QueueName: a, FifoQueue: true}}}",
    "resource-replaced A breaks-updates warning"
  ),
  // The value of every existing deployment is still possible.
  (
    "Resources: {A: {Type: AWS::S3::Bucket, Properties: {BucketName: a}}}",
    """
    Resources:
      A:
        Type: AWS::S3::Bucket
        Properties: {BucketName: {% if environment.inputs.size == 's' %}a{% else %}b{% endif %}}
    """,
    "resource-changed A changes-infrastructure note"
  ),
  // The same function in its other form is no other value.
  (
    "Resources: {A: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: !Select [0, !GetAZs '']}}}",
    """
    Resources:
      A:
        Type: AWS::EC2::Subnet
        Properties: {AvailabilityZone: {Fn::Select: ['0', {Fn::GetAZs: ''}]}}
    """,
    "file-changed infrastructure/cloudformation.yaml compatible"
  ),
  (
    "Resources: {A: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 1}}}",
    "Resources: {A: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 2}}}",
    "resource-changed A changes-infrastructure note"
  ),
  // Outputs that nothing here reads
  (
    "Resources: {A: {Type: AWS::SNS::Topic}}\nOutputs: {Gone: {Value: a}}",
    "Resources: {A: {Type: AWS::SNS::Topic}}",
    "output-removed Gone breaks-services warning"
  ),
  (
    "Resources: {A: {Type: AWS::SNS::Topic}}\nOutputs: {VpcId: {Value: a}}",
    "Resources: {A: {Type: AWS::SNS::Topic}}\nOutputs: {VpcID: {Value: a}}",
    "output-renamed VpcId breaks-services warning"
  ),
  (
    "Resources: {A: {Type: AWS::SNS::Topic}}\nOutputs: {Vpc: {Value: a}}",
    "Resources: {A: {Type: AWS::SNS::Topic}}\nOutputs: {Vpc: {Value: b}, New: {Value: c}}",
    "output-changed Vpc changes-infrastructure note; output-added New compatible note"
  ),
  (
    "Resources: {A: {Type: AWS::SNS::Topic}}\nOutputs: {Vpc: {Value: a}}",
    """
    Conditions: {Big: !Equals [!Ref AWS::Region, us-east-1]}
    Resources: {A: {Type: AWS::SNS::Topic}}
    Outputs: {Vpc: {Value: a, Condition: Big}}
    """,
    "output-now-conditional Vpc breaks-services warning"
  ),
  (
    "Resources: {A: {Type: AWS::SNS::Topic}}\nOutputs: {Vpc: {Value: a}}",
    """
    Resources: {A: {Type: AWS::SNS::Topic}}
    Outputs:
      Other: {Value: b}
    {% if environment.inputs.size == 's' %}
      Vpc: {Value: a}
    {% endif %}
    """,
    "output-now-conditional Vpc breaks-services warning; output-added Other compatible note"
  ),
]

private let schema = VersionFixture.schema(
  "environment_input_type",
  "properties: {size: {type: string, enum: [s, m], default: s}}")

@Test(arguments: table)
func templatesAreCompared(old: String, new: String, changes: String) {
  let comparison = VersionFixture.compare(
    VersionFixture.environment(schema: schema, template: old),
    VersionFixture.environment(schema: schema, template: new))
  let found = comparison.bundles.flatMap(\.changes).map { change in
    let line = "\(change.kind.rawValue) \(change.subject) \(change.effect.rawValue)"
    return change.kind == .fileChanged ? line : "\(line) \(change.severity.rawValue)"
  }
  #expect(found.joined(separator: "; ") == changes)
}

private let environment =
  "Resources: {A: {Type: AWS::SNS::Topic}}\nOutputs: {TopicArn: {Value: a}}\n"
private let without = "Resources: {A: {Type: AWS::SNS::Topic}}\n"

private func reading(_ expression: String) -> String {
  """
  Resources:
    P:
      Type: AWS::SSM::Parameter
      Properties: {Type: String, Value: "{{ \(expression) }}"}
  """
}

/// A lost output is as bad as who reads it, and they are named at their places.
@Test(arguments: [
  ("environment.outputs.TopicArn", "env:1", "error svc:environment.outputs.TopicArn"),
  ("environment.outputs.TopicArn", "env:2", "warning"),
  ("environment.outputs.Other", "env:1", "warning"),
  (
    "environment.outputs.TopicArn | default('')", "env:1",
    "warning svc:environment.outputs.TopicArn?"
  ),
])
func readersOfLostOutputsAreNamed(expression: String, registered: String, expected: String) throws {
  let service = VersionFixture.service(
    template: reading(expression), registration: "compatible_environments: ['\(registered)']\n")
  let new = VersionFixture.environment(template: without) + service
  let comparison = VersionFixture.compare(
    VersionFixture.environment(template: environment) + service, new)
  let change = try #require(comparison.bundles.flatMap(\.changes).first)
  #expect(change.kind == .outputRemoved)
  let sources = SourceStore(new)
  let readers = change.readers.map {
    "\($0.bundle):\(sources.text(of: $0.place))\($0.isGuarded ? "?" : "")"
  }
  #expect(([change.severity.rawValue] + readers).joined(separator: " ") == expected)
  #expect(comparison.step == .major)
}

@Test func pipelinesReadOutputsOfInstances() throws {
  let pipeline = reading("service_instances[0].outputs.TopicArn")
  func change(_ before: String, _ after: String) throws -> VersionChange {
    let comparison = VersionFixture.compare(
      VersionFixture.service(template: environment, pipeline: before),
      VersionFixture.service(template: without, pipeline: after))
    return try #require(comparison.bundles.flatMap(\.changes).first { $0.kind == .outputRemoved })
  }
  let unread = try change(without, without)
  #expect(unread.effect == .compatible)
  let read = try change(pipeline, pipeline)
  #expect(read.effect == .breaksServices && read.severity == .error)
  let wasRead = try change(pipeline, without)
  #expect(wasRead.severity == .warning && wasRead.readers.map(\.isOld) == [true])
}

/// Kind, pipeline, engine and registration.
@Test func modesAreCompared() {
  let plain = VersionFixture.service()
  let piped = VersionFixture.service(pipeline: "Resources: {}\n")
  #expect(
    VersionFixture.lines(plain, piped).first == "pipeline-added svc needs-new-template")
  #expect(
    VersionFixture.lines(piped, plain).first == "pipeline-removed svc needs-new-template")
  #expect(
    VersionFixture.lines(VersionFixture.service("x"), VersionFixture.environment("x"))
      == ["kind-changed x needs-new-template"])
  var terraform = VersionFixture.environment()
  terraform["env/v1/infrastructure/manifest.yaml"] =
    "infrastructure: {templates: [{file: '*', rendering_engine: hcl, template_language: terraform}]}"
  terraform["env/v1/infrastructure/main.tf"] = ""
  #expect(
    VersionFixture.lines(VersionFixture.environment(), terraform).first
      == "engine-changed environment breaks-updates")
  let registered = { (names: String) in
    VersionFixture.service(registration: "compatible_environments: [\(names)]\n")
  }
  #expect(
    VersionFixture.lines(registered("'a:1', 'b:1'"), registered("'b:1', 'a:2'")) == [
      "compatible-environment-removed a:1 breaks-services",
      "compatible-environment-added a:2 compatible",
    ])
}

@Test func bundlesArePaired() {
  let env = VersionFixture.environment
  func pairs(_ old: [String: String], _ new: [String: String]) -> [String] {
    VersionFixture.compare(old, new).bundles.map { "\($0.old?.root ?? "-") \($0.new?.root ?? "-")" }
  }
  // One bundle on each side.
  #expect(pairs(env("a/v1", nil, "Resources: {}"), env("b/v2", nil, "")) == ["a/v1 b/v2"])
  let both = env("a/v1", nil, "") + env("b/v1", nil, "")
  #expect(pairs(both, both + env("a/v2", nil, "")) == ["a/v1 a/v1", "- a/v2", "b/v1 b/v1"])
  #expect(pairs(both, env("a/v1", nil, "")) == ["a/v1 a/v1", "b/v1 -"])
  // Moved to another folder.
  let moved = env("x/a/v1", nil, "") + env("x/b/v1", nil, "")
  #expect(pairs(both, moved) == ["a/v1 x/a/v1", "b/v1 x/b/v1"])
}
