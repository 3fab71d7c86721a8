import ProtonLint

/// What a template uses of what it declares.
struct TemplateUses {
  let template: CloudFormationTemplate
  let root: SyntaxNode
  let calls: [IntrinsicCall]

  /// Nil where what is used is not all known: a snippet or a macro may use anything, and a loop makes
  /// names.
  init?(of template: CloudFormationTemplate) {
    guard template.isReadAsWritten, !template.hasLoops, let root = template.tree.root,
      root["Resources"] != nil
    else {
      return nil
    }
    calls = template.calls(below: root)
    guard !calls.contains(where: { $0.name == "Fn::Transform" }) else { return nil }
    self.template = template
    self.root = root
  }

  /// What `Ref`, `Fn::Sub` and the functions of rules name.
  func names() -> Set<String> {
    var names = Set(template.nameUses(below: root).map(\.name))
    if let rules = root["Rules"] {
      names.formUnion(template.texts(below: rules) { _ in true }.map(\.text))
    }
    return names
  }

  func conditions() -> Set<String> {
    Set(template.conditionUses(of: calls).map(\.name)).union(template.valuesOfConditionKeys)
  }

  /// Nil where the name of one is worked out.
  func mappings() -> Set<String>? {
    let lookups = calls.filter { $0.name == "Fn::FindInMap" }
    let isOpen = lookups.contains { call in
      guard let first = call.argument.items.first(where: { _ in true }) else { return false }
      return !first.isScalar || first.tag != nil || template.holdsSymbol(first)
    }
    return isOpen ? nil : Set(template.mappingUses(of: calls).map(\.name))
  }

  func unused(_ keys: [SyntaxNode], among uses: Set<String>, _ noun: String) -> [Problem] {
    keys.compactMap { key in
      guard !template.holdsSymbol(key), !uses.contains(key.text), key.text != "<<",
        !key.text.hasPrefix("Fn::")
      else { return nil }
      return Problem(
        "\(noun) `\(key.text)` is not used", at: Label(key.contentSpan), evidence: key.text)
    }
  }
}
