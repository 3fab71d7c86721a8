import Synchronization

/// A CloudFormation template along one path: its sections, and what its values come to.
///
/// See "Template anatomy" in the CloudFormation user guide:
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html>.
public final class CloudFormationTemplate: Sendable {
  public let file: SourceFile.ID
  public let bundle: TemplateBundle.ID?
  /// The infrastructure that it is for; nil outside of bundles.
  public let role: Infrastructure.Role?
  public let tree: SyntaxTree
  let tokens: TokenTable
  /// The path through the Jinja template.
  public let condition: Condition
  /// The place of the template among ``ResourceGraph/templates``.
  public let number: Int

  public let parameters: [Parameter]
  public let mappings: SyntaxNode?
  public let conditions: [Section]
  public let resources: [Section]
  public let outputs: [Section]
  /// The names of transforms; a macro may make resources that stand nowhere.
  public let transforms: [String]

  /// What the conditions compare each parameter with.
  let comparedTexts: ComparedTexts

  private let resourceIndices: [String: Int]
  private let foundFaults = Mutex<[FunctionFault]?>(nil)
  let foundCalls = Mutex<TemplateCalls?>(nil)
  let foundTypes = Mutex<[String: ResourceType?]>([:])
  let knownFormulas = Mutex<[String: Condition]>([:])
  private let parameterIndices: [String: Int]
  private let conditionIndices: [String: Int]

  /// A named thing in a section.
  public struct Section: Sendable {
    /// The key; an expression in it stands as its author wrote it.
    public let name: String
    public let key: SyntaxNode
    public let node: SyntaxNode
  }

  /// An entry of `Parameters`.
  public struct Parameter: Sendable {
    public let name: String
    public let key: SyntaxNode
    public let node: SyntaxNode
    public let type: SyntaxNode?
    public let defaultValue: SyntaxNode?

    /// `String` where none is written.
    public let kind: ParameterType
    public var isList: Bool { kind.isList }
    public var isStored: Bool { kind.isStored }
  }

  init(
    tree: SyntaxTree, tokens: TokenTable, file: SourceFile.ID, bundle: TemplateBundle.ID?,
    role: Infrastructure.Role?, condition: Condition, number: Int
  ) {
    self.tree = tree
    self.tokens = tokens
    self.file = file
    self.bundle = bundle
    self.role = role
    self.condition = condition
    self.number = number
    let root = tree.root
    func section(_ name: String) -> [Section] {
      guard let section = root?[name] else { return [] }
      return section.entries.map { entry in
        Section(name: tokens.displayText(of: entry.key), key: entry.key, node: entry.value)
      }
    }
    let parameters = section("Parameters").map { parameter in
      Parameter(
        name: parameter.name, key: parameter.key, node: parameter.node,
        type: parameter.node["Type"], defaultValue: parameter.node["Default"],
        kind: ParameterType(parameter.node["Type"]?.text ?? "String"))
    }
    self.parameters = parameters
    mappings = root?["Mappings"]
    let conditions = section("Conditions")
    self.conditions = conditions
    resources = section("Resources").filter { !$0.name.hasPrefix("Fn::") }
    outputs = section("Outputs").filter { !$0.name.hasPrefix("Fn::") }
    transforms = ["Transform", "Fn::Transform"].compactMap { root?[$0] }.flatMap(transformNames)
    comparedTexts = ComparedTexts(below: root?["Conditions"], tokens)
    let resources = resources
    resourceIndices = Dictionary(
      resources.indices.map { (resources[$0].name, $0) }, uniquingKeysWith: { $1 })
    parameterIndices = Dictionary(
      parameters.indices.map { (parameters[$0].name, $0) }, uniquingKeysWith: { $1 })
    conditionIndices = Dictionary(
      conditions.indices.map { (conditions[$0].name, $0) }, uniquingKeysWith: { $1 })
  }

  /// What is wrong with the calls of functions, in the order of the text. None where the text breaks
  /// off or a macro reads it first. Worked out when it is first asked for.
  public var functionFaults: [FunctionFault] {
    guard isWhole else { return [] }
    if let found = foundFaults.withLock({ $0 }) { return found }
    var check = FunctionCheck(self)
    check.run()
    let faults = check.faults + dynamicReferenceFaults
    foundFaults.withLock { $0 = faults }
    return faults
  }

  public func hasResource(_ logicalID: String) -> Bool { resourceIndices[logicalID] != nil }

  public func resource(_ logicalID: String) -> Section? {
    resourceIndices[logicalID].map { resources[$0] }
  }

  public func hasCondition(_ name: String) -> Bool { conditionIndices[name] != nil }

  public func parameter(_ name: String) -> Parameter? {
    parameterIndices[name].map { parameters[$0] }
  }

  func conditionNode(_ name: String) -> SyntaxNode? {
    conditionIndices[name].map { conditions[$0].node }
  }

  /// Whether every logical id stands in the template: macros and `Fn::ForEach` make others.
  public var declaresAllResources: Bool {
    transforms.isEmpty
      && tree.root?["Resources"]?.entries.contains {
        $0.key.text.hasPrefix("Fn::")
      } != true
  }

  /// Whether the tree holds all of the text: it does not break off, and no other document follows.
  public var isWhole: Bool {
    !tree.breaksOff && tree.problems.allSatisfy { $0.kind != .severalDocuments }
  }

  /// Whether every output stands in the template under a name that is known.
  public var declaresAllOutputs: Bool {
    isWhole
      && tree.root?["Outputs"]?.entries.contains { $0.key.text.hasPrefix("Fn::") } != true
      && outputs.allSatisfy { !$0.name.contains("{{") } && declaresAllSections
  }

  /// Whether no macro can add to the sections of the template.
  public var declaresAllSections: Bool {
    transforms.allSatisfy { transform in
      transform.hasPrefix("AWS::Serverless-")
        || inertTransforms.contains { transform.hasPrefix($0) }
    }
  }

  /// Whether `${` stands anywhere in the text of a node; always for an alias, whose text is not here.
  public func mentionsSubstitution(in node: SyntaxNode) -> Bool {
    node.target.index != node.index || contains("${", in: tree.text[node.rangeInText])
  }

  /// Those of some places of the author's text, in their order, that are part of a scalar; what is
  /// in a comment is part of none.
  public func placesInScalars(among places: [Span]) -> [Span] {
    guard !places.isEmpty else { return [] }
    return tree.nodes.flatMap { node -> [Span] in
      guard node.kind == .scalar else { return [] }
      let scalar = tree.map.origin(of: Int(node.start)..<Int(node.end))
      var low = 0
      var high = places.count
      while low < high {
        let middle = (low + high) / 2
        if places[middle].start < scalar.start { low = middle + 1 } else { high = middle }
      }
      return places[low...].prefix { $0.end <= scalar.end }.map { $0 }
    }
  }

  /// Whether a scalar's text has a part that an expression prints.
  public func holdsSymbol(_ node: SyntaxNode) -> Bool {
    !tokens.entries.isEmpty && TokenTable.mayHoldToken(node.textBytes)
  }

  /// The scalars below a node, those behind aliases left out, each with its text: an expression in
  /// it stands as its author wrote it.
  ///
  /// - Parameter isOfInterest: Asked of the bytes of each, so that no text is made of most.
  public func texts(
    below node: SyntaxNode, where isOfInterest: (ArraySlice<UInt8>) -> Bool
  ) -> [(node: SyntaxNode, text: String)] {
    let start = node.target.index
    var found: [(SyntaxNode, String)] = []
    for index in start..<Int(tree.nodes[start].subtreeEnd)
    where tree.nodes[index].kind == .scalar {
      let scalar = SyntaxNode(tree: tree, index: index)
      guard isOfInterest(scalar.textBytes) else { continue }
      found.append((scalar, tokens.displayText(of: scalar)))
    }
    return found
  }

  /// The value of a node of this template.
  public func value(of node: SyntaxNode) -> Value { Value(node, in: self) }
}

/// The names under `Transform`: one, or a list, each with parameters or without.
private func transformNames(_ node: SyntaxNode) -> [String] {
  guard !node.isNull else { return [] }
  let entries = node.isSequence ? Array(node.items) : [node]
  return entries.map { $0.isMapping ? $0["Name"]?.text ?? "" : $0.text }.filter { !$0.isEmpty }
}

extension TokenTable {
  /// A scalar's text for people: symbols as the author wrote them.
  func displayText(of node: SyntaxNode) -> String {
    let bytes = node.textBytes
    guard !entries.isEmpty, TokenTable.mayHoldToken(bytes) else { return node.text }
    return parts(of: bytes).map { part, _ in
      switch part {
      case .text(let text): text
      case .printed(.character(let character)): character
      case .printed(let printed): "{{ \(printed.expression) }}"
      }
    }.joined()
  }
}
