import ProtonLint

extension Rule {
  public static let unusedInput = Rule(
    id: "unused-input",
    category: .inputs,
    severity: .warning,
    finds: "an input that the schema declares and no template reads",
    why: """
      A developer fills in a value and nothing happens. Often the template holds a literal where \
      it should read the input.
      """,
    fix: "Read the input where it is meant to have its effect, or remove it from the schema.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an input without effect",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «port»: {type: integer, default: 80}
                image: {type: string, default: nginx}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ service_instance.inputs.image }}'}
        """),
      .clean(
        "an input that is read behind a condition which is at fault itself",
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
          {%- if nothing.of_the | kind %}
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ service_instance.inputs.port }}'}
          {%- endif %}
        """),
      .clean(
        "an input that has a parameter, of which another rule speaks",
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
        Parameters:
          Port: {Type: Number, Default: 80}
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: !Ref Port}
        """),
      .clean(
        "an input that a pipeline reads of each instance",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          pipeline_input_type: Pipeline
          types:
            Input:
              type: object
              properties:
                image: {type: string, default: nginx}
            Pipeline:
              type: object
              properties:
                branch: {type: string, default: main}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ service_instance.name }}'}
        #- pipeline_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- pipeline_infrastructure/cloudformation.yaml
        Resources:
          {%- for service_instance in service_instances %}
          Parameter{{ loop.index }}:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: '{{ service_instance.inputs.image }} {{ pipeline.inputs.branch }}'
          {%- endfor %}
        """),
    ],
    check: .bundle { bundle, model in
      // What Terraform and shell commands read is not known here.
      guard let schema = bundle.schema, !bundle.infrastructure.isEmpty,
        bundle.infrastructure.allSatisfy({ $0.engine == .jinja && !$0.templates.isEmpty })
      else { return [] }
      let templates = model.templates(of: bundle.id)
      // A template that breaks off may read the input behind the break.
      guard templates.allSatisfy(\.isWholeAsRendered) else { return [] }
      let reads = templates.flatMap(\.renderings.reads)
      // An input that has a parameter is the business of the rules on parameters.
      let matched = Set(matchedParameters(of: bundle, in: model).map(\.input.nameSpan))
      return inputNamespaces.flatMap { namespace, role in
        unused(in: namespace, of: schema, reads).filter { !matched.contains($0.nameSpan) }.map {
          unused($0, templates.filter { $0.role == role })
        }
      }
    }
  )
}

private func unused(
  in namespace: String, of schema: InputSchema, _ reads: [NameRead]
) -> [InputProperty] {
  guard let type = schema.inputs(of: namespace) else { return [] }
  // A pipeline reads the instances' inputs under another name.
  let names =
    namespace == "service_instance.inputs"
    ? [namespace, "service_instances.inputs"] : [namespace]
  let here = reads.filter { names.contains($0.namespace) }
  guard !here.contains(where: { $0.name == nil }) else { return [] }
  let read = Set(here.compactMap(\.name))
  return type.properties.filter { !read.contains($0.name) }
}

private func unused(_ input: InputProperty, _ templates: [ResourceGraph.TemplateFile]) -> Problem {
  let literal = literal(for: input, in: templates)
  return Problem(
    "input `\(input.name)` is declared and no template reads it", at: Label(input.nameSpan),
    related: literal.map { [Label($0, "its default stands here as a literal")] } ?? [],
    evidence: input.name)
}

/// A property that has the default of an input as a literal: where it was meant to be read. Only
/// texts that are hardly the same by chance are looked for.
private func literal(
  for input: InputProperty, in templates: [ResourceGraph.TemplateFile]
) -> Span? {
  guard input.shape.type == .string, let text = input.shape.defaultValue?.value.text,
    text.utf8.count >= 6
  else { return nil }
  for template in templates {
    for resource in template.paths.first?.resources ?? [] {
      if let node = resource.node["Properties"]?.scalar(text, depth: 0) { return node.contentSpan }
    }
  }
  return nil
}

extension SyntaxNode {
  /// The first scalar below a node that is a text.
  fileprivate func scalar(_ text: String, depth: Int) -> SyntaxNode? {
    guard depth < 64 else { return nil }
    if isScalar { return self.text == text ? self : nil }
    for item in items { if let found = item.scalar(text, depth: depth + 1) { return found } }
    for entry in entries {
      if let found = entry.value.scalar(text, depth: depth + 1) { return found }
    }
    return nil
  }
}
