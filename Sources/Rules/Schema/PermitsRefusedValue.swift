import ProtonLint

extension Rule {
  public static let permitsRefusedValue = Rule(
    id: "permits-refused-value",
    category: .schema,
    severity: .warning,
    finds: "a permitted value of an input that AWS refuses where it is used",
    why: """
      The schema tells developers that the value is fine. Whoever picks it gets a failed \
      deployment, and looks for the fault in their own choice.
      """,
    fix: "Take the value out of `enum`, or tighten `minimum` and `maximum`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a bound that is too low",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «memory»: {type: integer, minimum: 1, maximum: 3008, default: 512}
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
        "a value that is none",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                class: {type: string, enum: [db.t3.micro, «t3.small»], default: db.t3.micro}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              Engine: postgres
              AllocatedStorage: '20'
              DBInstanceClass: '{{ service_instance.inputs.class }}'
        """),
      .flagged(
        "a gap in a closed list",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «days»: {type: integer, minimum: 1, maximum: 30, default: 30}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          LogGroup:
            Type: AWS::Logs::LogGroup
            Properties:
              RetentionInDays: {{ service_instance.inputs.days }}
        """),
      .clean(
        "a bound that is not permitted itself",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                memory: {type: integer, minimum: 127, exclusiveMinimum: true, maximum: 3008, default: 512}
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
        "values and bounds that are taken",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                memory: {type: integer, minimum: 128, maximum: 3008, default: 512}
                days: {type: integer, enum: [7, 30], default: 30}
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
          LogGroup:
            Type: AWS::Logs::LogGroup
            Properties:
              RetentionInDays: {{ service_instance.inputs.days }}
        """),
    ],
    check: .usedInput { input in
      input.demands.flatMap { refused(by: $0, of: input) }
    }
  )
}

private func refused(by demand: InputUse, of input: UsedInput) -> [Problem] {
  let taken = "it takes \(demand.domain.acceptedWords)"
  switch input.verdict(on: demand) {
  case .refusedValues(let values):
    return values.map { value in
      input.problem(
        with: demand,
        "`\(input.property.name)` may be \(quotedText(value.text)), which "
          + "`\(demand.domain.name)` does not take",
        at: value.span, help: taken)
    }
  case .refusedNumber(let number):
    return [
      input.problem(
        with: demand,
        "`\(input.property.name)` may be \(number), which `\(demand.domain.name)` does not take",
        at: input.property.nameSpan, help: taken)
    ]
  default: return []
  }
}
