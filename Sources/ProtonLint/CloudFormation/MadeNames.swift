/// The logical ids that may be there although a template does not declare them: macros and loops
/// make resources, and an expression in a declared id may come to any name.
public struct MadeNames: Sendable {
  /// Whether any name at all may be there.
  private let isOpen: Bool
  /// What the names begin with.
  private let stems: Set<String>

  public init(of template: CloudFormationTemplate) {
    let resources = template.tree.root?["Resources"]
    isOpen =
      template.transforms.contains(languageExtensions) && template.tree.hasLoops
      || !template.declaresAllSections
      || resources?.entries.contains { $0.key.text.hasPrefix("Fn::") } == true
    let usesSAM = template.transforms.contains { $0.hasPrefix("AWS::Serverless-") }
    // See "Generated AWS CloudFormation resources" in the SAM developer guide: they are named after
    // the resource that asked for them, or after SAM.
    var stems: Set<String> = usesSAM ? ["Serverless"] : []
    for resource in template.resources {
      let type = resource.node["Type"]
      let isModule = type.map { $0.tag != nil || !$0.isScalar || $0.text.hasSuffix("::MODULE") }
      if isModule == true || usesSAM && type?.text.hasPrefix("AWS::Serverless::") == true {
        stems.insert(resource.name)
      }
      let start = resource.name.prefix { $0 != "{" }
      if start.endIndex < resource.name.endIndex { stems.insert(String(start)) }
    }
    self.stems = stems
  }

  public func mayHold(_ logicalID: String) -> Bool {
    if isOpen || stems.contains("") { return true }
    guard !stems.isEmpty else { return false }
    // A logical id has at most 255 characters.
    let name = logicalID.prefix(255)
    return name.indices.contains { stems.contains(String(name[...$0])) }
  }
}

extension CloudFormationTemplate {
  /// Whether loops make names from texts, also those that are written out in the tree.
  public var hasLoops: Bool {
    transforms.contains("AWS::LanguageExtensions") && contains("Fn::ForEach", in: tree.text)
  }
}

/// Transforms that add nothing that a template can name.
let inertTransforms = [
  "AWS::LanguageExtensions", "AWS::CodeDeployBlueGreen", "AWS::SecretsManager-",
]
