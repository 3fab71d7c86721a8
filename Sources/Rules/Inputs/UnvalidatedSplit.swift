import ProtonLint

extension Rule {
  public static let unvalidatedSplit = Rule(
    id: "unvalidated-split",
    category: .inputs,
    severity: .warning,
    finds: "an input of any text that a template splits",
    why: """
      A text that ends with the separator gives an empty last element, and one without the \
      separator gives a single element: what the template makes of the parts then fails, or \
      makes a resource without a name.
      """,
    fix: "Declare the input as an array, or give it a `pattern` that describes the whole list.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "any text",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «zones»: {type: string, default: "a,b"}
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
              Value: "{% for zone in service_instance.inputs.zones.split(',') %}{{ zone }}{% endfor %}"
        """),
      .clean(
        "a pattern",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                zones: {type: string, pattern: "^[a-z]+(,[a-z]+)*$", default: "a,b"}
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
              Value: "{% for zone in service_instance.inputs.zones.split(',') %}{{ zone }}{% endfor %}"
        """),
    ],
    check: .bundle { bundle, model in
      guard let schema = bundle.schema else { return [] }
      var places: [Span: [Span]] = [:]
      for template in model.templates(of: bundle.id) {
        let inputs = template.rendered.inputReads(of: schema)
        template.renderings.template.walkExpressions { expression in
          guard case .call(let callee, _) = expression.kind,
            case .attribute(let base, "split", _) = callee.kind, let input = inputs[base.span]
          else { return }
          places[input.nameSpan, default: []].append(expression.span)
        }
      }
      return schema.allProperties.compactMap { input in
        guard let found = places[input.nameSpan], input.shape.isFreeText else { return nil }
        return Problem(
          "`\(input.name)` may be any text, and is split into parts", at: Label(input.nameSpan),
          related: found.prefix(3).map { Label($0, "it is split here") },
          help: "declare an array, or give it a pattern that describes the whole list",
          evidence: input.name)
      }
    }
  )
}
