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
}
