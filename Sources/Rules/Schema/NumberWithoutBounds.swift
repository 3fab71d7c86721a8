import ProtonLint

extension Rule {
  public static let numberWithoutBounds = Rule(
    id: "number-without-bounds",
    category: .schema,
    severity: .warning,
    finds: "an input for a port, a size or a count that may be any number at all",
    why: """
      The schema is the form that a developer fills in, and it takes any number: a port of \
      99999 or a count of -1 passes it and fails in the middle of a deployment, with a message \
      about a resource that the developer has never seen.
      """,
    fix: "Give the input a `minimum` and a `maximum`, or list the permitted numbers with `enum`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "no bounds",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «memory»: {type: integer, default: 512}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: '{{ environment.outputs.RoleArn }}'
              Code: {S3Bucket: '{{ environment.outputs.Bucket }}', S3Key: code.zip}
              MemorySize: {{ service_instance.inputs.memory }}
        """),
      .flagged(
        "text for a number",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «memory»: {type: string, default: "512"}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: '{{ environment.outputs.RoleArn }}'
              Code: {S3Bucket: '{{ environment.outputs.Bucket }}', S3Key: code.zip}
              MemorySize: {{ service_instance.inputs.memory }}
        """),
      .clean(
        "bounds",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                memory: {type: integer, minimum: 128, maximum: 1024, default: 512}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: '{{ environment.outputs.RoleArn }}'
              Code: {S3Bucket: '{{ environment.outputs.Bucket }}', S3Key: code.zip}
              MemorySize: {{ service_instance.inputs.memory }}
        """),
      .clean(
        "a list",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                memory: {type: integer, enum: [512, 1024], default: 512}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: '{{ environment.outputs.RoleArn }}'
              Code: {S3Bucket: '{{ environment.outputs.Bucket }}', S3Key: code.zip}
              MemorySize: {{ service_instance.inputs.memory }}
        """),
    ],
    check: .usedInput { input in
      input.demands.compactMap { demand in
        let subject = "`\(input.property.name)`"
        guard case .number = demand.domain.accepted else { return nil }
        switch input.verdict(on: demand) {
        case .noBounds:
          return input.problem(
            with: demand, "\(subject) may be any number, and is used as \(demand.domain.what)",
            at: input.property.nameSpan,
            help: "give it a `minimum` and a `maximum`: "
              + "`\(demand.domain.name)` takes \(demand.domain.acceptedWords)")
        case .anyText:
          return input.problem(
            with: demand, "\(subject) may be any text, and is used as \(demand.domain.what)",
            at: input.property.nameSpan,
            help: "declare it as an `integer` with bounds: "
              + "`\(demand.domain.name)` takes \(demand.domain.acceptedWords)")
        default: return nil
        }
      }
    }
  )
}
