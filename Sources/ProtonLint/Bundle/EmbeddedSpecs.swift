/// The specs that stand in a template of CloudFormation, in properties of Proton's resources, and
/// the environments that it makes.
///
/// CloudFormation itself knows no such resources with specs; tools and modules of its registry do.
struct EmbeddedSpecs {
  private(set) var specs: [Spec] = []
  private(set) var environments: [DeclaredEnvironment] = []

  init(in file: SourceFile) {
    guard contains("AWS::Proton::", in: file.bytes) else { return }
    let tree = parseData(file)
    for resource in tree.root?["Resources"].map({ Array($0.entries) }) ?? [] {
      guard let type = resource.value["Type"]?.text, type.hasPrefix("AWS::Proton::"),
        let properties = resource.value["Properties"]
      else { continue }
      let template = Spec.Template(properties)
      if type == "AWS::Proton::Environment", let name = properties["Name"], name.isKnownText,
        let template
      {
        environments.append(
          DeclaredEnvironment(name: name.text, template: template, span: name.contentSpan))
      }
      guard let value = properties["Spec"], let root = specRoot(of: value),
        let spec = Spec(file: file.id, root: root, origin: .resource, template: template)
      else { continue }
      specs.append(spec)
    }
  }
}

/// The top of a spec that is written as an object, as a string, or as a string with substitutions.
private func specRoot(of value: SyntaxNode) -> SyntaxNode? {
  if value.isScalar {
    guard value.tag == nil || value.tag == "!Sub" else { return nil }
    return EmbeddedText(of: value).parsed().root
  }
  if let text = value["Fn::Sub"] {
    let first = text.isSequence ? text.items.first { _ in true } : text
    return first.flatMap { $0.isScalar ? EmbeddedText(of: $0).parsed().root : nil }
  }
  if value.tag == "!Sub" {
    return value.items.first { _ in true }.flatMap {
      $0.isScalar ? EmbeddedText(of: $0).parsed().root : nil
    }
  }
  return value.isMapping ? value : nil
}

extension Spec.Template {
  fileprivate init?(_ properties: SyntaxNode) {
    guard let name = properties["TemplateName"], name.isKnownText else { return nil }
    self.init(
      name: name.text, majorVersion: properties["TemplateMajorVersion"].flatMap { Int($0.text) })
  }
}

extension SyntaxNode {
  /// Whether it is a text that no function makes.
  fileprivate var isKnownText: Bool {
    isScalar && tag == nil && !isNull && !text.isEmpty
  }
}
