/// Whether a text that need not be parsable yet, as it holds Jinja, is a CloudFormation template
/// or a part of one.
func looksLikeCloudFormation(_ text: [UInt8]) -> Bool {
  hasTopKey("AWSTemplateFormatVersion", in: text[...])
    || (hasTopKey("Resources", in: text[...]) && contains("::", in: text))
}

/// Whether a file holds code that bundles call or carry, and that is no template by itself.
func isCode(_ name: String) -> Bool { [".md", ".sh", ".tf"].contains(where: name.hasSuffix) }

/// Whether a file outside of any bundle is a CloudFormation template.
///
/// Most files of a repository are none, so bytes are looked at before anything is parsed.
func isTemplate(_ text: [UInt8], parse: () -> SyntaxTree) -> Bool {
  let hasVersion = hasTopKey("AWSTemplateFormatVersion", in: text[...])
  let isJSON = text.first { !isSpace($0) } == UInt8(ascii: "{")
  if hasVersion && !isJSON { return true }
  guard hasVersion || hasTopKey("Resources", in: text[...]) else { return false }
  let tree = parse()
  if hasVersion, tree.problems.contains(where: { $0.kind == .malformed }) { return true }
  guard let root = tree.root, root.isMapping else { return false }
  if root["AWSTemplateFormatVersion"] != nil { return true }
  guard let resources = root["Resources"] else { return false }
  // Resources of a plain mapping beside another section: nothing else has both.
  if resources.isMapping,
    ["Parameters", "Conditions", "Mappings", "Outputs", "Transform"].contains(where: {
      root[$0]?.isMapping == true
    })
  {
    return true
  }
  return resources.entries.contains { entry in
    if entry.key.text.hasPrefix("Fn::ForEach::") { return true }
    guard let type = entry.value["Type"], type.isScalar else { return false }
    return contains("::", in: type.textBytes)
  }
}
