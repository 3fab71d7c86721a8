/// A property of a resource, or of another resource of the template that it names.
public struct JoinedProperty: Sendable {
  /// Where the other resource is named; empty for the resource itself.
  let references: [[String]]
  let type: String?
  let key: String
  /// What the service takes where the property is missing; nil: nothing that is known.
  let fallback: String?

  public static func own(_ key: String, otherwise fallback: String? = nil) -> JoinedProperty {
    JoinedProperty(references: [], type: nil, key: key, fallback: fallback)
  }

  /// - Parameter references: Paths of properties; `[]` stands for each element of a list.
  public static func of(
    _ type: String, namedBy references: [String]..., key: String, otherwise fallback: String? = nil
  ) -> JoinedProperty {
    JoinedProperty(references: references, type: type, key: key, fallback: fallback)
  }

  /// What the property can be, in each of the resources that it may be a property of. Resources of
  /// other templates are left out: nobody knows that they are deployed together.
  func values(for resource: Resource, in graph: ResourceGraph) -> [JoinedValue] {
    owners(for: resource, in: graph).flatMap { owner in
      owner.resource.properties.readings(of: [key]).compactMap { reading -> JoinedValue? in
        let value = reading[key]
        guard value != nil || fallback != nil else { return nil }
        let condition = reading.condition.and(owner.condition)
        guard !condition.isNever else { return nil }
        return JoinedValue(
          owner: owner.resource, key: key, value: value, text: value.map(\.string) ?? fallback,
          span: value?.span ?? owner.span, condition: condition)
      }
    }
  }

  private func owners(
    for resource: Resource, in graph: ResourceGraph
  ) -> [(resource: Resource, span: Span, condition: Condition)] {
    guard let type else { return [(resource, resource.nameSpan, .always)] }
    return references.flatMap { path in
      graph.named(by: path, of: resource, types: [type]).map {
        ($0.target, $0.span, $0.condition)
      }
    }
  }
}

/// A property of a resource in one of the ways that it can read.
public struct JoinedValue: Sendable {
  public let owner: Resource
  public let key: String
  /// Nil where the property is missing.
  public let value: Value?
  /// What it comes to, if that is known; what the service takes where it is missing.
  public let text: String?
  /// The value, or what names its owner where there is none.
  public let span: Span
  public let condition: Condition

  public var number: Double? { text.flatMap { Double($0) } }
  public var isTrue: Bool { text?.lowercased() == "true" }

  /// Whether both are known, and not the same.
  public func isKnown(toDifferFrom other: JoinedValue) -> Bool {
    if let text, let otherText = other.text { return text.lowercased() != otherText.lowercased() }
    guard case .reference(let one)? = value?.form, case .reference(let two)? = other.value?.form
    else { return false }
    // An attribute may come to what a `Ref` comes to; two resources have never the same id.
    return one.attribute == nil && two.attribute == nil && one.template == two.template
      && one.logicalID != two.logicalID
  }

  public var words: String { text ?? value?.words ?? "…" }
}

/// A resource that another one names.
public struct NamedResource: Sendable {
  public let target: Resource
  /// Where it is named.
  public let span: Span
  public let condition: Condition
}

extension ResourceGraph {
  /// The resources of the same template that a property of a resource leads to, each with when.
  public func named(by path: [String], of resource: Resource, types: Set<String>) -> [NamedResource]
  {
    resource.properties.values(at: path[...]).flatMap { alternative in
      named(
        by: alternative.value, of: resource, types: types, when: alternative.condition)
    }
  }

  public func named(
    by value: Value, of resource: Resource, types: Set<String>, when condition: Condition = .always
  ) -> [NamedResource] {
    targets(of: value, from: resource.template).compactMap { target in
      guard types.contains(target.type), target.template == resource.template else { return nil }
      let both = condition.and(target.condition)
      return both.isNever
        ? nil : NamedResource(target: target, span: value.span, condition: both)
    }
  }
}
