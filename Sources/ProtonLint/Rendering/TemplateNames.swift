/// What a template can see: the roots of its namespaces and the rules for all other names.
public struct TemplateNames: Sendable {
  let roots: [String: JinjaValue]
  /// With concrete inputs nothing is a symbol, and the first fault stops the rendering.
  let isConcrete: Bool
  private let file: SourceFile.ID
  private let serviceInputs: InputType?
  private let isPipeline: Bool
  private let kind: Kind

  enum Kind: Sendable { case environment, instance, pipeline, component, plain }

  /// The names of an infrastructure folder of a bundle.
  ///
  /// Which namespaces there are is the table of the Proton guide, "Parameters":
  /// <https://docs.aws.amazon.com/proton/latest/userguide/parameters.html>.
  init(role: Infrastructure.Role, schema: InputSchema?, file: SourceFile.ID) {
    self.file = file
    isConcrete = false
    serviceInputs = schema?.serviceInputs
    isPipeline = role == .pipeline
    kind =
      switch role {
      case .environment: .environment
      case .instance: .instance
      case .pipeline: .pipeline
      case .component: .component
      }
    var roots: [String: JinjaValue] = [:]
    let factory = NameFactory(file: file)
    let environmentFields: [String: JinjaValue] = [
      "name": factory.proton("environment.name"),
      "account_id": factory.proton("environment.account_id"),
    ]
    func inputs(_ name: String, _ type: InputType?) -> JinjaValue {
      // Of a schema that could not be understood, any input may be declared.
      factory.inputs(name, type, hasSchema: schema?.typesEntry != nil)
    }
    let outputs = JinjaValue.object(
      JinjaObject(
        name: "environment.outputs", fields: [:], rest: .outputs(.environment)))
    let service = factory.service()
    switch role {
    case .environment:
      roots["environment"] = factory.object(
        "environment",
        environmentFields.merging(
          ["inputs": inputs("environment.inputs", schema?.environmentInputs)]) { first, _ in first
          },
        preview: "environment.inputs")
    case .instance, .component:
      roots["environment"] = factory.object(
        "environment", environmentFields.merging(["outputs": outputs]) { first, _ in first },
        preview: "environment.outputs")
      roots["service"] = service
      let components = JinjaObject(
        name: "service_instance.components.default",
        fields: [
          "name": factory.proton("service_instance.components.default.name"),
          "outputs": .object(
            JinjaObject(
              name: "service_instance.components.default.outputs", fields: [:],
              rest: .outputs(.component))),
        ], rest: .closed(preview: nil))
      let attached = role == .component && schema == nil
      roots["service_instance"] = factory.object(
        "service_instance",
        [
          "name": factory.proton("service_instance.name"),
          "inputs": attached
            ? .object(JinjaObject(name: "service_instance.inputs", fields: [:], rest: .open))
            : inputs("service_instance.inputs", schema?.serviceInputs),
          "components": .object(
            JinjaObject(
              name: "service_instance.components", fields: ["default": .object(components)],
              rest: .closed(preview: nil))),
          "environment": factory.object(
            "service_instance.environment",
            [
              "name": factory.proton("service_instance.environment.name"),
              "account_id": factory.proton("service_instance.environment.account_id"),
              "outputs": outputs,
            ], preview: nil),
        ], preview: "service_instance.inputs")
      if role == .component {
        roots["component"] = factory.object(
          "component", ["name": factory.proton("component.name")], preview: nil)
      }
    case .pipeline:
      roots["service"] = service
      roots["pipeline"] = factory.object(
        "pipeline", ["inputs": inputs("pipeline.inputs", schema?.pipelineInputs)],
        preview: "pipeline.inputs")
      roots["service_instances"] = .symbol(
        JinjaSymbol(
          symbol: Symbol(
            source: .proton("service_instances"), expression: "service_instances", type: .list,
            minLength: 1),
          element: .serviceInstance))
    }
    self.roots = roots
  }

  /// No names at all: a template of nobody's bundle.
  init(plain file: SourceFile.ID) {
    self.file = file
    roots = [:]
    isConcrete = false
    serviceInputs = nil
    isPipeline = false
    kind = .plain
  }

  /// Concrete values, as `protonlint render` has them: a mapping whose keys are the names.
  package init(concrete inputs: SyntaxNode?, file: SourceFile.ID) {
    self.file = file
    isConcrete = true
    serviceInputs = nil
    isPipeline = false
    kind = .plain
    var roots: [String: JinjaValue] = [:]
    if let inputs {
      for entry in inputs.entries { roots[entry.key.text] = concreteValue(of: entry.value) }
    }
    self.roots = roots
  }

  /// Why a name that is nowhere defined has no value.
  func reason(forRoot name: String) -> RenderProblem.Kind {
    if isConcrete || kind == .plain { return .undefined(name) }
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
    let factory = NameFactory(file: file)
    return factory.object(
      name,
      [
        "name": factory.proton("\(name).name"),
        "inputs": factory.inputs("\(name).inputs", serviceInputs, hasSchema: serviceInputs != nil),
        "outputs": .object(
          JinjaObject(name: "\(name).outputs", fields: [:], rest: .outputs(.instance))),
        "environment": factory.object(
          "\(name).environment",
          [
            "name": factory.proton("\(name).environment.name"),
            "account_id": factory.proton("\(name).environment.account_id"),
            "outputs": .object(
              JinjaObject(
                name: "\(name).environment.outputs", fields: [:], rest: .outputs(.environment))),
          ], preview: nil),
      ], preview: "")
  }

  func value(
    of property: InputProperty, named name: String, source: Symbol.Source, isReachable: Bool
  ) -> JinjaValue {
    NameFactory(file: file).value(of: property, named: name)
  }

  func value(of shape: InputShape, named name: String, source: Symbol.Source) -> JinjaValue {
    NameFactory(file: file).value(of: shape, named: name, presence: nil, declaration: nil)
  }

  func subject(of symbol: Symbol) -> Condition.Subject? { symbol.subject(in: file) }

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

/// Makes the values behind names.
private struct NameFactory {
  let file: SourceFile.ID

  func proton(_ name: String) -> JinjaValue {
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
  func service() -> JinjaValue {
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

  func object(_ name: String, _ fields: [String: JinjaValue], preview: String?) -> JinjaValue {
    .object(JinjaObject(name: name, fields: fields, rest: .closed(preview: preview)))
  }

  func inputs(_ name: String, _ type: InputType?, hasSchema: Bool) -> JinjaValue {
    guard hasSchema else { return .object(JinjaObject(name: name, fields: [:], rest: .open)) }
    var fields: [String: JinjaValue] = [:]
    for property in type?.properties ?? [] {
      fields[property.name] = value(of: property, named: "\(name).\(property.name)")
    }
    return .object(JinjaObject(name: name, fields: fields, rest: .undeclaredInput(type: type)))
  }

  func value(of property: InputProperty, named name: String) -> JinjaValue {
    let isOptional = !property.isRequired && property.shape.defaultValue == nil
    let presence =
      isOptional
      ? Condition.Subject(.presence, name, in: file, outcomes: ["set", "not set"]) : nil
    return value(
      of: property.shape, named: name, presence: presence, declaration: property.nameSpan)
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

/// The value of a node of an inputs file.
private func concreteValue(of node: SyntaxNode, depth: Int = 0) -> JinjaValue {
  guard depth < 64, !node.isBrokenAlias else { return .none }
  switch node.kind {
  case .sequence: return .list(node.items.map { concreteValue(of: $0, depth: depth + 1) })
  case .mapping:
    var dict = JinjaDict()
    for entry in node.entries {
      dict.set(.text(entry.key.text), concreteValue(of: entry.value, depth: depth + 1))
    }
    return .dict(dict)
  case .alias: return .none
  case .scalar:
    guard node.style == .plain, node.tag == nil else { return .text(node.text) }
    let text = node.text
    switch text {
    case "", "~", "null", "Null", "NULL": return .none
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: break
    }
    if let integer = Int(text) { return .integer(integer) }
    let isNumeric = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x65 || byte == 0x45 || byte == 0x2B
        || byte == 0x2D
    }
    if isNumeric, let number = Double(text) { return .float(number) }
    return .text(text)
  }
}
