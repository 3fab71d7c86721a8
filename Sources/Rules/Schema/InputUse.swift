import ProtonLint

/// An input that a property takes as it is.
struct InputUse {
  let symbol: Symbol
  let domain: PropertyDomain
  /// The resource that has the property, for messages.
  let owner: String
  let value: Value
  let condition: Condition
}

/// An input of a schema, with all properties that take it as it is.
struct UsedInput {
  let property: InputProperty
  /// In the order of resources and properties; at least one.
  let uses: [InputUse]

  /// The uses with equal demands, the first of each.
  var demands: [InputUse] {
    var seen: Set<PropertyDomain.Accepted> = []
    return uses.filter { seen.insert($0.domain.accepted).inserted }
  }

  /// The places of uses that demand the same, for a finding at the schema.
  func related(to demand: InputUse) -> [Label] {
    var seen: Set<Span> = []
    let same = uses.filter {
      $0.domain.accepted == demand.domain.accepted && seen.insert($0.value.span).inserted
    }
    return same.prefix(3).map {
      Label($0.value.span, "`\($0.domain.name)` of \($0.owner)")
    }
  }

  /// When some property demands this of it.
  func condition(of demand: InputUse) -> Condition {
    uses.lazy.filter { $0.domain.accepted == demand.domain.accepted }
      .reduce(Condition.never) { $0.or($1.condition) }.ofDeclaration
  }
}

extension Check {
  /// A check of each input of a bundle that a property with a known domain takes as it is.
  static func usedInput(
    _ check: @escaping @Sendable (UsedInput) -> [Problem]
  ) -> Check {
    .bundle { bundle, model in bundle.usedInputs(in: model).flatMap(check) }
  }
}

private let domainsByType = Dictionary(grouping: PropertyDomain.all, by: \.type)

extension TemplateBundle {
  /// In the order of the schema.
  func usedInputs(in model: Model) -> [UsedInput] {
    guard let schema else { return [] }
    var uses: [Span: [InputUse]] = [:]
    func collect(_ found: [InputUse]) {
      for use in found {
        guard let declaration = use.symbol.declaration else { continue }
        uses[declaration, default: []].append(use)
      }
    }
    let templates = model.templates(of: id)
    let numbers = Set(templates.map(\.number))
    for (type, domains) in domainsByType.sorted(by: { $0.key < $1.key }) {
      for resource in model.graph.resources(ofType: type) where numbers.contains(resource.template)
      {
        for domain in domains {
          collect(
            inputs(
              for: domain, in: resource.properties, of: "`\(resource.logicalID)`",
              resource.condition))
        }
      }
    }
    // What all functions of a serverless template have in common.
    for path in templates.flatMap(\.paths) where !path.transforms.isEmpty {
      guard let globals = path.tree.root?["Globals"]?["Function"] else { continue }
      for domain in domainsByType["AWS::Serverless::Function"] ?? [] {
        collect(inputs(for: domain, in: path.value(of: globals), of: "`Globals`", path.condition))
      }
    }
    return schema.allProperties.compactMap { property in
      uses[property.nameSpan].map { UsedInput(property: property, uses: $0) }
    }
  }
}

extension InputSchema {
  /// Those of all types, and those inside of them.
  var allProperties: [InputProperty] {
    var found: [InputProperty] = []
    var seen: Set<Span> = []
    var pending = types.reversed().map(\.shape)
    while let shape = pending.popLast() {
      guard seen.insert(shape.node.span).inserted else { continue }
      found += shape.properties
      pending += shape.properties.reversed().map(\.shape) + [shape.items].compactMap(\.self)
    }
    return found
  }
}

private func inputs(
  for domain: PropertyDomain, in properties: Value, of owner: String, _ condition: Condition
) -> [InputUse] {
  if let requirement = domain.requirement,
    !(properties[requirement.property]?.elements ?? []).contains(where: {
      $0.value.string == requirement.value
    })
  {
    return []
  }
  return properties.values(at: domain.path[...]).compactMap { alternative in
    guard case .symbol(let symbol) = alternative.value.form, case .input = symbol.source else {
      return nil
    }
    return InputUse(
      symbol: symbol, domain: domain, owner: owner, value: alternative.value,
      condition: condition.and(alternative.condition))
  }
}

extension UsedInput {
  /// A problem of the schema, with the properties that make it one.
  func problem(
    with demand: InputUse, _ message: String, at span: Span, help: String
  ) -> Problem {
    Problem(
      message, at: Label(span), related: related(to: demand), help: help,
      when: condition(of: demand), evidence: "\(property.name) \(demand.domain.name)")
  }
}

extension Condition {
  /// The condition for a finding at a declaration: examples of when it is used say little there.
  var ofDeclaration: Condition { isExample ? .always : self }
}
