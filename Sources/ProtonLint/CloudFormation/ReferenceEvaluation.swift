/// What `Ref` and `Fn::GetAtt` lead to.
extension CloudFormationTemplate {
  func reference(to name: String, attribute: String?) -> Value.Form {
    if hasResource(name) {
      return .reference(
        Value.Reference(
          logicalID: name, attribute: attribute, template: number, condition: condition))
    }
    guard attribute == nil else { return .unknown }
    if name == "AWS::NoValue" { return .null }
    if pseudoParameters.contains(name) {
      return .symbol(
        Symbol(
          source: .pseudoParameter(name), expression: name,
          type: name == "AWS::NotificationARNs" ? .list : .string, minLength: 1))
    }
    guard let parameter = parameter(name) else { return .unknown }
    // Proton passes no stack parameters: in a bundle the default is the value.
    if bundle != nil, !parameter.isStored, let value = parameter.defaultValue, value.isScalar {
      guard parameter.isList else { return .string(value.text) }
      return .list(
        value.text.split(separator: ",", omittingEmptySubsequences: false).map {
          Value(.string(PythonString.stripped(String($0))), at: value.span)
        })
    }
    return .symbol(symbol(of: parameter))
  }

  private func symbol(of parameter: Parameter) -> Symbol {
    let kind = parameter.kind
    // What is said of the name of a stored value says nothing of the value.
    let node = kind.isStored ? nil : parameter.node
    return Symbol(
      source: .parameter(parameter.name), expression: parameter.name,
      type: kind.isList ? .list : kind.isNumber ? .number : .string,
      allowed: kind.isList ? nil : node?["AllowedValues"].map { $0.items.map(\.text) },
      minimum: node?["MinValue"].flatMap { Double($0.text) },
      maximum: node?["MaxValue"].flatMap { Double($0.text) },
      minLength: node?["MinLength"].flatMap { Int($0.text) },
      maxLength: node?["MaxLength"].flatMap { Int($0.text) },
      pattern: node?["AllowedPattern"]?.text,
      defaultText: kind.isStored ? nil : parameter.defaultValue?.text,
      declaration: parameter.key.span)
  }

  func getAttribute(_ argument: SyntaxNode) -> Value.Form {
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
}
