import ProtonLint

extension Rule {
  public static let malformedYAML = Rule(
    id: "malformed-yaml",
    category: .syntax,
    severity: .error,
    finds: "a template, manifest, schema or spec that is no YAML, as it stands or once rendered",
    why: """
      Nothing behind the fault can be read. Proton checks templates only when it deploys, so a \
      rendered template that is no YAML fails in front of the developer, and only for the inputs \
      that lead there.
      """,
    fix: "Correct the text at the marked place: most often it is indentation or a missing quote.",
    source: "https://yaml.org/spec/1.1/",
    presets: [.recommended, .all, .proton, .security],
    examples: [
      .flagged(
        "a tab as indentation",
        """
        AWSTemplateFormatVersion: '2010-09-09'
        Resources:
        «\t»Topic:
            Type: AWS::SNS::Topic
        """),
      .flagged(
        "text that is no YAML on one path",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {fifo: {type: boolean, default: false}}}}
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              DisplayName: news
              {%- if environment.inputs.fifo %}
             «F»ifoTopic: true
              {%- endif %}
        """),
      .clean(
        "a template that is no YAML before it is rendered",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {fifo: {type: boolean, default: false}}}}
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              DisplayName: news
        {% if environment.inputs.fifo %}
              FifoTopic: true
        {% endif %}
        """),
    ],
    check: .file { file in
      // Commands of CodeBuild are rendered, and whether before or after parsing is not documented.
      guard !file.isRenderedManifest else { return [] }
      return file.problems(in: [.yaml]) { $0 == .malformed }
    }
  )
}

extension InterpretedFile {
  fileprivate var isRenderedManifest: Bool {
    guard role == .manifest else { return false }
    return zip(file.bytes, file.bytes.dropFirst()).contains {
      $0 == UInt8(ascii: "{") && ($1 == UInt8(ascii: "%") || $1 == UInt8(ascii: "{"))
    }
  }
}
