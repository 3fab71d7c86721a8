import ProtonLint

/// A parameter of a bundle's template that has the name of an input, but for its spelling: the
/// author meant the input to reach it, and Proton passes no parameters to a stack.
struct MatchedParameter {
  let parameter: CloudFormationTemplate.Parameter
  let input: InputProperty
  /// `environment.inputs`
  let namespace: String
  let template: CloudFormationTemplate

  /// How a template reads the input.
  var expression: String { "{{ \(namespace).\(input.name) }}" }
}

/// Every namespace of inputs, with the template that its parameters would be in.
let inputNamespaces: [(namespace: String, role: Infrastructure.Role)] = [
  ("environment.inputs", .environment), ("service_instance.inputs", .instance),
  ("pipeline.inputs", .pipeline),
]

/// The parameters of a bundle that have the name of an input which no template reads.
func matchedParameters(of bundle: TemplateBundle, in model: Model) -> [MatchedParameter] {
  guard let schema = bundle.schema else { return [] }
  let templates = model.templates(of: bundle.id)
  let reads = Set(model.renderedFiles(of: bundle.id).flatMap(\.renderings.reads).map(ReadName.init))
  return inputNamespaces.flatMap { namespace, role -> [MatchedParameter] in
    guard let type = schema.inputs(of: namespace) else { return [] }
    let inputs = Dictionary(
      type.properties.filter { !reads.contains(ReadName(namespace: namespace, name: $0.name)) }
        .map { (normalized($0.name), $0) }, uniquingKeysWith: { first, _ in first })
    // The parameters are the same on every path, or nearly so.
    return templates.filter { $0.role == role }.compactMap(\.paths.first).flatMap { template in
      template.parameters.compactMap { parameter in
        inputs[normalized(parameter.name)].map {
          MatchedParameter(
            parameter: parameter, input: $0, namespace: namespace, template: template)
        }
      }
    }
  }
}

private struct ReadName: Hashable {
  let namespace: String
  let name: String?

  init(namespace: String, name: String?) {
    // A pipeline reads the instances' inputs under another name.
    self.namespace =
      namespace == "service_instances.inputs" ? "service_instance.inputs" : namespace
    self.name = name
  }

  init(_ read: NameRead) { self.init(namespace: read.namespace, name: read.name) }
}

/// The input, or the name that Proton gives, which a parameter of this name was meant to have: as a
/// template of the role reads it.
func renderedName(
  like name: String, for role: Infrastructure.Role?, in bundle: TemplateBundle
) -> String? {
  let name = normalized(name)
  for (namespace, itsRole) in inputNamespaces where itsRole == role {
    let inputs = bundle.schema?.inputs(of: namespace)?.properties ?? []
    if let input = inputs.first(where: { normalized($0.name) == name }) {
      return "\(namespace).\(input.name)"
    }
  }
  return TemplateVocabulary.names(for: role).first { normalized($0) == name }
}

/// A name without what spellings differ in: `vpc_cidr` and `VpcCidr` are one.
func normalized(_ name: String) -> String {
  String(name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != "." })
}
