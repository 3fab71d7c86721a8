/// What the nodes of a template come to.
extension CloudFormationTemplate {
  /// Functions inside of functions, beyond which nothing is known.
  private static let depthLimit = 48
  /// Bytes and parts of one text; functions inside of functions can double both each time.
  private static let textLimit = 1 << 20
  private static let partLimit = 1 << 12

  func evaluate(_ node: SyntaxNode, depth: Int) -> Value.Form {
    guard depth < Self.depthLimit, !node.isBrokenAlias else { return .unknown }
    if let call = IntrinsicCall(node) { return apply(call, node, depth: depth + 1) }
    return plain(node, depth: depth)
  }

  func value(of node: SyntaxNode, depth: Int) -> Value {
    Value(node, in: self, depth: depth)
  }

  /// The value of a node without its tag.
  private func plain(_ node: SyntaxNode, depth: Int) -> Value.Form {
    let target = node.target
    switch target.kind {
    case .sequence: return .list(target.items.map { value(of: $0, depth: depth) })
    case .mapping:
      return .map(
        target.entries.map { entry in
          Value.Entry(
            key: tokens.displayText(of: entry.key), keySpan: entry.key.span,
            value: value(of: entry.value, depth: depth))
        })
    case .scalar: return scalar(target)
    case .alias: return .unknown
    }
  }

  private func scalar(_ node: SyntaxNode) -> Value.Form {
    let bytes = node.textBytes
    if !tokens.entries.isEmpty, TokenTable.mayHoldToken(bytes) {
      let form = joined(parts(of: bytes, in: node), at: node.span)
      return node.style == .plain && node.tag == nil ? resolved(form) : form
    }
    if let tag = node.tag, tag != "!!str" { if IntrinsicCall(node) == nil { return .unknown } }
    guard node.style == .plain, node.tag == nil else { return .string(node.text) }
    return plainScalar(node.text)
  }

  private func plainScalar(_ text: String) -> Value.Form {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: return isNumber(text) ? .number(text) : .string(text)
    }
  }

  /// The alternatives of an unquoted choice as YAML reads each of them: `{{ x | default('') }}`
  /// leaves nothing, which is null.
  private func resolved(_ form: Value.Form) -> Value.Form {
    guard case .choice(let alternatives) = form else { return form }
    return .choice(
      alternatives.map { alternative in
        guard case .string(let text) = alternative.value.form else { return alternative }
        return Value.Alternative(
          condition: alternative.condition,
          value: Value(plainScalar(text), at: alternative.value.span))
      })
  }

  private func isNumber(_ text: String) -> Bool {
    guard let first = text.utf8.first,
      (0x30...0x39).contains(first) || first == 0x2D || first == 0x2B || first == 0x2E
    else { return false }
    // `-inf` and `+nan` are numbers to Swift alone.
    return Double(text)?.isFinite == true && !text.utf8.contains(UInt8(ascii: "p"))
  }

  // MARK: Text with symbols

  /// The parts of a text that holds tokens. A part has its own place where the text stands
  /// unchanged in the template.
  private func parts(of bytes: ArraySlice<UInt8>, in node: SyntaxNode) -> [Value] {
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
  private func joined(_ parts: [Value], at span: Span) -> Value.Form {
    guard parts.count != 1 else { return parts[0].form }
    var flat: [Value] = []
    // Each part is worked out once: what asks for the value later finds it done.
    for part in parts {
      switch part.form {
      case .text(let inner): flat += inner
      case let form: flat.append(Value(form, at: part.span))
      }
      guard flat.count <= Self.partLimit else { return .unknown }
    }
    var text = ""
    for part in flat {
      guard let known = part.string else { return .text(flat) }
      guard text.utf8.count + known.utf8.count <= Self.textLimit else { return .unknown }
      text += known
    }
    return .string(text)
  }

  // MARK: Functions

  private func apply(_ call: IntrinsicCall, _ node: SyntaxNode, depth: Int) -> Value.Form {
    switch call.name {
    case "Ref": return reference(to: plainText(call.argument), attribute: nil)
    case "Fn::GetAtt": return getAttribute(call.argument)
    case "Fn::Sub": return substitute(call.argument, node, depth: depth)
    case "Fn::Join": return join(call.argument, node, depth: depth)
    case "Fn::If": return choose(call.argument, depth: depth)
    case "Fn::FindInMap": return findInMap(call.argument, depth: depth)
    case "Fn::Select": return select(call.argument, depth: depth)
    case "Fn::Split": return split(call.argument, depth: depth)
    default: return .unknown
    }
  }

  func plainText(_ node: SyntaxNode) -> String {
    tokens.displayText(of: node)
  }

  private func reference(to name: String, attribute: String?) -> Value.Form {
    if hasResource(name) {
      return .reference(
        Value.Reference(
          logicalID: name, attribute: attribute, template: number, condition: condition))
    }
    guard attribute == nil else { return .unknown }
    if name == "AWS::NoValue" { return .null }
    if pseudoParameters.contains(name) {
      return .symbol(
        Symbol(source: .pseudoParameter(name), expression: name, type: .string, minLength: 1))
    }
    guard let parameter = parameter(name) else { return .unknown }
    // Proton passes no stack parameters: in a bundle the default is the value.
    if bundle != nil, let value = parameter.defaultValue, value.isScalar {
      return .string(value.text)
    }
    return .symbol(symbol(of: parameter))
  }

  private func symbol(of parameter: Parameter) -> Symbol {
    let type = ParameterType(parameter.type?.text ?? "String")
    // What is said of the name of a stored parameter says nothing of its value.
    let node = type.isStored ? nil : parameter.node
    return Symbol(
      source: .parameter(parameter.name), expression: parameter.name,
      type: type.isList ? .list : type.isNumber ? .number : .string,
      allowed: node?["AllowedValues"].map { $0.items.map(\.text) },
      minimum: node?["MinValue"].flatMap { Double($0.text) },
      maximum: node?["MaxValue"].flatMap { Double($0.text) },
      minLength: node?["MinLength"].flatMap { Int($0.text) },
      maxLength: node?["MaxLength"].flatMap { Int($0.text) },
      pattern: node?["AllowedPattern"]?.text,
      defaultText: type.isStored ? nil : parameter.defaultValue?.text,
      declaration: parameter.key.span)
  }

  private func getAttribute(_ argument: SyntaxNode) -> Value.Form {
    guard let (name, attribute) = attributeParts(argument) else { return .unknown }
    return reference(to: name, attribute: attribute)
  }

  /// `Resource.Attribute`, or a list of the two.
  func attributeParts(_ argument: SyntaxNode) -> (resource: String, attribute: String)? {
    if argument.isSequence {
      let items = Array(argument.items)
      guard items.count == 2, items[0].isScalar else { return nil }
      return (plainText(items[0]), items[1].isScalar ? plainText(items[1]) : "")
    }
    let text = plainText(argument)
    guard let dot = text.firstIndex(of: ".") else { return nil }
    return (String(text[..<dot]), String(text[text.index(after: dot)...]))
  }

  private func substitute(_ argument: SyntaxNode, _ node: SyntaxNode, depth: Int) -> Value.Form {
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

  private func join(_ argument: SyntaxNode, _ node: SyntaxNode, depth: Int) -> Value.Form {
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

  private func choose(_ argument: SyntaxNode, depth: Int) -> Value.Form {
    let items = Array(argument.items)
    guard items.count == 3, items[0].isScalar else { return .unknown }
    let condition = formula(ofCondition: plainText(items[0]))
    if condition.isAlways { return evaluate(items[1], depth: depth) }
    if condition.isNever { return evaluate(items[2], depth: depth) }
    return .choice([
      Value.Alternative(condition: condition, value: value(of: items[1], depth: depth)),
      Value.Alternative(condition: condition.negated, value: value(of: items[2], depth: depth)),
    ])
  }

  private func findInMap(_ argument: SyntaxNode, depth: Int) -> Value.Form {
    let items = Array(argument.items)
    guard items.count >= 3 else { return .unknown }
    guard let name = value(of: items[0], depth: depth).string, let mapping = mappings?[name] else {
      return .unknown
    }
    return look(in: mapping, value(of: items[1], depth: depth)) { top in
      look(in: top, value(of: items[2], depth: depth)) { plain($0, depth: depth) }
    }
  }

  /// What a key leads to; where the schema permits a few keys, a choice between what they lead to.
  private func look(
    in map: SyntaxNode, _ key: Value, then: (SyntaxNode) -> Value.Form
  ) -> Value.Form {
    if let known = key.string { return map[known].map(then) ?? .unknown }
    switch key.form {
    case .symbol(let symbol):
      guard let subject = symbol.subject(in: file) else { return .unknown }
      return .choice(
        subject.outcomes.compactMap { outcome in
          map[outcome].map { node in
            Value.Alternative(
              condition: Condition(Condition.Literal(subject, [outcome])),
              value: Value(then(node), at: node.span))
          }
        })
    case .choice(let alternatives):
      return .choice(
        alternatives.compactMap { alternative in
          guard let known = alternative.value.string, let node = map[known] else { return nil }
          return Value.Alternative(
            condition: alternative.condition, value: Value(then(node), at: node.span))
        })
    default: return .unknown
    }
  }

  private func select(_ argument: SyntaxNode, depth: Int) -> Value.Form {
    let items = Array(argument.items)
    guard items.count == 2,
      let index = value(of: items[0], depth: depth).string.flatMap({ Int($0) }),
      case .list(let elements) = evaluate(items[1], depth: depth), elements.indices.contains(index)
    else { return .unknown }
    return elements[index].form
  }

  private func split(_ argument: SyntaxNode, depth: Int) -> Value.Form {
    let items = Array(argument.items)
    guard items.count == 2, let separator = value(of: items[0], depth: depth).string,
      !separator.isEmpty, let text = value(of: items[1], depth: depth).string
    else { return .unknown }
    return .list(
      PythonString.split(text, by: separator, atMost: .max).map {
        Value(.string($0), at: items[1].span)
      })
  }
}
