import ProtonLint

/// The sections of a template as their author wrote them.
extension CloudFormationTemplate {
  /// Whether what stands there is what CloudFormation will read: no macro rewrites it, and the text
  /// does not break off.
  var isReadAsWritten: Bool { isWhole && declaresAllSections }

  var usesSAM: Bool { transforms.contains { $0.hasPrefix("AWS::Serverless-") } }

  var usesLanguageExtensions: Bool { transforms.contains("AWS::LanguageExtensions") }

  /// The entries of a section, with those that stand in the body of a loop; none where the section
  /// is no mapping, or where a macro may rewrite it.
  func writtenEntries(of section: String) -> [SyntaxNode.Entry] {
    guard isReadAsWritten, let node = tree.root?[section] else { return [] }
    return entries(of: node, depth: 0)
  }

  private func entries(of node: SyntaxNode, depth: Int) -> [SyntaxNode.Entry] {
    guard depth < 8 else { return [] }
    return node.entries.flatMap { entry -> [SyntaxNode.Entry] in
      let name = entry.key.text
      guard name.hasPrefix("Fn::") else { return name == "<<" ? [] : [entry] }
      guard name.hasPrefix("Fn::ForEach::"), usesLanguageExtensions else { return [] }
      let items = Array(entry.value.items)
      return items.count == 3 ? entries(of: items[2], depth: depth + 1) : []
    }
  }

  /// What the console reads of a template.
  var interface: SyntaxNode.Entry? {
    isWhole ? tree.root?["Metadata"]?.entry("AWS::CloudFormation::Interface") : nil
  }

  /// The type of a resource, where it is known.
  func writtenType(of resource: SyntaxNode) -> String? {
    guard let type = resource["Type"], type.isScalar, type.tag == nil, !holdsSymbol(type) else {
      return nil
    }
    return type.text
  }
}

/// The part of the template reference that these rules rest on.
let userGuide = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"

extension CloudFormationTemplate {
  /// The entries with one of some keys, at any depth below a node.
  func entries(below node: SyntaxNode, named names: Set<String>) -> [SyntaxNode.Entry] {
    var found: [SyntaxNode.Entry] = []
    collect(below: node, names, depth: 0, into: &found)
    return found
  }

  private func collect(
    below node: SyntaxNode, _ names: Set<String>, depth: Int, into found: inout [SyntaxNode.Entry]
  ) {
    guard depth < 32, node.target.index == node.index else { return }
    for item in node.items { collect(below: item, names, depth: depth + 1, into: &found) }
    for entry in node.entries {
      if names.contains(entry.key.text) { found.append(entry) }
      collect(below: entry.value, names, depth: depth + 1, into: &found)
    }
  }
}

extension CloudFormationTemplate.Parameter {
  /// Whether its value is masked; where an expression decides, it is taken to be.
  var isMasked: Bool {
    guard let echo = node["NoEcho"] else { return false }
    return echo.text.lowercased() != "false"
  }
}

extension CloudFormationTemplate {
  /// The parameters whose type is known.
  var parameterTypes: [(name: String, node: SyntaxNode, type: ParameterType)] {
    writtenEntries(of: "Parameters").compactMap { entry in
      guard let text = writtenType(of: entry.value), let node = entry.value["Type"], !node.isNull
      else { return nil }
      return (entry.key.text, node, ParameterType(text))
    }
  }
}
