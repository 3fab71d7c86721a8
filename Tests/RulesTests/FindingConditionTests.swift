import ProtonLint
import Rules
import Testing

/// What holds on some paths alone says which inputs lead there; what holds on all says nothing.
@Test(arguments: [
  ConditionCase(
    "DisplayName: '{{ environment.outputs.Missing }}'", "unknown-environment-output", nil),
  ConditionCase(
    """
    {% if service_instance.inputs.kind == 'public' %}
          DisplayName: '{{ environment.outputs.Missing }}'
          {% endif %}
    """, "unknown-environment-output", "when `kind` is `public`"),
  ConditionCase(
    """
    {% if service_instance.inputs.kind == 'public' %}
          DisplayName: {{ service.name }}: 1
          {% endif %}
    """, "malformed-yaml", "when `kind` is `public`"),
  ConditionCase(
    """
    {% if service_instance.inputs.size > 3 and service_instance.inputs.kind != 'public' %}
          DisplayName: !Ref Missing
          {% endif %}
    """, "undefined-reference",
    "when `kind` is `private` and `size` is `4` to `9`"),
  ConditionCase(
    "DisplayName: !If [IsMissing, !Ref Missing, a]", "undefined-reference", nil),
  ConditionCase(
    """
    {% if service_instance.inputs.kind == 'public' %}
          DisplayName: !Ref Missing
          {% else %}
          DisplayName: !Ref AlsoMissing
          {% endif %}
    """, "undefined-reference", "when `kind` is `private`"),
])
func findingSaysWhenItHolds(_ test: ConditionCase) throws {
  let result = lint(test.sources, with: allRules)
  let last = try #require(
    result.findings.last { $0.rule == test.rule }, "\(result.findings.map(\.rule))")
  #expect(last.problem.condition.words == test.words)
}

struct ConditionCase: CustomTestStringConvertible, Sendable {
  let property: String
  let rule: Rule.ID
  let words: String?
  var testDescription: String { "\(rule): \(words ?? "always")" }

  init(_ property: String, _ rule: Rule.ID, _ words: String?) {
    self.property = property
    self.rule = rule
    self.words = words
  }

  var sources: SourceStore {
    let manifest = """
      infrastructure:
        templates:
          - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}

      """
    return SourceStore([
      "environment/schema/schema.yaml": """
      schema:
        format: {openapi: "3.0.0"}
        environment_input_type: Input
        types: {Input: {type: object, properties: {name: {type: string, default: a}}}}

      """,
      "environment/infrastructure/manifest.yaml": manifest,
      "environment/infrastructure/cloudformation.yaml": """
      Resources:
        Topic: {Type: AWS::SNS::Topic, Properties: {DisplayName: '{{ environment.inputs.name }}'}}
      Outputs:
        Topic: {Value: !Ref Topic}

      """,
      "service/schema/schema.yaml": """
      schema:
        format: {openapi: "3.0.0"}
        service_input_type: Input
        types:
          Input:
            type: object
            properties:
              kind: {type: string, enum: [public, private], default: public}
              size: {type: integer, minimum: 1, maximum: 9, default: 1}

      """,
      "service/instance_infrastructure/manifest.yaml": manifest,
      "service/instance_infrastructure/cloudformation.yaml": """
      Resources:
        Topic:
          Type: AWS::SNS::Topic
          Properties:
            \(property)

      """,
    ])
  }
}
