import ProtonLint

/// What stands in an assertion of the section `Rules`: functions on parameters, some of which are
/// evaluated there alone.
///
/// Source: "Rule functions" in the CloudFormation template reference.
struct RuleExpression {
  let template: CloudFormationTemplate
  private(set) var problems: [Problem] = []

  init(template: CloudFormationTemplate) { self.template = template }

  /// How many arguments the functions that hold or not take, in a list.
  private static let arity: [String: ClosedRange<Int>] = [
    "Fn::And": 2...10, "Fn::Contains": 2...2, "Fn::EachMemberEquals": 2...2,
    "Fn::EachMemberIn": 2...2, "Fn::Equals": 2...2, "Fn::Not": 1...1, "Fn::Or": 2...10,
  ]

  private static let values: Set<String> = [
    "Fn::RefAll", "Fn::ValueOf", "Fn::ValueOfAll", "Ref",
  ]

  private static let depthLimit = 24

  /// Looks at a place where something must hold or not.
  mutating func checkAssertion(_ node: SyntaxNode, under key: SyntaxNode, depth: Int = 0) {
    guard depth < Self.depthLimit, !node.isNull, !node.isBrokenAlias, !template.holdsSymbol(node)
    else { return }
    guard let (name, argument) = call(node) else {
      // A literal boolean is said to be taken; a tag that is not known may be anything.
      guard node.tag == nil, template.value(of: node).bool == nil else { return }
      add("this is no function of a rule", at: node, or: key)
      return
    }
    guard let arity = Self.arity[name] else {
      if name != "Condition", name != "Fn::Transform" {
        add("`\(name)` is no function that holds or not in a rule", at: node, or: key)
      }
      return
    }
    guard argument.isSequence else {
      add("`\(name)` takes a list", at: node, or: key)
      return
    }
    let items = Array(argument.items)
    guard arity.contains(items.count) else {
      let count =
        arity.count == 1 ? "\(arity.lowerBound)" : "\(arity.lowerBound) to \(arity.upperBound)"
      add("`\(name)` takes \(count) arguments, and has \(items.count)", at: node, or: key)
      return
    }
    for item in items {
      switch name {
      case "Fn::And", "Fn::Or", "Fn::Not": checkAssertion(item, under: key, depth: depth + 1)
      default: checkValue(item, depth: depth + 1)
      }
    }
  }

  private mutating func checkValue(_ node: SyntaxNode, depth: Int) {
    guard depth < Self.depthLimit, !node.isBrokenAlias else { return }
    guard let (name, argument) = call(node) else {
      for item in node.items { checkValue(item, depth: depth + 1) }
      return
    }
    guard Self.values.contains(name), argument.isScalar || argument.isSequence else { return }
    let parameter = argument.isSequence ? Array(argument.items).first : argument
    guard let parameter, parameter.isScalar, !template.holdsSymbol(parameter),
      name == "Ref" || name == "Fn::ValueOf", template.parameter(parameter.text) == nil,
      !pseudoParameters.contains(parameter.text)
    else { return }
    problems.append(
      Problem(
        "no parameter is named `\(parameter.text)`", at: Label(parameter.contentSpan),
        help: closestName(to: parameter.text, among: template.parameters.map(\.name)).map {
          "did you mean `\($0)`?"
        }, evidence: parameter.text))
  }

  /// A function in its short or its long form, those of rules included.
  private func call(_ node: SyntaxNode) -> (name: String, argument: SyntaxNode)? {
    if let call = IntrinsicCall(node) { return (call.name, call.argument) }
    if let tag = node.tag { return ("Fn::" + tag.dropFirst(), node) }
    let entries = Array(node.entries)
    guard entries.count == 1 else { return nil }
    return (entries[0].key.text, entries[0].value)
  }

  private mutating func add(_ message: String, at node: SyntaxNode, or key: SyntaxNode) {
    problems.append(
      Problem(message, at: Label(node.isScalar && node.tag == nil ? node.span : key.contentSpan)))
  }
}
