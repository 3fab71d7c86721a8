import ProtonLint

extension Rule {
  public static let templateOverLimit = Rule(
    id: "template-over-limit",
    category: .cloudFormation,
    severity: .error,
    finds: "a template with more than CloudFormation takes",
    why: """
      CloudFormation refuses a template with more than 500 resources, 200 outputs, 200 parameters or \
      200 mappings, or of more than 1 MB. A loop in a template reaches that without a look of it.
      """,
    fix: "Split the template, or bound the loop.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html",
    aliases: ["E3010", "E6010", "E1002"],
    examples: [
      .flagged(
        "a loop that makes too many outputs",
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
          Queue: {Type: AWS::SQS::Queue}
        «Outputs»:
          {%- for number in range(201) %}
          Output{{ number }}: {Value: !Ref Queue}
          {%- endfor %}
        """),
      .clean(
        "as many as are permitted",
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
          Queue: {Type: AWS::SQS::Queue}
        Outputs:
          {%- for number in range(200) %}
          Output{{ number }}: {Value: !Ref Queue}
          {%- endfor %}
        """),
    ],
    check: .template { template, _ in
      let counts = limits.compactMap { section, limit -> Problem? in
        guard let entry = template.tree.root?.entry(section), entry.value.isMapping else {
          return nil
        }
        let count = entry.value.entries.reduce(into: 0) { count, _ in count += 1 }
        guard count > limit else { return nil }
        return Problem(
          "this template has \(count) \(section.lowercased()); CloudFormation takes \(limit)",
          at: Label(entry.key.contentSpan), evidence: section)
      }
      let size = template.tree.text.count
      guard size > sizeLimit else { return counts }
      return counts + [
        Problem(
          "this template comes to \(size) bytes; CloudFormation takes \(sizeLimit)",
          at: Label(.file(template.file)), evidence: "size")
      ]
    }
  )
}

private let limits: KeyValuePairs<String, Int> = [
  "Resources": 500, "Outputs": 200, "Parameters": 200, "Mappings": 200,
]

/// Of a template that is given as an S3 object.
private let sizeLimit = 1 << 20
