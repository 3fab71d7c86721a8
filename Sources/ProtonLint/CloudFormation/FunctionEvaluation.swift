/// What functions come to.
extension CloudFormationTemplate {
  func apply(_ call: IntrinsicCall, _ node: SyntaxNode, depth: Int) -> Value.Form {
    switch call.name {
    case "Ref": return reference(to: plainText(call.argument), attribute: nil)
    case "Fn::GetAtt": return getAttribute(call.argument)
    case "Fn::Sub": return substitute(call.argument, node, depth: depth)
    case "Fn::Join": return join(call.argument, node, depth: depth)
    case "Fn::If": return choose(call.argument, depth: depth)
    case "Fn::FindInMap": return findInMap(call.argument, depth: depth)
    case "Fn::Select": return select(call.argument, depth: depth)
    case "Fn::Split": return split(call.argument, depth: depth)
    case "Fn::Base64": return base64(call, depth: depth)
    case "Fn::Cidr": return addressBlocks(call.argument, depth: depth)
    case "Fn::Length": return length(of: call, depth: depth)
    case "Fn::ToJsonString": return json(call, depth: depth)
    default: return .unknown
    }
  }

  /// What a function is given, where that is one value.
  func argument(of call: IntrinsicCall, depth: Int) -> Value {
    guard call.key == nil else { return value(of: call.argument, depth: depth) }
    let form =
      call.inner.map { apply($0, call.argument, depth: depth + 1) }
      ?? plain(call.argument, depth: depth)
    return Value(form, at: call.argument.span)
  }

  func plainText(_ node: SyntaxNode) -> String {
    tokens.displayText(of: node)
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
