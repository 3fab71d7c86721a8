import ProtonLint

/// What the constraints of a parameter permit as its default.
struct DefaultConstraints {
  private let type: ParameterType
  private let node: SyntaxNode
  private let template: CloudFormationTemplate

  init?(of parameter: SyntaxNode, in template: CloudFormationTemplate) {
    guard let type = template.writtenType(of: parameter) else { return nil }
    self.type = ParameterType(type)
    node = parameter
    self.template = template
  }

  /// Why a default is not permitted, completing "the default …"; nil where it is, or where that is
  /// not known.
  func refusal(of value: SyntaxNode) -> String? {
    let isExact = value.isExactText
    let whole = refusal(of: value.text, isExact: isExact)
    guard type.isList, !type.isStored else { return whole }
    // Where the whole list would be permitted as one text, no more is known.
    guard whole != nil else { return nil }
    let elements = value.text.split(separator: ",", omittingEmptySubsequences: false).map {
      trimmed($0)
    }
    for element in elements {
      guard let reason = refusal(of: element, isExact: isExact) else { continue }
      return elements.count == 1 ? reason : "has `\(element)`, which \(reason)"
    }
    return nil
  }

  private func refusal(of text: String, isExact: Bool) -> String? {
    if type.isNumber, !text.isEmpty, isExact, Double(text) == nil { return "is no number" }
    return refusedByValues(text, isExact: isExact) ?? refusedByPattern(text, isExact: isExact)
      ?? refusedByBounds(text) ?? refusedByLength(text, isExact: isExact)
  }

  private func refusedByValues(_ text: String, isExact: Bool) -> String? {
    guard let list = node["AllowedValues"], list.isSequence else { return nil }
    let values = Array(list.items)
    guard !values.isEmpty,
      values.allSatisfy({ $0.isScalar && $0.tag == nil && !template.holdsSymbol($0) })
    else { return nil }
    let isPermitted = values.contains { value in
      if value.text == text { return true }
      // YAML gives numbers and booleans another spelling.
      guard isExact, value.isExactText else { return true }
      guard type.isNumber, let number = Double(value.text) else { return false }
      return number == Double(text)
    }
    return isPermitted ? nil : "is none of its `AllowedValues`"
  }

  private func refusedByPattern(_ text: String, isExact: Bool) -> String? {
    guard isExact, let node = node["AllowedPattern"], node.isScalar, !template.holdsSymbol(node),
      text.utf8.count <= 4096, let pattern = try? Pattern("^(?:\(node.text))$"),
      pattern.matches(text) == false
    else { return nil }
    return "does not match its `AllowedPattern`"
  }

  private func refusedByBounds(_ text: String) -> String? {
    guard let value = Double(text) else { return nil }
    if let minimum = number("MinValue"), value < minimum { return "is below its `MinValue`" }
    if let maximum = number("MaxValue"), value > maximum { return "is above its `MaxValue`" }
    return nil
  }

  private func refusedByLength(_ text: String, isExact: Bool) -> String? {
    guard isExact, !type.isNumber else { return nil }
    let length = Double(text.unicodeScalars.count)
    if let minimum = number("MinLength"), length < minimum {
      return "is shorter than its `MinLength`"
    }
    if let maximum = number("MaxLength"), length > maximum {
      return "is longer than its `MaxLength`"
    }
    return nil
  }

  private func number(_ key: String) -> Double? {
    guard let bound = node[key], bound.isScalar, !template.holdsSymbol(bound) else { return nil }
    return Double(bound.text)
  }

  private func trimmed(_ text: Substring) -> String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\n" || $0 == "\t" }
    let start = text.drop(while: isSpace)
    return String(start.reversed().drop(while: isSpace).reversed())
  }
}

extension SyntaxNode {
  /// Whether a scalar's text is what CloudFormation compares: without quotes, YAML may read a number
  /// (`010`, `1_000`, `1e3`), a boolean or a date whose text it then writes in another way.
  fileprivate var isExactText: Bool {
    guard style == .plain else { return true }
    let text = text
    guard let first = text.utf8.first else { return true }
    if ["true", "false"].contains(text) { return true }
    let isWord = ["yes", "no", "on", "off", "y", "n", "true", "false"].contains(text.lowercased())
    guard !isWord else { return false }
    let starts = "0123456789+-.".utf8
    guard starts.contains(first) else { return true }
    // Digits alone, without a zero in front, stay as they are; so does what has a letter or a sign
    // that no number and no date has.
    if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return first != 0x30 || text == "0" }
    return !text.utf8.allSatisfy { "0123456789+-._:eExXoabcdfABCDFTZ ".utf8.contains($0) }
  }
}
