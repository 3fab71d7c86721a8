import ProtonLint

extension Rule {
  public static let needlessDependency = Rule(
    id: "needless-dependency",
    category: .structure,
    severity: .note,
    finds: "a `DependsOn` that a reference makes already",
    why: """
      CloudFormation makes a resource after all that its properties and its metadata refer to. Saying so again does \
      no harm, but hides the few dependencies that nothing else makes.
      """,
    fix: "Take the name out of `DependsOn`.",
    source: userGuide + "aws-attribute-dependson.html",
    aliases: ["W3005"],
    examples: [
      .flagged(
        "a reference beside it, and a name twice",
        """
        Resources:
          Topic: {Type: AWS::SNS::Topic}
          Other: {Type: AWS::SNS::Topic}
          Queue:
            Type: AWS::SQS::Queue
            DependsOn: [«Topic», Other, «Other»]
            Properties: {QueueName: !GetAtt Topic.TopicName}
        """),
      .clean(
        "a reference that is not always there, and one in an expression",
        """
        Conditions:
          IsLarge: !Equals [!Ref AWS::Region, us-east-1]
        Resources:
          Topic: {Type: AWS::SNS::Topic}
          Other: {Type: AWS::SNS::Topic}
          Queue:
            Type: AWS::SQS::Queue
            DependsOn: [Topic, Other]
            Properties: {QueueName: !If [IsLarge, !GetAtt Topic.TopicName, queue]}
        """),
    ],
    check: .template { template, _ in
      guard template.isReadAsWritten else { return [] }
      return template.resources.flatMap { resource -> [Problem] in
        let dependencies = template.dependencies(of: resource.node)
        guard !dependencies.isEmpty, template.writtenType(of: resource.node) != nil,
          !(template.writtenType(of: resource.node) ?? "").hasPrefix("AWS::Serverless::")
        else { return [] }
        let uses = template.certainUses(below: resource.node)
        var seen: Set<String> = []
        return dependencies.compactMap { dependency in
          let isRepeated = !seen.insert(dependency.name).inserted
          let reference = uses.first { $0.name == dependency.name }
          guard isRepeated || reference != nil else { return nil }
          return Problem(
            isRepeated
              ? "`\(dependency.name)` stands twice in `DependsOn`"
              : "a reference to `\(dependency.name)` makes this dependency already",
            at: Label(dependency.span),
            related: reference.map { [Label($0.span, "the reference")] } ?? [],
            evidence: "\(resource.name) \(dependency.name)")
        }
      }
    }
  )
}

extension CloudFormationTemplate {
  /// The uses of names below a node that no `Fn::If` may leave out.
  fileprivate func certainUses(below node: SyntaxNode) -> [NameUse] {
    let calls = calls(below: node)
    let optional = calls.filter { $0.name == "Fn::If" }.map(\.argument.rangeInText)
    return nameUses(
      of: calls.filter { call in
        !optional.contains { $0.contains(call.argument.rangeInText.lowerBound) }
      })
  }
}
