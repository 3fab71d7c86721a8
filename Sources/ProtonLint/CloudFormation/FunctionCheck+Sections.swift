/// The parts of a template, and what is left to the rules on each of them.
extension FunctionCheck {
  mutating func run() {
    // What a macro reads is its own business.
    guard let root = template.tree.root, template.declaresAllSections,
      names.contains(where: { $0 != .other })
    else { return }
    for section in root.entries {
      switch section.key.text {
      case "Conditions":
        early = (Int.max, .conditions)
        for condition in section.value.entries { passOver(condition.value) }
        walk(section.value, in: .conditions)
      case "Rules": walk(section.value, in: .rules)
      case "Mappings": walkMappings(section.value)
      case "Globals": walk(section.value, in: .properties)
      case "Resources": walkResources(section.value)
      case "Outputs": walkOutputs(section.value)
      default: break
      }
      early = nil
    }
  }

  /// What the value of a condition is by itself, whether a function of conditions or not, is said by
  /// the rule on conditions.
  private mutating func passOver(_ value: SyntaxNode) {
    let call = IntrinsicCall(value)
    if let call, functionSignatures[call.name]?.places.contains(.conditions) == true { return }
    if let call { silence(call) }
    silenced.insert(value.index)
  }

  /// The lists of mappings; of single values the rule on mappings speaks.
  private mutating func walkMappings(_ section: SyntaxNode) {
    for mapping in section.entries {
      for top in mapping.value.entries {
        for value in top.value.entries where value.value.isSequence {
          walk(value.value, in: .mappings)
        }
      }
    }
  }

  private mutating func walkResources(_ section: SyntaxNode) {
    for resource in section.entries {
      visitKeys(of: section, at: resource.key)
      sectionCondition = condition(ofSection: resource.value)
      // Of the others the rules on resources speak: they take no function, or a few.
      for attribute in resource.value.entries
      where !["Condition", "DependsOn", "Type"].contains(attribute.key.text) {
        isMetadata = attribute.key.text == "Metadata"
        walk(attribute.value, in: .properties)
        isMetadata = false
      }
      if !resource.value.isMapping { walk(resource.value, in: .properties) }
    }
    sectionCondition = .always
  }

  private mutating func walkOutputs(_ section: SyntaxNode) {
    for output in section.entries {
      visitKeys(of: section, at: output.key)
      sectionCondition = condition(ofSection: output.value)
      for attribute in output.value.entries
      where ["Export", "Value"].contains(attribute.key.text)
        || attribute.key.text.hasPrefix("Fn::")
      {
        if attribute.key.text == "Export" { early = (Int.max, .exportName) }
        walk(attribute.value, in: .outputs)
        early = nil
      }
      if !output.value.isMapping { walk(output.value, in: .outputs) }
    }
    sectionCondition = .always
  }

  /// Loops and macros among the resources or outputs themselves.
  private mutating func visitKeys(of section: SyntaxNode, at key: SyntaxNode) {
    place = .properties
    visit(key.index)
  }

  private func condition(ofSection node: SyntaxNode) -> Condition {
    guard let condition = node["Condition"], condition.isScalar, condition.tag == nil else {
      return .always
    }
    return template.formula(ofCondition: template.plainText(condition))
  }
}
