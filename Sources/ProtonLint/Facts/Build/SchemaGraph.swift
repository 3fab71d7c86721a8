/// Schemas while a table is built: nodes that refer to each other by index, in circles too.
struct SchemaGraph {
  /// What one schema says. `sayings` are in the order of their keywords; `ruled` may stand twice.
  struct Node: Hashable {
    var kinds = ValueKinds()
    var flags = SchemaFlags()
    var sayings: [Saying] = []

    var saysNothing: Bool { kinds.isEmpty && flags.isEmpty && sayings.isEmpty }

    subscript(keyword: SchemaKeyword) -> Operand? {
      get { sayings.first { $0.keyword == keyword }?.operand }
      set {
        sayings.removeAll { $0.keyword == keyword }
        if let newValue { add(keyword, newValue) }
      }
    }

    mutating func add(_ keyword: SchemaKeyword, _ operand: Operand) {
      let place = sayings.firstIndex { $0.keyword.rawValue > keyword.rawValue } ?? sayings.count
      sayings.insert(Saying(keyword: keyword, operand: operand), at: place)
    }
  }

  struct Saying: Hashable {
    var keyword: SchemaKeyword
    var operand: Operand
  }

  struct Named<Content: Hashable>: Hashable {
    var name: Int
    var content: Content
  }

  /// Names are indices of ``names``, schemas indices of ``nodes``.
  enum Operand: Hashable {
    case schema(Int)
    case schemas([Int])
    case namedSchemas([Named<Int>])
    case count(UInt32)
    case number(Double)
    case name(Int)
    case names([Int])
    case namedNames([Named<[Int]>])
    /// Name of the text × 8 + kind.
    case values([Int])
    case ruled(rule: Int, schema: Int, countsEach: Bool)
  }

  /// The first two are the schema that permits everything and the one that permits nothing.
  private(set) var nodes = [Node(), Node(kinds: .never)]
  private(set) var names = InternedNames()

  static let anything = 0
  static let nothing = 1

  mutating func add(_ node: Node = Node()) -> Int {
    nodes.append(node)
    return nodes.count - 1
  }

  mutating func intern(_ name: String) -> Int { names.index(of: name) }

  subscript(index: Int) -> Node {
    get { nodes[index] }
    set { nodes[index] = newValue }
  }
}

/// Strings by number, each once.
struct InternedNames {
  private(set) var texts: [String] = []
  private var indices: [ExactText: Int] = [:]

  mutating func index(of text: String) -> Int {
    if let index = indices[ExactText(text)] { return index }
    indices[ExactText(text)] = texts.count
    texts.append(text)
    return texts.count - 1
  }
}

/// A string that is equal to those with the same bytes alone: patterns may name characters whose
/// canonical equivalents are others.
struct ExactText: Hashable {
  let text: String

  init(_ text: String) { self.text = text }

  static func == (left: Self, right: Self) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  static func precedes(_ left: Self, _ right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

extension SchemaGraph.Operand {
  /// The schemas that it refers to, in order.
  var schemas: [Int] {
    switch self {
    case .schema(let schema), .ruled(_, let schema, _): [schema]
    case .schemas(let schemas): schemas
    case .namedSchemas(let entries): entries.map(\.content)
    case .count, .number, .name, .names, .namedNames, .values: []
    }
  }

  /// The same with other schemas.
  func withSchemas(_ other: (Int) -> Int) -> Self {
    switch self {
    case .schema(let schema): .schema(other(schema))
    case .ruled(let rule, let schema, let countsEach):
      .ruled(rule: rule, schema: other(schema), countsEach: countsEach)
    case .schemas(let schemas): .schemas(schemas.map(other))
    case .namedSchemas(let entries):
      .namedSchemas(entries.map { .init(name: $0.name, content: other($0.content)) })
    case .count, .number, .name, .names, .namedNames, .values: self
    }
  }
}

extension SchemaKeyword {
  /// What the operand of a keyword is.
  enum Shape {
    case schema, schemas, namedSchemas, count, number, name, names, namedNames, values, ruled
  }

  var shape: Shape {
    switch self {
    case .additionalProperties, .propertyNames, .items, .contains, .not: .schema
    case .prefixItems, .allOf, .anyOf, .oneOf, .conditional: .schemas
    case .properties, .patternProperties, .dependentSchemas: .namedSchemas
    case .minProperties, .maxProperties, .minItems, .maxItems, .minLength, .maxLength,
      .maxUniqueItems:
      .count
    case .minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum, .multipleOf: .number
    case .pattern, .format: .name
    case .required, .requiredOr, .requiredXor, .uniqueKeys: .names
    case .dependentRequired, .dependentExcluded: .namedNames
    case .values, .valuesIgnoringCase: .values
    case .ruled: .ruled
    }
  }
}
