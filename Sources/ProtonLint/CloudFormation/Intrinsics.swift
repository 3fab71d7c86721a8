/// A call of an intrinsic function, in its short or its long form.
public struct IntrinsicCall: Sendable {
  /// The long name: `Ref`, `Condition`, `Fn::Sub`. Of a loop, `Fn::ForEach` without its own name.
  public let name: String
  /// What the function is given; for a short form the node with the tag itself.
  public let argument: SyntaxNode
  /// The key of the long form; nil for a short form.
  public let key: SyntaxNode?

  /// The call that a node is, if it is one.
  public init?(_ node: SyntaxNode) {
    let node = node.target
    if let tag = node.tag {
      guard let name = Self.longNames[tag] else { return nil }
      self.init(name: name, argument: node, key: nil)
      return
    }
    self.init(mapping: node)
  }

  /// The call that the argument of a short form is: of `!Base64 {Fn::Sub: …}`, the `Fn::Sub`.
  public var inner: IntrinsicCall? {
    key == nil ? IntrinsicCall(mapping: argument) : nil
  }

  /// The call that the argument as a whole is, in either form.
  public var argumentCall: IntrinsicCall? {
    key == nil ? IntrinsicCall(mapping: argument) : IntrinsicCall(argument)
  }

  /// Where the function is named, or, for a short form, what it is given.
  public var nameSpan: Span { (key ?? argument).contentSpan }

  init(name: String, argument: SyntaxNode, key: SyntaxNode?) {
    self.name = name
    self.argument = argument
    self.key = key
  }

  private init?(mapping node: SyntaxNode) {
    // Asked of every mapping of every template by several rules: no handle is made before its time.
    let tree = node.tree
    let mapping = tree.nodes[node.index]
    guard mapping.kind == .mapping, node.index + 1 < Int(mapping.subtreeEnd) else { return nil }
    let key = tree.nodes[node.index + 1]
    let value = Int(key.subtreeEnd)
    guard key.kind == .scalar, key.name != .max, value < Int(mapping.subtreeEnd),
      tree.nodes[value].subtreeEnd == mapping.subtreeEnd
    else { return nil }
    let name = tree.names[key.name]
    guard name.utf8.first == UInt8(ascii: "F") || name.utf8.first == UInt8(ascii: "R"),
      let known = Self.longName(ofKey: name)
    else { return nil }
    self.init(
      name: known, argument: SyntaxNode(tree: tree, index: value),
      key: SyntaxNode(tree: tree, index: node.index + 1))
  }

  /// The name of the function that a key calls; nil if there is no such function.
  static func longName(ofKey key: String) -> String? {
    if known.contains(key) { return key }
    return key.hasPrefix("Fn::ForEach::") ? "Fn::ForEach" : nil
  }

  /// The name of the function that a tag calls; nil if there is no such function.
  static func longName(ofTag tag: String) -> String? { longNames[tag] }

  /// Source: "Intrinsic function reference" and "Rule-specific intrinsic functions" in the
  /// CloudFormation template reference.
  private static let known: Set<String> = [
    "Fn::And", "Fn::Base64", "Fn::Cidr", "Fn::Contains", "Fn::EachMemberEquals",
    "Fn::EachMemberIn", "Fn::Equals", "Fn::FindInMap", "Fn::ForEach", "Fn::GetAZs", "Fn::GetAtt",
    "Fn::GetStackOutput", "Fn::If", "Fn::ImportValue", "Fn::Join", "Fn::Length", "Fn::Not",
    "Fn::Or", "Fn::RefAll", "Fn::Select", "Fn::Split", "Fn::Sub", "Fn::ToJsonString",
    "Fn::Transform", "Fn::ValueOf", "Fn::ValueOfAll", "Ref",
  ]

  private static let longNames: [String: String] = {
    var names = ["!Ref": "Ref", "!Condition": "Condition"]
    for name in known where name.hasPrefix("Fn::") { names["!" + name.dropFirst(4)] = name }
    return names
  }()
}

/// The keys that call functions, in alphabetical order.
public var functionNames: [String] { functionSignatures.keys.filter { $0 != "Condition" }.sorted() }

/// The tags that call functions, in alphabetical order.
public var functionTags: [String] {
  functionSignatures.keys.map { "!" + ($0.hasPrefix("Fn::") ? String($0.dropFirst(4)) : $0) }
    .sorted()
}

/// Source: "Pseudo parameters reference" in the CloudFormation template reference.
public let pseudoParameters: Set<String> = [
  "AWS::AccountId", "AWS::NoValue", "AWS::NotificationARNs", "AWS::Partition", "AWS::Region",
  "AWS::StackId", "AWS::StackName", "AWS::URLSuffix",
]

/// A piece of the text that `Fn::Sub` is given.
struct SubstitutionPart {
  enum Kind {
    case text(String)
    /// `${Name}` or `${Resource.Attribute}`, without the braces.
    case variable(String)
  }

  let kind: Kind
  /// Offsets in the bytes that were cut.
  let range: Range<Int>
}

/// Cuts the text of `Fn::Sub`. `${!Name}` is the text `${Name}`.
func substitutionParts(_ bytes: ArraySlice<UInt8>) -> [SubstitutionPart] {
  var parts: [SubstitutionPart] = []
  var start = bytes.startIndex
  var index = start
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
  while index + 1 < bytes.endIndex {
    guard bytes[index] == UInt8(ascii: "$"), bytes[index + 1] == UInt8(ascii: "{"),
      let end = bytes[(index + 2)...].firstIndex(of: UInt8(ascii: "}"))
    else {
      index += 1
      continue
    }
    if start < index {
      parts.append(SubstitutionPart(kind: .text(text(start..<index)), range: start..<index))
    }
    let inner = text(index + 2..<end)
    let kind: SubstitutionPart.Kind =
      inner.hasPrefix("!")
      ? .text("${\(inner.dropFirst())}") : .variable(PythonString.stripped(inner))
    parts.append(SubstitutionPart(kind: kind, range: index..<end + 1))
    index = end + 1
    start = index
  }
  if start < bytes.endIndex {
    parts.append(
      SubstitutionPart(kind: .text(text(start..<bytes.endIndex)), range: start..<bytes.endIndex))
  }
  return parts
}
