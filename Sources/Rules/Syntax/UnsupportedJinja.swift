import ProtonLint

extension Rule {
  public static let unsupportedJinja = Rule(
    id: "unsupported-jinja",
    category: .syntax,
    severity: .error,
    finds: "a template that includes, imports or extends another one",
    why: """
      Proton renders one file, and there is nothing that Jinja could load another one from. What \
      the tag would bring in is unknown here as well, so it was not checked.
      """,
    fix: "Write the text, or the macro, into the template itself.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an include",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        Resources:
          Topic: {Type: AWS::SNS::Topic}
          «{% include 'queues.yaml' %}»
        """),
      .clean(
        "a macro of the template's own",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        {% macro topic() %}{Type: AWS::SNS::Topic}{% endmacro %}
        Resources:
          Topic: {{ topic() }}
        """),
    ],
    check: .file { file in
      file.problems(in: [.jinja]) {
        if case .unsupported = $0 { true } else { false }
      }
    }
  )
}
