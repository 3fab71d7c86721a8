/// The kinds of value that a function can give.
public struct ResultKinds: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A string, a number or a boolean: CloudFormation converts between them.
  public static let text = ResultKinds(rawValue: 1)
  public static let list = ResultKinds(rawValue: 2)
  public static let object = ResultKinds(rawValue: 4)
  /// What a condition comes to; no property takes it.
  public static let truth = ResultKinds(rawValue: 8)

  /// It is not known, or it depends on facts of a resource type.
  public static let any: ResultKinds = [.text, .list, .object]
}

extension CloudFormationTemplate {
  /// Calls inside of calls, beyond which nothing is said.
  private static let kindDepthLimit = 8

  /// What a call can give, as far as its name and its shape tell.
  public func resultKinds(of call: IntrinsicCall) -> ResultKinds { resultKinds(of: call, depth: 0) }

  /// What a node can come to: the kind in which it is written, or what its function can give.
  public func resultKinds(of node: SyntaxNode) -> ResultKinds { resultKinds(of: node, depth: 0) }

  private func resultKinds(of call: IntrinsicCall, depth: Int) -> ResultKinds {
    guard depth < Self.kindDepthLimit else { return .any }
    switch call.name {
    case "Ref": return kinds(ofReference: call)
    case "Fn::If":
      let items = Array(call.argument.items)
      guard items.count == 3 else { return .any }
      return resultKinds(of: items[1], depth: depth + 1)
        .union(resultKinds(of: items[2], depth: depth + 1))
    case "Fn::Select": return kinds(ofSelection: Array(call.argument.items), depth: depth)
    case "Fn::FindInMap": return kinds(ofLookup: Array(call.argument.items), depth: depth)
    default: return functionSignatures[call.name]?.result ?? .any
    }
  }

  private func resultKinds(of node: SyntaxNode, depth: Int) -> ResultKinds {
    if let call = IntrinsicCall(node) { return resultKinds(of: call, depth: depth) }
    guard node.tag == nil || node.tag?.hasPrefix("!!") == true else { return .any }
    switch node.kind {
    case .sequence: return .list
    case .mapping: return .object
    case .scalar: return holdsSymbol(node) && node.style == .plain ? .any : .text
    case .alias: return .any
    }
  }

  private func kinds(ofReference call: IntrinsicCall) -> ResultKinds {
    let argument = call.argument
    guard call.argumentCall == nil, argument.isScalar, !holdsSymbol(argument) else { return .any }
    let name = argument.text
    if name == "AWS::NotificationARNs" { return .list }
    if let parameter = parameter(name) { return parameter.isList ? .list : .text }
    guard name != "AWS::NoValue", pseudoParameters.contains(name) || hasResource(name) else {
      return .any
    }
    return .text
  }

  private func kinds(ofSelection items: [SyntaxNode], depth: Int) -> ResultKinds {
    guard items.count == 2 else { return .any }
    if let source = IntrinsicCall(items[1]) {
      switch source.name {
      case "Fn::Split", "Fn::GetAZs", "Fn::Cidr", "Ref": return .text
      default: return .any
      }
    }
    let elements = Array(items[1].items)
    guard items[0].isScalar, let index = Int(items[0].text), elements.indices.contains(index) else {
      return .any
    }
    return resultKinds(of: elements[index], depth: depth + 1)
  }

  private func kinds(ofLookup items: [SyntaxNode], depth: Int) -> ResultKinds {
    guard items.count == 3 else { return .any }
    let keys = items.map { IntrinsicCall($0) == nil && $0.isScalar ? $0.text : nil }
    guard let mapping = keys[0], let top = keys[1], let second = keys[2] else {
      return [.text, .list]
    }
    guard let found = mappings?[mapping]?[top]?[second] else { return [.text, .list] }
    return resultKinds(of: found, depth: depth + 1)
  }
}
