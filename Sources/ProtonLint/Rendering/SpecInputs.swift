/// Why a spec gives no values for a template.
package enum SpecFault: Error, Sendable {
  case noSpec
  case noBundle
  case wrongKind(Spec.Kind, Infrastructure.Role)
  case unknownInstance(String, known: [String])
  case severalInstances([String])
  case noInstance

  package var words: String {
    switch self {
    case .noSpec: "this is no spec of Proton: it has no `proton: EnvironmentSpec` or `ServiceSpec`"
    case .noBundle: "the template is in no bundle, so a spec says nothing about its names"
    case .wrongKind(let kind, let role):
      "a spec of the kind `\(kind.rawValue)` is not for a template of the role `\(role.rawValue)`"
    case .unknownInstance(let name, let known):
      "the spec has no instance `\(name)`, but \(quoted(known))"
    case .severalInstances(let names):
      "the spec has several instances, so one must be named: \(quoted(names))"
    case .noInstance: "the spec has no instance"
    }
  }

  private func quoted(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }
}

/// Renders a template of a bundle as Proton does for a spec.
///
/// Defaults of the schema are filled in. What no spec can know (outputs, accounts, the service's
/// name and repository) comes from the inputs; what is missing is an error where it is read.
/// - Parameters:
///   - instance: The name of an instance of the spec; needed if there are several.
///   - inputs: A mapping that is merged over what the spec says.
package func render(
  _ file: SourceFile, in workspace: Workspace, spec tree: SyntaxTree, instance: String?,
  inputs: SyntaxNode?
) throws(SpecFault) -> ConcreteRendering {
  guard let spec = tree.root.flatMap({ Spec(file: file.id, root: $0) }) else { throw .noSpec }
  let bundle = workspace.bundle(around: file)
  let infrastructure = bundle?.infrastructure.first {
    $0.templates.contains(file.id) || $0.folder == file.folder
  }
  guard let bundle, let role = infrastructure?.role else { throw .noBundle }
  var values = SpecValues(spec: spec, schema: bundle.schema)
  let roots = try values.roots(for: role, instance: instance)
  let given = inputs.map { values.value(of: $0) }
  let names = TemplateNames(
    concrete: SpecValues.merged(roots, given ?? .none), identities: values.identities,
    file: file.id)
  return render(parseJinja(file.bytes, file: file.id), names: names)
}

/// The values that a spec gives, as a template sees them.
private struct SpecValues {
  let spec: Spec
  let schema: InputSchema?
  private(set) var identities = 0

  init(spec: Spec, schema: InputSchema?) {
    self.spec = spec
    self.schema = schema
  }

  mutating func value(of node: SyntaxNode) -> JinjaValue {
    concreteValue(of: node, identities: &identities)
  }

  mutating func roots(
    for role: Infrastructure.Role, instance name: String?
  ) throws(SpecFault) -> JinjaValue {
    guard (spec.kind == .environment) == (role == .environment) else {
      throw .wrongKind(spec.kind, role)
    }
    switch role {
    case .environment:
      let given = spec.sections.first { $0.role == .environment }?.values
      let inputs = inputs(given, schema?.environmentInputs)
      return dict([("environment", dict([("inputs", inputs)]))])
    case .instance, .component:
      let instance = try instance(named: name)
      var roots = [
        ("environment", environment(of: instance)), ("service", dict([])),
        ("service_instance", serviceInstance(instance, with: "components")),
      ]
      if role == .component { roots.append(("component", dict([]))) }
      return dict(roots)
    case .pipeline:
      let given = spec.sections.first { $0.role == .pipeline }?.values
      var instances: [JinjaValue] = []
      for instance in self.instances {
        instances.append(serviceInstance(instance, with: "outputs"))
      }
      identities += 1
      return dict([
        ("service", dict([])),
        ("pipeline", dict([("inputs", inputs(given, schema?.pipelineInputs))])),
        ("service_instances", .list(JinjaList(instances, identity: identities))),
      ])
    }
  }

  private var instances: [SyntaxNode] { spec.tree.root?["instances"].map { Array($0.items) } ?? [] }

  private func instance(named name: String?) throws(SpecFault) -> SyntaxNode {
    let names = instances.compactMap { $0["name"]?.text }
    guard let name else {
      guard let first = instances.first else { throw .noInstance }
      guard instances.count == 1 else { throw .severalInstances(names) }
      return first
    }
    guard let found = instances.first(where: { $0["name"]?.text == name }) else {
      throw .unknownInstance(name, known: names)
    }
    return found
  }

  private mutating func environment(of instance: SyntaxNode) -> JinjaValue {
    var fields = [("outputs", dict([]))]
    if let name = instance["environment"] { fields.append(("name", .text(name.text))) }
    return dict(fields)
  }

  /// - Parameter more: What there is beside name, inputs and environment, empty here.
  private mutating func serviceInstance(_ instance: SyntaxNode, with more: String) -> JinjaValue {
    // Whole components and outputs are empty where nothing is attached; their parts are missing.
    let other = more == "components" ? dict([("default", dict([("outputs", dict([]))]))]) : dict([])
    var fields = [
      ("inputs", inputs(instance["spec"], schema?.serviceInputs)),
      ("environment", environment(of: instance)), (more, other),
    ]
    if let name = instance["name"] { fields.append(("name", .text(name.text))) }
    return dict(fields)
  }

  private mutating func inputs(_ given: SyntaxNode?, _ type: InputType?) -> JinjaValue {
    let value = given.map { self.value(of: $0) } ?? .none
    guard case .dict(let dict) = value else { return filled(JinjaDict(), type?.properties ?? []) }
    return filled(dict, type?.properties ?? [])
  }

  /// With the schema's defaults for what is not given, in objects as well.
  private mutating func filled(_ given: JinjaDict, _ properties: [InputProperty]) -> JinjaValue {
    var dict = given
    for property in properties {
      if case .dict(let inner)? = dict[property.name] {
        dict.set(.text(property.name), filled(inner, property.shape.properties))
      } else if dict[property.name] == nil, let fallback = property.shape.defaultValue {
        dict.set(.text(property.name), value(of: fallback.value))
      }
    }
    if dict.identity == 0 {
      identities += 1
      dict.identity = identities
    }
    return .dict(dict)
  }

  private mutating func dict(_ fields: [(String, JinjaValue)]) -> JinjaValue {
    var dict = JinjaDict()
    for (name, value) in fields { dict.set(.text(name), value) }
    identities += 1
    dict.identity = identities
    return .dict(dict)
  }

  /// Another value over one: dictionaries entry by entry, lists of named things by their names.
  static func merged(_ value: JinjaValue, _ other: JinjaValue) -> JinjaValue {
    switch (value, other) {
    case (_, .none): return value
    case (.dict(var dict), .dict(let other)):
      for entry in other.entries {
        guard let key = key(of: entry.key) else { continue }
        dict.set(key, dict[key].map { merged($0, entry.value) } ?? entry.value)
      }
      return .dict(dict)
    case (.list(let list), .list(let other)) where other.items.allSatisfy { name(of: $0) != nil }:
      var items = list.items
      for item in other.items {
        if let index = items.firstIndex(where: { name(of: $0) == name(of: item) }) {
          items[index] = merged(items[index], item)
        } else {
          items.append(item)
        }
      }
      return .list(JinjaList(items, identity: list.identity))
    default: return other
    }
  }

  private static func name(of value: JinjaValue) -> String? {
    guard case .dict(let dict) = value, case .string(let text)? = dict["name"] else { return nil }
    return text.known
  }
}
