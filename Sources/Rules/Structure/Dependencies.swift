import ProtonLint

extension Rule {
  public static let conditionalDependency = Rule(
    id: "conditional-dependency",
    category: .structure,
    severity: .warning,
    finds: "a resource that waits for one that is not always there",
    why: """
      `DependsOn` takes no function: where the condition of the other resource does not hold, the \
      dependency leads nowhere, and what was to be ready first is not there at all.
      """,
    fix: """
      Give both the same condition, or refer to the other resource inside of an `Fn::If`, in \
      `Metadata` if nowhere else.
      """,
    source: userGuide + "aws-attribute-dependson.html",
    aliases: ["E3005"],
    examples: [
      .flagged(
        "a queue that waits for a topic of one stage",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          IsLive: !Equals [!Ref Stage, live]
        Resources:
          Topic: {Type: AWS::SNS::Topic, Condition: IsLive}
          Queue: {Type: AWS::SQS::Queue, DependsOn: «Topic»}
        """),
      .clean(
        "the same condition, and one that implies it",
        """
        Parameters:
          Stage: {Type: String}
          Size: {Type: String}
        Conditions:
          IsLive: !Equals [!Ref Stage, live]
          IsLarge: !And [!Condition IsLive, !Equals [!Ref Size, large]]
        Resources:
          Topic: {Type: AWS::SNS::Topic, Condition: IsLive}
          Queue: {Type: AWS::SQS::Queue, Condition: IsLive, DependsOn: Topic}
          Second: {Type: AWS::SQS::Queue, Condition: IsLarge, DependsOn: [Topic]}
        """),
    ],
    check: .template { template, _ in
      guard template.isReadAsWritten, !template.conditions.isEmpty else { return [] }
      let nodes = Dictionary(
        template.resources.map { ($0.name, $0.node) }, uniquingKeysWith: { $1 })
      return template.resources.flatMap { resource -> [Problem] in
        let uses = template.dependencies(of: resource.node)
        return uses.compactMap { use in
          guard let target = nodes[use.name] else { return nil }
          let presence = template.presence(of: target)
          guard !presence.isAlways else { return nil }
          let missing = template.presence(of: resource.node).and(presence.negated)
          guard !missing.isNever, !missing.isExample else { return nil }
          return Problem(
            "`\(use.name)` is not always there", at: Label(use.span), when: missing,
            evidence: "\(resource.name) \(use.name)")
        }
      }
    }
  )

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
