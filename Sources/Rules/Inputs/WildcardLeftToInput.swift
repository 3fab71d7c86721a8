import ProtonLint

extension Rule {
  public static let wildcardLeftToInput = Rule(
    id: "wildcard-left-to-input",
    category: .inputs,
    severity: .warning,
    securitySeverity: 5.5,
    finds: "an input that decides what a policy allows, and may hold a `*`",
    why: """
      A `*` in the name of a resource or an action stands for all others. A developer who types it \
      into the form, or is talked into it, gets a role that the platform team never meant to give.
      """,
    fix: """
      Give the input a `pattern` without `*` and `?`, or an `enum`; or put it through `proton_cfn_sanitize`.
      """,
    source: "https://docs.aws.amazon.com/proton/latest/userguide/parameters.html",
    presets: [.recommended, .all, .proton, .security],
    examples: [
      .flagged(
        "the name of a bucket",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «bucket»: {type: string, default: data}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: s3:GetObject
                    Resource: 'arn:aws:s3:::{{ service_instance.inputs.bucket }}/public/*'
        """),
      .clean(
        "a pattern, and a filter that refuses it",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                bucket: {type: string, pattern: '^[a-z0-9.-]+$', default: data}
                key: {type: string, default: data}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement:
                  - Effect: Allow
                    Action: s3:GetObject
                    Resource:
                      - 'arn:aws:s3:::{{ service_instance.inputs.bucket }}/public/*'
                      - 'arn:aws:s3:::a/{{ service_instance.inputs.key | proton_cfn_sanitize }}/*'
        """),
    ],
    check: .graph { model in
      guard let literal = try? Pattern("^[^*?]*$") else { return [] }
      var problems = ProblemsByInput()
      for resource in model.graph.resources {
        for statement in resource.policyStatements where !statement.allows.isNever {
          for part in statement.actions + statement.resources {
            let condition = resource.condition.and(statement.allows).and(part.condition)
            for use in resource.inputs(in: part.value, amidText: true, when: condition) {
              guard let place = use.symbol.declaration,
                case .text = use.symbol.permittedText(outside: literal)
              else { continue }
              problems.add(
                "input `\(use.input)` may hold a `*`, and decides what a policy allows",
                at: place, use: use, "in the policy of `\(resource.logicalID)`",
                help: "give `\(use.input)` a pattern without `*`")
            }
          }
        }
      }
      return problems.problems
    }
  )
}
