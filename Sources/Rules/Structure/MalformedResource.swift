import ProtonLint

extension Rule {
  public static let malformedResource = Rule(
    id: "malformed-resource",
    category: .structure,
    severity: .error,
    finds: "a resource with an attribute that resources do not have, or one of the wrong kind",
    why: """
      Beside `Type` and `Properties` a resource has a few attributes, most of them texts without \
      functions. CloudFormation refuses a template with any other: "Invalid template resource \
      property". A property that slipped out of `Properties` looks like that.
      """,
    fix: "Correct the attribute, or move it below `Properties`.",
    source: userGuide + "aws-product-attribute-reference.html",
    aliases: ["E3001", "E3005", "E3028"],
    examples: [
      .flagged(
        "a property in the wrong place, and attributes of the wrong kind",
        """
        Conditions:
          IsLarge: !Equals [!Ref AWS::Region, us-east-1]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            «QueueName»: queue
            «DependsOn»: {Name: Topic}
            Condition: !If «[IsLarge, IsLarge, IsLarge]»
            Metadata: «a queue»
          Topic:
            «Type»: [AWS::SNS::Topic]
            «Properties»:
              - TopicName: topic
          «Nothing»: {Properties: {}}
          Text: «AWS::SQS::Queue»
          Number: {Type: AWS::SQS::Queue, «Version»: 1.0}
        """),
      .clean(
        "every attribute",
        """
        Conditions:
          IsLarge: !Equals [!Ref AWS::Region, us-east-1]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Condition: IsLarge
            DependsOn: [Topic]
            DeletionPolicy: Retain
            UpdateReplacePolicy: Retain
            Metadata: {Note: a queue}
            Properties: {}
          Custom: {Type: Custom::Thing, Version: '1.0', Properties: {ServiceToken: arn}}
          Topic:
            Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://bucket/topic.yaml}}
        """),
      .clean(
        "what SAM takes",
        """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Connectors: {Reader: {Properties: {Destination: {Id: Queue}, Permissions: [Read]}}}
        """),
    ],
    check: .template { template, _ in
      let usesSAM = template.usesSAM
      return template.writtenEntries(of: "Resources").flatMap { entry -> [Problem] in
        let type = template.writtenType(of: entry.value)
        // Rain and other tools replace such a resource before it is deployed.
        let isForeign = entry.value["Type"].map { $0.isOfAnotherTool } ?? false
        // SAM makes other resources of its own, and drops what it does not know.
        guard !isForeign, !(usesSAM && type?.hasPrefix("AWS::Serverless::") == true) else {
          return []
        }
        let shape = TemplateAttributes.resource(ofType: type, usesSAM: usesSAM)
        return template.faults(
          of: entry.value, under: entry.key, as: shape, functions: .refused
        ).map { fault in
          fault.problem(of: fault.path.isEmpty ? "resource `\(entry.key.text)`" : "a resource")
        } + detailFaults(of: entry.value, in: template)
      }
    }
  )
}

/// Whether the type is a text, and the properties a mapping. A function in place of all properties
/// is not looked at.
private func detailFaults(
  of resource: SyntaxNode, in template: CloudFormationTemplate
) -> [Problem] {
  let details: [(String, NodeShape)] = [("Type", .text), ("Properties", .map(of: .anything))]
  return details.flatMap { name, shape -> [Problem] in
    guard let entry = resource.entry(name), name == "Type" || IntrinsicCall(entry.value) == nil
    else { return [] }
    return template.faults(
      of: entry.value, under: entry.key, as: shape, functions: .refused
    ).map { $0.problem(of: "`\(name)`") }
  }
}

extension SyntaxNode {
  /// `!Rain::Module …`, `{Fn::Rain::Module: …}`: a function that is none of CloudFormation's.
  fileprivate var isOfAnotherTool: Bool {
    if tag != nil { return IntrinsicCall(self) == nil }
    return isMapping && entries.contains { $0.key.text.contains("Rain::") }
  }
}
