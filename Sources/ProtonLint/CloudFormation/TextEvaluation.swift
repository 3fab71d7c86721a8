/// Bytes and parts of one text; functions inside of functions can double both each time.
let textLimit = 1 << 20
private let textPartLimit = 1 << 12

/// Texts: those that symbols are printed into, and those that functions make.
extension CloudFormationTemplate {
  /// The parts of a text that holds tokens. A part has its own place where the text stands
  /// unchanged in the template.
  func parts(of bytes: ArraySlice<UInt8>, in node: SyntaxNode) -> [Value] {
    let shift = node.valueRangeInText.map { $0.lowerBound - bytes.startIndex }
    return tokens.parts(of: bytes).map { part, range in
      let span = shift.map { tree.map.origin(of: range.lowerBound + $0..<range.upperBound + $0) }
      return value(of: part, at: span ?? node.span)
    }
  }

  private func value(of part: TokenTable.Part, at span: Span) -> Value {
    switch part {
    case .text(let text): return Value(.string(text), at: span)
    case .printed(.character(let text)): return Value(.string(text), at: span)
    case .printed(.symbol(let symbol)): return Value(.symbol(symbol), at: span)
    case .printed(.choice(let subject, let alternatives)):
      return Value(
        .choice(
          alternatives.map { alternative in
            Value.Alternative(
              condition: Condition(Condition.Literal(subject, alternative.outcomes)),
              value: Value(
                joined(alternative.parts.map { value(of: $0, at: span) }, at: span), at: span))
          }), at: span)
    }
  }

  /// One value of several parts: a text if all of them are known.
  func joined(_ parts: [Value], at span: Span) -> Value.Form {
    guard parts.count != 1 else { return parts[0].form }
    var flat: [Value] = []
    // Each part is worked out once: what asks for the value later finds it done.
    for part in parts {
      switch part.form {
      case .text(let inner): flat += inner
      case let form: flat.append(Value(form, at: part.span))
      }
      guard flat.count <= textPartLimit else { return .unknown }
    }
    var text = ""
    for part in flat {
      guard let known = part.string else { return .text(flat) }
      guard text.utf8.count + known.utf8.count <= textLimit else { return .unknown }
      text += known
    }
    return .string(text)
  }

  func substitute(_ argument: SyntaxNode, _ node: SyntaxNode, depth: Int) -> Value.Form {
    var template = argument
    var variables: SyntaxNode?
    if argument.isSequence {
      let items = Array(argument.items)
      guard items.count == 2 else { return .unknown }
      template = items[0]
      variables = items[1]
    }
    guard template.isScalar else { return .unknown }
    let bytes = template.textBytes
    let shift = template.valueRangeInText.map { $0.lowerBound - bytes.startIndex }
    var parts: [Value] = []
    var known: [String: Value.Form] = [:]
    for part in substitutionParts(bytes) {
      let span = shift.map {
        tree.map.origin(of: part.range.lowerBound + $0..<part.range.upperBound + $0)
      }
      switch part.kind {
      case .text(let text):
        let slice = bytes[part.range]
        if !tokens.entries.isEmpty, TokenTable.mayHoldToken(slice) {
          parts += self.parts(of: slice, in: template)
        } else {
          parts.append(Value(.string(text), at: span ?? template.span))
        }
      case .variable(let name):
        let form = known[name] ?? variable(name, variables, depth: depth)
        known[name] = form
        parts.append(Value(form, at: span ?? template.span))
      }
    }
    return joined(parts.isEmpty ? [Value(.string(""), at: template.span)] : parts, at: node.span)
  }

  private func variable(_ name: String, _ variables: SyntaxNode?, depth: Int) -> Value.Form {
    if let value = variables?[name] { return evaluate(value, depth: depth) }
    guard let dot = name.firstIndex(of: ".") else { return reference(to: name, attribute: nil) }
    return reference(
      to: String(name[..<dot]), attribute: String(name[name.index(after: dot)...]))
  }

  func join(_ argument: SyntaxNode, _ node: SyntaxNode, depth: Int) -> Value.Form {
    let items = Array(argument.items)
    guard items.count == 2, let delimiter = value(of: items[0], depth: depth).string,
      case .list(let elements) = evaluate(items[1], depth: depth)
    else { return .unknown }
    var parts: [Value] = []
    for (index, element) in elements.enumerated() {
      if index > 0, !delimiter.isEmpty {
        parts.append(Value(.string(delimiter), at: items[0].span))
      }
      parts.append(element)
    }
    return joined(parts.isEmpty ? [Value(.string(""), at: node.span)] : parts, at: node.span)
  }
}
