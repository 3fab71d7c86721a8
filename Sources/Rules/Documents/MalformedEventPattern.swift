import ProtonLint

extension Rule {
  public static let malformedEventPattern = Rule(
    id: "malformed-event-pattern",
    category: .documents,
    severity: .error,
    finds: "a pattern for events or a policy that filters messages which its service refuses",
    why: """
      Each field of a pattern leads to a list of what it may be, or to a map of further fields. \
      EventBridge, Lambda and SNS refuse a bare value, an empty list, and a matcher that they do not \
      know, and the deployment fails.
      """,
    fix: """
      Write every value in a list, and matchers as maps of one key in it: \
      `{prefix: …}`, `{anything-but: …}`, `{numeric: [">", 0]}`.
      """,
    source:
      "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html",
    examples: [
      .flagged(
        "a bare value, a matcher that there is not, and a sign that there is not",
        """
        Resources:
          Rule:
            Type: AWS::Events::Rule
            Properties:
              EventPattern:
                source: «aws.s3»
                detail:
                  key: [{«starts-with»: in/}]
                  size: [{numeric: [«=>», 10]}]
        """),
      .flagged(
        "in a text",
        """
        Resources:
          Mapping:
            Type: AWS::Lambda::EventSourceMapping
            Properties:
              FunctionName: worker
              EventSourceArn: arn:aws:sqs:eu-west-1:123456789012:jobs
              FilterCriteria:
                Filters:
                  - Pattern: '{"body": {"kind": "«order»"}}'
        """),
      .clean(
        "patterns",
        """
        Parameters:
          Source: {Type: String}
        Resources:
          Rule:
            Type: AWS::Events::Rule
            Properties:
              EventPattern:
                source: [!Ref Source]
                $or:
                  - detail: {key: [{prefix: {equals-ignore-case: in/}}]}
                  - detail: {size: [{numeric: [">", 0, "<=", 10]}, {exists: false}]}
          Subscription:
            Type: AWS::SNS::Subscription
            Properties:
              TopicArn: arn:aws:sns:eu-west-1:123456789012:orders
              Protocol: sqs
              Endpoint: arn:aws:sqs:eu-west-1:123456789012:orders
              FilterPolicy: {kind: [order, {anything-but: [test]}]}
        """),
    ],
    check: .template { template, _ in
      template.documents(at: patternPlaces).flatMap { document -> [Problem] in
        var check = EventPatternCheck(document: document, template: template)
        check.fields(document.root)
        return check.problems
      }
    }
  )
}

private let patternPlaces: [String: [String]] = [
  "AWS::Events::Archive": ["EventPattern"],
  "AWS::Events::Rule": ["EventPattern"],
  "AWS::Lambda::EventSourceMapping": ["FilterCriteria/Filters/*/Pattern"],
  "AWS::Pipes::Pipe": ["SourceParameters/FilterCriteria/Filters/*/Pattern"],
  "AWS::SNS::Subscription": ["FilterPolicy"],
]

private struct EventPatternCheck {
  let document: PropertyDocument
  let template: CloudFormationTemplate
  var problems: [Problem] = []

  /// The fields of a map; each leads to a list or to more fields.
  mutating func fields(_ map: SyntaxNode) {
    for entry in map.entries where isKnown(entry.value) && isKnownKey(entry.key) {
      let value = entry.value
      if entry.key.text == "$or", value.isSequence, value.items.allSatisfy(\.isMapping) {
        for alternative in value.items where isKnown(alternative) { fields(alternative) }
      } else if value.isMapping {
        fields(value)
      } else if value.isSequence {
        choices(value, of: entry.key)
      } else if !value.isNull {
        report("`\(entry.key.text)` takes a list of values, and this is one", at: value)
      }
    }
  }

  private mutating func choices(_ list: SyntaxNode, of key: SyntaxNode) {
    if !list.items.contains(where: { _ in true }) {
      report("an empty list matches nothing, and is refused", at: key)
    }
    for item in list.items where isKnown(item) {
      if item.isSequence {
        report("a list stands in the list of `\(key.text)`", at: item)
      } else if item.isMapping {
        matcher(item)
      }
    }
  }

  private mutating func matcher(_ map: SyntaxNode) {
    let entries = Array(map.entries)
    guard entries.allSatisfy({ isKnownKey($0.key) }) else { return }
    guard entries.count == 1, let entry = entries.first else {
      report(
        entries.isEmpty ? "an empty matcher" : "a matcher has one key, and this has several",
        at: entries.dropFirst().first?.key ?? map)
      return
    }
    let name = entry.key.text
    guard matchers.contains(name) else {
      report(
        "there is no matcher `\(name)`", at: entry.key,
        help: closestName(to: name, among: matchers).map { "Did you mean `\($0)`?" })
      return
    }
    guard isKnown(entry.value) else { return }
    operand(entry.value, of: name)
  }

  private mutating func operand(_ value: SyntaxNode, of name: String) {
    switch name {
    case "exists":
      if !value.isScalar || !["true", "false", "True", "False"].contains(value.text) {
        report("`exists` takes `true` or `false`", at: value)
      }
    case "numeric": numeric(value)
    case "anything-but":
      for entry in value.entries where !textMatchers.contains(entry.key.text) {
        report("`anything-but` takes no matcher `\(entry.key.text)`", at: entry.key)
      }
    case "prefix", "suffix":
      if value.isSequence {
        report("`\(name)` takes one text", at: value)
      }
    default:
      if !value.isScalar, name != "equals-ignore-case" {
        report("`\(name)` takes one text", at: value)
      }
    }
  }

  /// A sign and a number, once or twice.
  private mutating func numeric(_ value: SyntaxNode) {
    let items = Array(value.items)
    guard value.isSequence, [2, 4].contains(items.count) else {
      report("`numeric` takes a list of a sign and a number, once or twice", at: value)
      return
    }
    for (index, item) in items.enumerated() where isKnown(item) {
      let isSign = index % 2 == 0
      let isFine =
        isSign ? ["=", "<", "<=", ">", ">="].contains(item.text) : Double(item.text) != nil
      guard !isFine else { continue }
      report(
        isSign ? "`numeric` has no sign `\(item.text)`" : "`\(item.text)` is no number", at: item)
    }
  }

  /// Whether no function, expression or substitution makes a value.
  private func isKnown(_ node: SyntaxNode) -> Bool {
    guard node.tag == nil, IntrinsicCall(node) == nil, !node.isBrokenAlias else { return false }
    return !node.isScalar || !template.holdsSymbol(node) && !isSubstituted(node)
  }

  private func isKnownKey(_ key: SyntaxNode) -> Bool {
    key.isScalar && !template.holdsSymbol(key) && !isSubstituted(key)
      && !key.text.hasPrefix("Fn::") && key.text != "<<"
  }

  private func isSubstituted(_ node: SyntaxNode) -> Bool {
    document.hasSubstitutions && node.text.contains("${")
  }

  private mutating func report(_ message: String, at node: SyntaxNode, help: String? = nil) {
    problems.append(
      Problem(
        message, at: Label(node.isScalar ? node.contentSpan : node.span), help: help,
        when: document.condition, evidence: "\(document.logicalID) \(message)"))
  }
}

/// Source: "Comparison operators for use in event patterns" in the EventBridge user guide.
private let matchers = [
  "anything-but", "cidr", "equals-ignore-case", "exactly", "exists", "numeric", "prefix", "suffix",
  "wildcard",
]

private let textMatchers = ["equals-ignore-case", "prefix", "suffix", "wildcard"]
