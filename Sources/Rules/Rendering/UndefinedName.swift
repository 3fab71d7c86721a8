import ProtonLint

extension Rule {
  public static let undefinedName = Rule(
    id: "undefined-name",
    category: .rendering,
    severity: .error,
    finds: "a template that reads a name which has no value",
    why: """
      Jinja stops at a name that is nowhere defined as soon as it is printed or looked into. The \
      template registers, and every deployment of it fails.
      """,
    fix: "Correct the name, set it before it is read, or give it a `default`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/parameters.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a misspelt namespace",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ «enviroment».outputs.Name }}'}
        """),
      .flagged(
        "a field that a namespace does not have",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: '{{ «service_instance.nmae» }} {{ service_instance.inputs.port }}'
        """),
      .clean(
        "a name that is set, and one with a default",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        {% set port = service_instance.inputs.port %}
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ port }} {{ flavour | default("plain") }}'}
        """),
    ],
    check: .rendering { problem, scope in
      switch problem.kind {
      case .undefined(let name):
        // What the schema permits and a dictionary lacks is the schema's matter.
        guard scope.valueWithoutKey(problem) == nil else { return nil }
        return Problem(
          problem.message, at: Label(problem.span),
          help: scope.nearest(to: name).map { "did you mean `\($0)`?" }, when: problem.condition,
          evidence: name)
      case .previewName(let name, let replacement):
        guard !scope.isOfPreview(name, replacement) else { return nil }
        return Problem(
          "`\(name)` is undefined", at: Label(problem.span),
          help: scope.nearest(to: name).map { "did you mean `\($0)`?" }, when: problem.condition,
          evidence: name)
      case .undeclaredInput, .unknownNamespace, .unguardedOptional, .unguardedComponent,
        .hyphenatedName, .unknownFilter, .unknownTest, .failure, .limit, .unsupported:
        return nil
      }
    }
  )
}

extension RenderedTemplate {
  /// The name that was probably meant: one of Proton's, an input, or a variable of the template.
  fileprivate func nearest(to name: String) -> String? {
    guard name.contains(".") else {
      return closestName(to: name, among: TemplateVocabulary.roots(for: template.role) + variables)
    }
    let known = TemplateVocabulary.names(for: template.role)
    // However a component is called, there is one name for the one that is attached.
    let component = "service_instance.components.default"
    if name.hasPrefix("service_instance.component"), known.contains(component) { return component }
    if let close = closestName(to: name, among: known) { return close }
    // An input whose namespace was left out, and that is misspelt as well.
    guard let root = name.split(separator: ".").first, let last = name.split(separator: ".").last
    else { return nil }
    let namespace = "\(root).inputs"
    let inputs = bundle.schema?.inputs(of: namespace)?.properties.map(\.name) ?? []
    return closestName(to: String(last), among: inputs).map { "\(namespace).\($0)" }
  }

  /// What the template sets and loops over.
  private var variables: [String] {
    var names: [String] = []
    func add(_ target: JinjaTarget) {
      switch target {
      case .name(let name, _): names.append(name)
      case .tuple(let targets, _): for target in targets { add(target) }
      case .attribute: break
      }
    }
    template.renderings.template.walkStatements { statement in
      switch statement.kind {
      case .set(let target, _), .setBlock(let target, _, _): add(target)
      case .for(let loop): add(loop.target)
      default: break
      }
    }
    return names
  }
}
