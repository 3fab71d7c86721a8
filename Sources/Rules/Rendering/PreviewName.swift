import ProtonLint

extension Rule {
  public static let previewName = Rule(
    id: "preview-name",
    category: .rendering,
    severity: .error,
    finds: "a template that reads a name of Proton's preview, which no longer has a value",
    why: """
      Before general availability inputs and outputs stood directly under `environment`, \
      `service_instance` and `pipeline`. Since then they have namespaces of their own, and the old \
      names are undefined: the template registers and cannot be rendered.
      """,
    fix: "Read the input or output by its name of today.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/parameters.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an input without its namespace",
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
            Properties: {Type: String, Value: '{{ «service_instance.port» }}'}
        """),
      .flagged(
        "the repository of the preview",
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
              Value: '{{ «source.branch» }} {{ service_instance.inputs.port }}'
        """),
      .clean(
        "names of today that stand directly under their namespace",
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
            Properties: {Type: String, Value: '{{ service_instance.name }} {{ environment.name }}'}
        """),
      .clean(
        "a name that is neither declared nor of the preview, in a bundle of today",
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
              Value: '{{ service_instance.identifier }} {{ service_instance.inputs.port }}'
        """),
    ],
    check: .rendering { problem, scope in
      guard case .previewName(let name, let replacement) = problem.kind,
        scope.isOfPreview(name, replacement)
      else { return nil }
      return Problem(
        "`\(name)` is a name of Proton's preview and has no value today", at: Label(problem.span),
        help: todaysName(of: name, replacement), when: problem.condition, evidence: name)
    }
  )
}

private func todaysName(of name: String, _ replacement: String?) -> String? {
  if let replacement { return "its name of today is `\(replacement)`" }
  if name.hasSuffix(".spec") {
    return "what an instance gives its pipeline is an output of the instance template: "
      + "`\(name.dropLast(4))outputs`"
  }
  return nil
}

extension RenderedTemplate {
  /// Whether a name that is undefined today is one that the preview gave a value, rather than a
  /// slip in a bundle of today.
  func isOfPreview(_ name: String, _ replacement: String?) -> Bool {
    guard let replacement else { return name.hasSuffix(".spec") || name.hasPrefix("source") }
    guard let dot = replacement.lastIndex(of: ".") else { return true }
    let namespace = String(replacement[..<dot])
    let field = String(replacement[replacement.index(after: dot)...])
    if namespace.hasSuffix(".inputs") {
      if bundle.schema?.inputs(of: namespace)?.property(field) != nil { return true }
    } else if namespace == "environment.outputs" {
      if environmentHasOutput(field) { return true }
    } else {
      return true
    }
    return bundle.layout == .preview || !readsNamesOfToday
  }

  private func environmentHasOutput(_ name: String) -> Bool {
    model.templates(of: bundle.id).contains {
      !model.graph.outputValues(name, for: $0.number).isEmpty
    }
  }

  /// Whether any template of the bundle reads an input or an output in its namespace.
  private var readsNamesOfToday: Bool {
    model.renderedFiles(of: bundle.id).contains { template in
      var old: Set<Span> = []
      for problem in template.renderings.problems {
        if case .previewName = problem.kind { old.insert(problem.span) }
      }
      return template.renderings.reads.contains { read in
        (read.namespace.hasSuffix(".inputs") || read.namespace.hasSuffix(".outputs"))
          && !old.contains(read.span)
      }
    }
  }
}
