import ProtonLint

extension Rule {
  public static let resourceTypeDiffersBetweenVersions = Rule(
    id: "resource-type-differs-between-versions",
    category: .versions,
    severity: .warning,
    finds: "a resource that has another type in the next major version, under the same logical id",
    why: """
      A deployment that is updated to the new major version keeps its stack, and CloudFormation \
      refuses to change the type of a resource in a stack: "Update of resource type is not \
      permitted". New deployments work, so nobody notices before the first update.
      """,
    fix: "Give the resource of the new type another logical id.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/"
      + "using-cfn-updating-stacks-update-behaviors.html",
    examples: [
      .flagged(
        "a topic that became a queue",
        """
        #- env/v1/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {size: {type: integer, default: 1}}}}
        #- env/v1/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- env/v1/infrastructure/cloudformation.yaml
        Resources:
          Events: {Type: AWS::SNS::Topic}
        #- env/v2/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {size: {type: integer, default: 1}}}}
        #- env/v2/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- env/v2/infrastructure/cloudformation.yaml
        Resources:
          Events: {Type: «AWS::SQS::Queue»}
        """),
      .clean(
        "a queue beside what was a topic",
        """
        #- env/v1/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {size: {type: integer, default: 1}}}}
        #- env/v1/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- env/v1/infrastructure/cloudformation.yaml
        Resources:
          Events: {Type: AWS::SNS::Topic}
        #- env/v2/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {size: {type: integer, default: 1}}}}
        #- env/v2/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- env/v2/infrastructure/cloudformation.yaml
        Resources:
          EventQueue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .graph { model in
      model.workspace.consecutiveMajors.flatMap { older, newer in
        resourceTypeChanges(from: older, to: newer, in: model).compactMap(\.problem)
      }
    }
  )
}
