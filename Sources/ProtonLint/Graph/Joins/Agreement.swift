/// Two properties that must agree: of one resource, or of two of which one names the other.
public struct Agreement: Sendable {
  /// The property at which a disagreement is reported.
  let flagged: JoinedProperty
  let other: JoinedProperty
  /// The properties of the resource that decide whether there is anything to agree on.
  let requirements: [Requirement]
  let isBroken: @Sendable (JoinedValue, JoinedValue) -> Bool
  let message: @Sendable (JoinedValue, JoinedValue) -> String

  /// A property that must be known to be one of some texts.
  public struct Requirement: Sendable {
    let property: JoinedProperty
    let texts: Set<String>

    public init(_ property: JoinedProperty, isOneOf texts: Set<String>) {
      self.property = property
      self.texts = texts
    }
  }

  public init(
    of flagged: JoinedProperty, with other: JoinedProperty, where requirements: [Requirement] = [],
    isBroken: @escaping @Sendable (JoinedValue, JoinedValue) -> Bool = {
      $0.isKnown(toDifferFrom: $1)
    },
    message: @escaping @Sendable (JoinedValue, JoinedValue) -> String
  ) {
    self.flagged = flagged
    self.other = other
    self.requirements = requirements
    self.isBroken = isBroken
    self.message = message
  }

  func problems(of resource: Resource, in graph: ResourceGraph) -> [Problem] {
    let flagged = flagged.values(for: resource, in: graph)
    guard !flagged.isEmpty else { return [] }
    let condition = requiredCondition(for: resource, in: graph)
    guard !condition.isNever else { return [] }
    let others = other.values(for: resource, in: graph)
    guard flagged.count * others.count <= 256 else { return [] }
    return flagged.flatMap { one in
      others.compactMap { two -> Problem? in
        // Both of the same resource, if both are properties of what one property names.
        guard
          self.flagged.references.isEmpty || self.flagged.references != other.references
            || self.flagged.type != other.type || one.owner.id == two.owner.id
        else { return nil }
        let both = condition.and(one.condition).and(two.condition)
        guard isBroken(one, two), !both.isNever else { return nil }
        return Problem(
          message(one, two), at: Label(one.span),
          related: one.span == two.span ? [] : [Label(two.span, "`\(two.key)` is decided here")],
          when: both, evidence: "\(one.owner.logicalID).\(one.key)")
      }
    }
  }

  private func requiredCondition(for resource: Resource, in graph: ResourceGraph) -> Condition {
    requirements.reduce(Condition.always) { condition, requirement in
      condition.and(
        requirement.property.values(for: resource, in: graph).reduce(.never) { sum, value in
          guard let text = value.text, requirement.texts.contains(text) else { return sum }
          return sum.or(value.condition)
        })
    }
  }
}

extension Check {
  /// Properties that must agree, for each resource of a type.
  public static func agreement(of type: String, _ agreement: Agreement) -> Check {
    .resource(.cloudFormation(type)) { resource, graph in
      agreement.problems(of: resource, in: graph)
    }
  }
}
