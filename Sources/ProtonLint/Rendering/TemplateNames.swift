/// What a template can see: the roots of its namespaces and the rules for all other names.
public struct TemplateNames: Sendable {
  let roots: [String: JinjaValue]
  /// With concrete inputs nothing is a symbol, and the first fault stops the rendering.
  let isConcrete: Bool
  /// How many lists and dictionaries are among the values.
  let lastIdentity: Int
  private let factory: NameFactory
  private let serviceInputs: InputType?
  /// The first instances that a pipeline loops over: every loop asks for them again.
  private let firstInstances: [String: JinjaValue]

  /// The names of an infrastructure folder of a bundle.
  ///
  /// Which namespaces there are is the table of the Proton guide, "Parameters":
  /// <https://docs.aws.amazon.com/proton/latest/userguide/parameters.html>.
  init(role: Infrastructure.Role, schema: InputSchema?, file: SourceFile.ID) {
    let factory = NameFactory(file: file)
    self.factory = factory
    isConcrete = false
    lastIdentity = 0
    let inputs = schema?.serviceInputs
    serviceInputs = inputs
    let first = role == .pipeline ? ["service_instances[0]", "service_instances[1]"] : []
    firstInstances = Dictionary(
      uniqueKeysWithValues: first.map {
        ($0, factory.serviceInstance(named: $0, inputs: inputs))
      })
    roots =
      switch role {
      case .environment: factory.environmentRoots(schema)
      case .instance: factory.instanceRoots(schema)
      case .pipeline: factory.pipelineRoots(schema)
      case .component: factory.componentRoots(schema)
      }
  }

  /// Concrete values, as `protonlint render` has them: a mapping whose keys are the names.
  package init(concrete inputs: SyntaxNode?, file: SourceFile.ID) {
    var identities = 0
    let value = inputs.map { concreteValue(of: $0, identities: &identities) }
    self.init(concrete: value ?? .none, identities: identities, file: file)
  }

  /// - Parameter identities: How many lists and dictionaries are among the values.
  init(concrete value: JinjaValue, identities: Int, file: SourceFile.ID) {
    factory = NameFactory(file: file)
    isConcrete = true
    serviceInputs = nil
    firstInstances = [:]
    var roots: [String: JinjaValue] = [:]
    if case .dict(let dict) = value {
      for entry in dict.entries {
        if case .string(let text) = entry.key, let name = text.known { roots[name] = entry.value }
      }
    }
    self.roots = roots
    lastIdentity = identities
  }

  /// Why a name that is nowhere defined has no value.
  func reason(forRoot name: String) -> RenderProblem.Kind {
    if isConcrete { return .undefined(name) }
    switch name {
    case "service_name": return .previewName(name, replacement: "service.name")
    case "service_instance_name": return .previewName(name, replacement: "service_instance.name")
    case "source": return .previewName(name, replacement: nil)
    case "environment", "service", "service_instance", "service_instances", "pipeline", "component":
      return .unknownNamespace(name)
    default: return .undefined(name)
    }
  }

  /// Today's name of a field of the preview's `source`.
  static func replacement(forSource field: String) -> String? {
    switch field {
    case "repository": "service.repository_id"
    case "branch": "service.branch_name"
    case "connection_arn": "service.repository_connection_arn"
    default: nil
    }
  }

  /// One instance that a pipeline loops over.
  func serviceInstance(named name: String) -> JinjaValue {
    firstInstances[name] ?? factory.serviceInstance(named: name, inputs: serviceInputs)
  }

  func value(of property: InputProperty, named name: String) -> JinjaValue {
    factory.value(of: property, named: name)
  }

  func value(of shape: InputShape, named name: String) -> JinjaValue {
    factory.value(of: shape, named: name, presence: nil, declaration: nil)
  }

  /// What decides whether a name has a value.
  func presence(of name: String) -> Condition.Subject { factory.presence(of: name) }

  func subject(of symbol: Symbol) -> Condition.Subject? { symbol.subject(in: factory.file) }

  /// The value that stands for one outcome of such a symbol.
  func value(ofOutcome outcome: String, of symbol: Symbol) -> JinjaValue {
    switch symbol.type {
    case .boolean?: .bool(outcome == "true")
    case .integer?, .number?:
      Int(outcome).map { .integer($0) } ?? Double(outcome).map { .float($0) } ?? .text(outcome)
    case .string?, .list?, .map?, nil: .text(outcome)
    }
  }
}
