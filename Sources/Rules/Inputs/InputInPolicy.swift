import ProtonLint

extension Rule {
  public static let inputInPolicy = Rule(
    id: "input-in-policy",
    category: .inputs,
    severity: .warning,
    securitySeverity: 6.5,
    finds: "an input that may hold `*` and decides what a policy allows",
    why: """
      The platform's template limits what the role may do, and the developer fills in on what. \
      Where the schema lets `*` through, the limit is theirs to lift: `*` in the name of a \
      bucket stands for every bucket of the account.
      """,
    fix: "Give the input a `pattern` without `*` and `?`, anchored with `^` and `$`.",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
    presets: [.recommended, .all, .security, .proton],
    examples: [
      .flagged(
        "any text as part of a resource",
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
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
              Policies:
                - PolicyName: read
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Action: s3:GetObject
                        Resource: 'arn:aws:s3:::{{ service_instance.inputs.bucket }}/*'
        """),
      .flagged(
        "a pattern that is not anchored",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «bucket»: {type: string, pattern: '[a-z]', default: data}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
              Policies:
                - PolicyName: read
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Action: s3:GetObject
                        Resource: 'arn:aws:s3:::{{ service_instance.inputs.bucket }}/*'
        """),
      .clean(
        "a pattern without wildcards",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                bucket: {type: string, pattern: '^[a-z-]+$', default: data}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Statement: [{Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}]
              Policies:
                - PolicyName: read
                  PolicyDocument:
                    Statement:
                      - Effect: Allow
                        Action: s3:GetObject
                        Resource: 'arn:aws:s3:::{{ service_instance.inputs.bucket }}/*'
        """),
    ],
    check: .bundle { bundle, model in
      guard let schema = bundle.schema else { return [] }
      let uses = policyUses(in: bundle, model)
      var budget = searchBudget
      return schema.allProperties.compactMap { input in
        guard let found = uses[input.nameSpan], let first = found.first,
          let example = input.shape.permittedText(matching: "[*?]", budget: &budget)
        else { return nil }
        return Problem(
          "`\(input.name)` may be `\(example)`, and decides what a policy of "
            + "`\(first.resource)` allows",
          at: Label(input.nameSpan),
          related: found.prefix(3).map { Label($0.span, "it is part of the policy here") },
          help: "give it a pattern that leaves out `*` and `?`",
          when: found.reduce(Condition.never) { $0.or($1.condition) }.ofDeclaration,
          evidence: input.name)
      }
    }
  )
}

private struct PolicyUse {
  let span: Span
  let resource: String
  let condition: Condition
}

/// The inputs in the actions and resources of statements that allow, by their declarations.
private func policyUses(in bundle: TemplateBundle, _ model: Model) -> [Span: [PolicyUse]] {
  let numbers = Set(model.templates(of: bundle.id).map(\.number))
  var uses: [Span: [PolicyUse]] = [:]
  for resource in model.graph.resources where numbers.contains(resource.template) {
    for statement in resource.policyStatements where !statement.allows.isNever {
      for element in statement.actions + statement.resources {
        for part in element.value.parts {
          guard case .symbol(let symbol) = part.form, case .input = symbol.source,
            let declaration = symbol.declaration
          else { continue }
          let condition = resource.condition.and(statement.allows).and(element.condition)
          guard !condition.isNever,
            uses[declaration]?.contains(where: { $0.span == part.span }) != true
          else { continue }
          uses[declaration, default: []].append(
            PolicyUse(span: part.span, resource: resource.logicalID, condition: condition))
        }
      }
    }
  }
  return uses
}

extension Value {
  /// The parts of a text; of any other value itself.
  fileprivate var parts: [Value] { if case .text(let parts) = form { parts } else { [self] } }
}
