import ProtonLint

extension Rule {
  public static let malformedJinja = Rule(
    id: "malformed-jinja",
    category: .syntax,
    severity: .error,
    finds: "a template with a Jinja tag that cannot be read",
    why: """
      Jinja refuses the whole template, also where the tag stands in a YAML comment or in a branch \
      that is never taken. Proton renders only when it deploys, so registration does not notice.
      """,
    fix: "Correct the tag, or close the block that it belongs to.",
    source: "https://jinja.palletsprojects.com/en/2.11.x/templates/",
    presets: [.recommended, .all, .proton, .security],
    examples: [
      .flagged(
        "an `if` without `endif`",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        Resources:
          «{% if environment.name == 'production' %}»
          Topic: {Type: AWS::SNS::Topic}
        """),
      .flagged(
        "a tag in a YAML comment",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        # {{ environment.name «environment».name }}
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        """),
      .clean(
        "a plain template, which nobody renders",
        """
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties: {DisplayName: "{% if"}
        """),
    ],
    check: .file { file in file.problems(in: [.jinja]) { $0 == .malformed } }
  )
}
