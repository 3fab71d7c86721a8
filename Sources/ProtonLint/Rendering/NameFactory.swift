/// The values behind the names that Proton gives.
struct NameFactory: Sendable {
  /// The template whose names they are.
  let file: SourceFile.ID

  // MARK: Roots

  func environmentRoots(_ schema: InputSchema?) -> [String: JinjaValue] {
    let inputs = inputs("environment.inputs", schema?.environmentInputs, of: schema)
    return [
      "environment": environment("environment", ["inputs": inputs], preview: "environment.inputs")
    ]
  }

  func instanceRoots(_ schema: InputSchema?) -> [String: JinjaValue] {
    let inputs = inputs("service_instance.inputs", schema?.serviceInputs, of: schema)
    return [
      "environment": deployedEnvironment, "service": service,
      "service_instance": serviceInstance(inputs),
    ]
  }

  /// A component has no schema: the inputs are those of the instance that it is attached to.
  func componentRoots(_ schema: InputSchema?) -> [String: JinjaValue] {
    var roots = instanceRoots(schema)
    roots["component"] = object("component", ["name": proton("component.name")], preview: nil)
    return roots
  }

  func pipelineRoots(_ schema: InputSchema?) -> [String: JinjaValue] {
    let inputs = inputs("pipeline.inputs", schema?.pipelineInputs, of: schema)
    let instances = Symbol(
      source: .proton("service_instances"), expression: "service_instances", type: .list,
      minLength: 1)
    return [
      "service": service,
      "pipeline": object("pipeline", ["inputs": inputs], preview: "pipeline.inputs"),
      "service_instances": .symbol(JinjaSymbol(symbol: instances, element: .serviceInstance)),
    ]
  }

  // MARK: Namespaces

  /// The environment that a service is deployed into.
  private var deployedEnvironment: JinjaValue {
    environment(
      "environment", ["outputs": outputs("environment.outputs", of: .environment)],
      preview: "environment.outputs")
  }

  private func environment(
    _ name: String, _ fields: [String: JinjaValue], preview: String?
  ) -> JinjaValue {
    let own = ["name": proton("\(name).name"), "account_id": proton("\(name).account_id")]
    return object(name, own.merging(fields) { own, _ in own }, preview: preview)
  }

  private func serviceInstance(_ inputs: JinjaValue) -> JinjaValue {
    let component = object(
      Self.componentName,
      [
        "name": componentName,
        "outputs": outputs("\(Self.componentName).outputs", of: .component),
      ], preview: nil)
    let environment = environment(
      "service_instance.environment",
      // The same outputs by a longer way.
      ["outputs": outputs("environment.outputs", of: .environment)], preview: nil)
    return object(
      "service_instance",
      [
        "name": proton("service_instance.name"), "inputs": inputs, "environment": environment,
        "components": object("service_instance.components", ["default": component], preview: nil),
      ], preview: "service_instance.inputs")
  }

  /// The component that may be attached to an instance; there is no other.
  static let componentName = "service_instance.components.default"

  /// A leaf, which is undefined where no component is attached.
  private var componentName: JinjaValue {
    let name = "\(Self.componentName).name"
    guard case .symbol(var symbol) = proton(name) else { return proton(name) }
    symbol.presence = presence(of: name)
    return .symbol(symbol)
  }

  /// One instance that a pipeline loops over.
  func serviceInstance(named name: String, inputs type: InputType?) -> JinjaValue {
    let environment = environment(
      "\(name).environment",
      ["outputs": outputs("\(name).environment.outputs", of: .environment)], preview: nil)
    return object(
      name,
      [
        "name": proton("\(name).name"), "environment": environment,
        "inputs": inputs("\(name).inputs", type, isKnown: type != nil),
        "outputs": outputs("\(name).outputs", of: .instance),
      ], preview: "")
  }

  private func outputs(_ name: String, of owner: JinjaObject.OutputOwner) -> JinjaValue {
    .object(JinjaObject(name: name, fields: [:], rest: .outputs(owner)))
  }

  private func proton(_ name: String) -> JinjaValue {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    // Names: 1 to 100 characters; an account id has 12 digits (Proton API reference).
    let symbol =
      last == "account_id"
      ? Symbol(
        source: .proton(name), expression: name, type: .string, minLength: 12, maxLength: 12,
        pattern: "^[0-9]{12}$")
      : Symbol(
        source: .proton(name), expression: name, type: .string, minLength: 1, maxLength: 100,
        pattern: "^[0-9A-Za-z]+[0-9A-Za-z_\\-]*$")
    return .symbol(JinjaSymbol(symbol: symbol))
  }

  /// Repository, branch and connection are empty strings where a service has no pipeline.
  private var service: JinjaValue {
    func text(_ name: String) -> JinjaValue {
      .symbol(
        JinjaSymbol(symbol: Symbol(source: .proton(name), expression: name, type: .string)))
    }
    return object(
      "service",
      [
        "name": proton("service.name"),
        "repository_id": text("service.repository_id"),
        "repository_connection_arn": text("service.repository_connection_arn"),
        "branch_name": text("service.branch_name"),
      ], preview: nil)
  }

  private func object(_ name: String, _ fields: [String: JinjaValue], preview: String?)
    -> JinjaValue
  {
    .object(JinjaObject(name: name, fields: fields, rest: .closed(preview: preview)))
  }

  /// Of a schema that is not there or could not be understood, any input may be declared.
  private func inputs(_ name: String, _ type: InputType?, of schema: InputSchema?) -> JinjaValue {
    inputs(name, type, isKnown: schema?.typesEntry != nil)
  }

  private func inputs(_ name: String, _ type: InputType?, isKnown: Bool) -> JinjaValue {
    guard isKnown else { return .object(JinjaObject(name: name, fields: [:], rest: .open)) }
    var fields: [String: JinjaValue] = [:]
    for property in type?.properties ?? [] {
      fields[property.name] = value(of: property, named: "\(name).\(property.name)")
    }
    return .object(JinjaObject(name: name, fields: fields, rest: .undeclaredInput(type: type)))
  }

  // MARK: Values

  /// What decides whether a name has a value.
  func presence(of name: String) -> Condition.Subject {
    Condition.Subject(.presence, name, in: file, outcomes: ["set", "not set"])
  }

  func value(of property: InputProperty, named name: String) -> JinjaValue {
    let isOptional = !property.isRequired && property.shape.defaultValue == nil
    return value(
      of: property.shape, named: name, presence: isOptional ? presence(of: name) : nil,
      declaration: property.nameSpan)
  }

  func value(
    of shape: InputShape, named name: String, presence: Condition.Subject?, declaration: Span?
  ) -> JinjaValue {
    let last = name.split(separator: ".").last.map(String.init) ?? name
    let isList = shape.type == .list
    let symbol = Symbol(
      source: .input(last), expression: name, type: shape.type,
      allowed: shape.allowed.map { $0.map(\.text) }, minimum: shape.minimum,
      maximum: shape.maximum, minLength: isList ? shape.minItems : shape.minLength,
      maxLength: isList ? shape.maxItems : shape.maxLength, pattern: shape.pattern?.text,
      defaultText: shape.defaultValue.flatMap { $0.value.isScalar ? $0.value.text : nil },
      declaration: declaration)
    return .symbol(JinjaSymbol(symbol: symbol, shape: shape, presence: presence))
  }
}
