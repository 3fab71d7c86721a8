import ProtonLint

extension Rule {
  public static let circularDependency = Rule(
    id: "circular-dependency",
    category: .cloudFormation,
    severity: .error,
    finds: "resources that each need the other to be there first",
    why: """
      CloudFormation makes a resource once all that it refers to is there. Where resources refer to \
      each other in a circle none can be the first, and the template is refused.
      """,
    fix: """
      Take one of the references out of the resource: into a resource of its own (a security group's \
      rule, a policy), or as a name that both know beforehand.
      """,
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html#troubleshooting-errors-dependency-error",
    aliases: ["E3004"],
    examples: [
      .flagged(
        "two security groups, and a resource that waits for itself",
        """
        Resources:
          «Web»:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Web
              SecurityGroupEgress:
                - {IpProtocol: tcp, FromPort: 80, ToPort: 80, DestinationSecurityGroupId: !Ref Task}
          «Task»:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: Task
              SecurityGroupIngress:
                - {IpProtocol: tcp, FromPort: 80, ToPort: 80, SourceSecurityGroupId: !GetAtt Web.GroupId}
          «Queue»:
            Type: AWS::SQS::Queue
            DependsOn: Queue
        """),
      .flagged(
        "a circle on one path",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {alarm: {type: boolean, default: true}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          «Topic»:
            Type: AWS::SNS::Topic
            Properties: {TopicName: !Sub '${Queue.QueueName}-topic'}
          «Queue»:
            Type: AWS::SQS::Queue
            Properties:
              MessageRetentionPeriod: 60
              {%- if service_instance.inputs.alarm %}
              Tags: [{Key: topic, Value: !Ref Topic}]
              {%- endif %}
        """),
      .clean(
        "one way at a time, and a reference that is not used",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          IsLarge: !Equals [!Ref Stage, large]
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties: {TopicName: !If [IsLarge, !GetAtt Queue.QueueName, plain]}
          Queue:
            Type: AWS::SQS::Queue
            Metadata: {Reads: !Ref Queue}
            Properties:
              Tags: [{Key: topic, Value: !If [IsLarge, none, !Ref Topic]}]
        """),
    ],
    check: .graph { model in
      model.graph.templatesWithCircles.flatMap { file in
        file.paths.flatMap { template -> [Problem] in
          // A macro may take references out again, and SAM makes other resources of its own.
          guard template.declaresAllSections, !template.tree.breaksOff else { return [] }
          return DependencyCircles(of: template).found.flatMap(circular).map {
            $0.holding(when: template.condition)
          }
        }
      }
    }
  )
}

extension ResourceGraph {
  /// The templates whose resources refer to each other in a circle on some path or other: hardly
  /// any, so that only these are looked at more closely.
  fileprivate var templatesWithCircles: [TemplateFile] {
    let left = leftOnCircles(links.map { $0.map(\.target.index) })
    let numbers = Set(left.map { resources[$0].template })
    return numbers.sorted().map { templates[$0] }
  }
}

/// One for each resource of the circle, with the references that lead around from it: any of them can
/// be taken out.
private func circular(_ circle: DependencyCircles.Circle) -> [Problem] {
  let count = circle.names.count
  let names = quotedList(circle.names.prefix(6) + [])
  return circle.names.indices.prefix(32).map { index in
    let message =
      count == 1
      ? "\(names) needs itself to be there first" : "\(names) need each other to be there first"
    let uses = (0..<count).map { circle.uses[(index + $0) % count] }.prefix(7)
    return Problem(
      message, at: Label(circle.keys[index]),
      related: uses.enumerated().map { position, use in
        Label(use.span, position == 0 ? "to `\(use.name)`" : "and on to `\(use.name)`")
      },
      when: circle.condition, evidence: circle.names.sorted().joined(separator: " "))
  }
}
