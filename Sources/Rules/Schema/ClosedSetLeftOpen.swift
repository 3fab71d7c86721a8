import ProtonLint

extension Rule {
  public static let closedSetLeftOpen = Rule(
    id: "closed-set-left-open",
    category: .schema,
    severity: .warning,
    finds: "an input without `enum` or `pattern` where AWS takes certain values only",
    why: """
      The developer has to guess what is permitted, and a slip such as `db.t3.mircro` shows \
      only when the deployment fails. With `enum` the form offers a list, and the platform \
      decides what is on it.
      """,
    fix: "List the permitted values with `enum`, or describe them with `pattern`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "any text as instance class",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «class»: {type: string, default: db.t3.micro}
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
        "any number as retention",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «days»: {type: integer, default: 30}
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
                class: {type: string, enum: [db.t3.micro, db.t3.small], default: db.t3.micro}
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
                class: {type: string, pattern: "^db[.]t3[.][a-z]+$", default: db.t3.micro}
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
    ],
    check: .usedInput { input in
      input.demands.compactMap { demand in
        if case .number = demand.domain.accepted { return nil }
        let permitted: String
        switch input.verdict(on: demand) {
        case .anyText: permitted = "any text"
        case .noBounds: permitted = "any number"
        default: return nil
        }
        return input.problem(
          with: demand,
          "`\(input.property.name)` may be \(permitted), and is used as \(demand.domain.what)",
          at: input.property.nameSpan,
          help: demand.domain.isClosedSet
            ? "list the permitted values with `enum`: it takes \(demand.domain.acceptedWords)"
            : "describe the permitted values with `pattern`, or list them with `enum`")
      }
    }
  )
}
