import ProtonLint

extension Rule {
  public static let emptyTemplate = Rule(
    id: "empty-template",
    category: .cloudFormation,
    severity: .error,
    finds: "a template without resources",
    why: "CloudFormation refuses a template that does not declare at least one resource.",
    fix: "Declare a resource under `Resources`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
    aliases: ["E1001"],
    examples: [
      .flagged(
        "no section of resources", at: "template.yaml",
        """
        AWSTemplateFormatVersion: '2010-09-09'
        Outputs:
          Region: {Value: !Ref AWS::Region}
        """),
      .flagged(
        "resources on one path alone",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {queue: {type: boolean, default: true}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        «Resources»:
          {% if service_instance.inputs.queue %}
          Queue: {Type: AWS::SQS::Queue}
          {% endif %}
        """),
      .clean(
        "one resource",
        """
        AWSTemplateFormatVersion: '2010-09-09'
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      // What breaks off, and what a macro may add, is not known.
      guard template.isWhole,
        template.declaresAllSections
      else { return [] }
      guard let root = template.tree.root else {
        return [Problem("the template is empty", at: Label(.file(template.file)))]
      }
      guard root.isMapping else {
        return [Problem("a template is a mapping with `Resources`", at: Label(root.span))]
      }
      guard let resources = root.entry("Resources") else {
        let meant = root.entries.first {
          closestName(to: $0.key.text, among: ["Resources"]) != nil
        }
        return [
          Problem(
            "the template has no `Resources`", at: Label(.file(template.file)),
            related: meant.map { [Label($0.key.contentSpan, "meant as this?")] } ?? [])
        ]
      }
      guard Array(resources.value.entries).isEmpty else { return [] }
      return [Problem("the template declares no resource", at: Label(resources.key.contentSpan))]
    }
  )
}
