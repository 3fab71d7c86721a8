/// Where in the inputs something is: `port`, `tags[].key`, and the place in the new schema.
struct InputPath {
  let name: String
  let place: Span
  private var isType = false

  init(name: String, place: Span) {
    self.name = name
    self.place = place
  }

  /// The inputs as a whole, under the name of their type.
  init(type: InputType) {
    self.init(name: type.name, place: type.nameSpan)
    isType = true
  }

  /// For a sentence.
  var words: String {
    if isType { return "type `\(name)`" }
    return name.hasSuffix("[]") ? "each element of `\(name.dropLast(2))`" : "input `\(name)`"
  }

  var elements: InputPath { InputPath(name: name + "[]", place: place) }
}

extension InputProperty {
  /// Whether a spec without it is rejected.
  var mustBeGiven: Bool { isRequired && shape.defaultValue == nil }

  /// The property that this one became: of a close name, and declared in the same way.
  func renamed(among candidates: [InputProperty]) -> InputProperty? {
    let alike = candidates.filter { $0.shape.isAlike(shape) }
    let close = closestName(to: name, among: alike.map(\.name))
    return close.flatMap { name in alike.first { $0.name == name } }
  }
}

extension InputShape {
  /// Whether two inputs are declared in the same way, but for the words about them.
  func isAlike(_ other: InputShape) -> Bool { saysTheSame(node, other.node, but: annotations) }

  /// The place of a keyword; of the type, where there is none.
  func label(of keyword: String, else fallback: Span? = nil) -> Label {
    Label(node.entry(keyword)?.span ?? fallback ?? typeName?.span ?? node.span)
  }
}

/// The keywords that say nothing of the values.
let annotations: Set<String> = [
  "deprecated", "description", "example", "externalDocs", "readOnly", "title", "writeOnly", "xml",
]
