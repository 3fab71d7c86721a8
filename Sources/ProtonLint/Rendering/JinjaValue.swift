/// A value inside the Jinja evaluator: Python's, and what is not known of it.
indirect enum JinjaValue: Sendable {
  /// Strict: it may be tested with `is defined` and given to `default`, and nothing else.
  case undefined(JinjaUndefined)
  case none
  case bool(Bool)
  case integer(Int)
  case float(Double)
  case string(JinjaText)
  case list(JinjaList)
  case tuple([JinjaValue])
  /// What `groupby` gives: a tuple of two whose parts have names, too.
  case group([JinjaValue])
  /// What can be looped over again and again and is no list: a range, a view of a dictionary.
  case lazy(JinjaLazy)
  case dict(JinjaDict)
  /// A namespace that Proton gives, with the fields that it has.
  case object(JinjaObject)
  case symbol(JinjaSymbol)
  /// One of several, decided by one subject.
  case choice(JinjaChoice)
  /// A function, a bound method, a macro.
  case function(JinjaFunction)
  /// `namespace(…)`: its fields are in ``Renderer/namespaces``.
  case namespace(Int)
  /// These change as they are used; their states are in the renderer, by number.
  case loop(Int)
  case iterator(Int)
  case cycler(Int)
  case joiner(Int)
  /// `self`, whose attributes are the blocks.
  case template

  static func text(_ text: String) -> JinjaValue { .string(JinjaText(text)) }
  static func items(_ items: [JinjaValue]) -> JinjaValue { .list(JinjaList(items)) }
}

/// A list, and which one it is: lists can be changed, and whoever holds one sees it.
struct JinjaList: Sendable {
  let items: [JinjaValue]
  /// Where ``Renderer/revisions`` has its present elements; 0 for one that nobody holds yet.
  let identity: Int

  init(_ items: [JinjaValue], identity: Int = 0) {
    self.items = items
    self.identity = identity
  }
}

/// A string as parts: text that is known, and symbols.
struct JinjaText: Sendable, Hashable {
  typealias Part = TokenTable.Part

  private(set) var parts: [Part] = []
  /// Whether it is HTML already: what is joined to it is escaped.
  var isMarkup = false

  init(_ text: String, isMarkup: Bool = false) {
    if !text.isEmpty { parts = [.text(text)] }
    self.isMarkup = isMarkup
  }
  init(parts: [Part], isMarkup: Bool = false) {
    for part in parts { append(part) }
    self.isMarkup = isMarkup
  }

  /// The whole text, if no part of it is a symbol.
  var known: String? {
    switch parts.count {
    case 0: return ""
    case 1: if case .text(let text) = parts[0] { return text } else { return nil }
    default: return nil
    }
  }

  mutating func append(_ part: Part) {
    if case .text(let new) = part {
      if new.isEmpty { return }
      if case .text(var old)? = parts.last {
        // Taken out first: a text with one owner grows in place.
        parts.removeLast()
        old += new
        parts.append(.text(old))
        return
      }
    }
    parts.append(part)
  }

  /// The bytes of the parts that are known.
  var byteCount: Int {
    parts.reduce(0) { count, part in
      if case .text(let text) = part { count + text.utf8.count } else { count }
    }
  }

  mutating func append(_ other: JinjaText) {
    for part in other.parts { append(part) }
  }

  var symbols: [Symbol] {
    parts.flatMap { part -> [Symbol] in
      if case .printed(let printed) = part { printed.symbols } else { [] }
    }
  }

  /// For messages and the names of derived symbols.
  var expression: String {
    parts.map { part in
      switch part {
      case .text(let text): "'\(text)'"
      case .printed(let printed): printed.expression
      }
    }.joined(separator: " ~ ")
  }
}

/// Elements without the text and the operators of a list.
struct JinjaLazy: Sendable {
  enum Kind: Sendable, Equatable {
    case range(start: Int, stop: Int, step: Int)
    /// Views of the dictionary of an identity.
    case keys(Int), values(Int), pairs(Int)
  }

  let kind: Kind
  let items: [JinjaValue]

  var isRange: Bool { if case .range = kind { true } else { false } }
}

/// Why a name has no value.
struct JinjaUndefined: Sendable, Hashable {
  let name: String
  let reason: RenderProblem.Kind
  /// What was asked for the name, in words: `a string`; nil for a name of Proton or of nobody.
  var owner: String? = nil
}

/// A dictionary in the order in which it was made. Keys are strings, numbers, booleans or none.
struct JinjaDict: Sendable {
  private(set) var entries: [(key: JinjaValue, value: JinjaValue)] = []
  private var positions: [JinjaKey: Int] = [:]
  /// As that of ``JinjaList``.
  var identity = 0

  init() {}

  subscript(key: JinjaKey) -> JinjaValue? { positions[key].map { entries[$0].value } }
  subscript(name: String) -> JinjaValue? { self[.text(name)] }

  /// - Parameter original: The key as it was given; where the key is there already, the first one
  ///   stays.
  mutating func set(_ key: JinjaKey, as original: JinjaValue? = nil, _ value: JinjaValue) {
    if let position = positions[key] {
      entries[position].value = value
    } else {
      positions[key] = entries.count
      entries.append((original ?? key.value, value))
    }
  }

  mutating func remove(_ key: JinjaKey) -> JinjaValue? {
    guard let position = positions.removeValue(forKey: key) else { return nil }
    let value = entries.remove(at: position).value
    for (key, other) in positions where other > position { positions[key] = other - 1 }
    return value
  }
}

/// What a dictionary can look up. Python takes `1`, `1.0` and `true` as one key.
indirect enum JinjaKey: Hashable, Sendable {
  case none
  case tuple([JinjaKey])
  /// A function, an object: each is a key of its own.
  case thing(String)
  case number(Double)
  case integer(Int)
  case text(String)

  /// Texts are one key only if all their code points are equal.
  static func == (left: JinjaKey, right: JinjaKey) -> Bool {
    switch (left, right) {
    case (.none, .none): true
    case (.tuple(let one), .tuple(let other)): one == other
    case (.thing(let one), .thing(let other)): one == other
    case (.number(let one), .number(let other)): one == other
    case (.integer(let one), .integer(let other)): one == other
    case (.text(let one), .text(let other)): PythonString.isEqual(one, other)
    default: false
    }
  }

  func hash(into hasher: inout Hasher) {
    switch self {
    case .none: hasher.combine(0)
    case .tuple(let keys): hasher.combine(keys)
    case .thing(let name): hasher.combine(name)
    case .number(let number): hasher.combine(number)
    case .integer(let integer): hasher.combine(integer)
    case .text(let text): hasher.combine(text)
    }
  }

  var value: JinjaValue {
    switch self {
    case .none, .thing: .none
    case .tuple(let keys): .tuple(keys.map(\.value))
    case .number(let number): .float(number)
    case .integer(let integer): .integer(integer)
    case .text(let text): .text(text)
    }
  }
}

/// A namespace that Proton gives: `environment`, `service_instance.inputs`.
struct JinjaObject: Sendable {
  /// As the author reaches it: `service_instances[0].outputs`.
  let name: String
  let fields: [String: JinjaValue]
  /// What any other name means here.
  let rest: Rest

  enum Rest: Sendable {
    /// There is no other name: an input that no schema declares.
    case undeclaredInput(type: InputType?)
    /// There is no other name; a name of the preview may be meant.
    case closed(preview: String?)
    /// Any name may be there: outputs of the environment, of an instance, of a component.
    case outputs(OutputOwner)
    /// Nothing is known of the names: there is no schema.
    case open
  }

  enum OutputOwner: Sendable, Hashable { case environment, instance, component }

  /// Whether it is there, if empty, where no component is attached.
  var isOfComponents: Bool {
    name == NameFactory.componentName || name == "service_instance.components"
  }
}

/// A symbol in the evaluator, with the shape of its parts.
struct JinjaSymbol: Sendable {
  var symbol: Symbol
  /// Of an input: what the schema says of its parts.
  var shape: InputShape? = nil
  /// Decides whether it is there at all; nil if it always is.
  var presence: Condition.Subject? = nil
  /// What elements of a list look like where no schema says it.
  var element: Element = .unknown
  /// Set on what Proton's filters make: YAML, not a string.
  var layout: Layout? = nil
  /// Of the length of a list: what decides on it.
  var count: ElementCount? = nil

  /// Whether it is a leaf of what an attached component gives.
  var isOfComponent: Bool {
    switch symbol.source {
    case .componentOutput: true
    case .proton(let name): name.hasPrefix(NameFactory.componentName)
    default: false
    }
  }

  enum Element: Sendable { case unknown, serviceInstance, pair, index }
  enum Layout: Sendable { case list, map }

  struct ElementCount: Sendable {
    let subject: Condition.Subject
    /// The most elements; nil where there is no end.
    let most: Int?
  }
}

/// One of several values, each for some outcomes of one subject.
struct JinjaChoice: Sendable {
  let subject: Condition.Subject
  let alternatives: [(outcomes: [String], value: JinjaValue)]
}

indirect enum JinjaFunction: Sendable {
  case range, dict, namespace, cycler, joiner
  /// Gives random text, so it is not evaluated.
  case lipsum
  /// The one of a number among ``Renderer/macros``.
  case macro(Int)
  case method(of: JinjaValue, name: String)
  /// `self.name`
  case block(String)
}

/// What stops an expression: a fault of the template, in Jinja's sense an exception.
struct JinjaFailure: Error, Sendable {
  let kind: RenderProblem.Kind
  let message: String
  let span: Span
}
