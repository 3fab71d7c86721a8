import ProtonLint

extension Rule {
  public static let defaultRefused = Rule(
    id: "default-refused",
    category: .structure,
    severity: .error,
    finds: "a default of a parameter that its own constraints do not permit",
    why: """
      CloudFormation holds the default against the type, `AllowedValues`, `AllowedPattern` and \
      bounds of the parameter, and refuses the template: "must contain at least 12 characters". A \
      pattern must match all of the value; of a list, each element must be permitted.
      """,
    fix: "Correct the default or the constraint, or leave the default out.",
    source: userGuide + "parameters-section-structure.html",
    aliases: ["E2015"],
    examples: [
      .flagged(
        "values outside of a list, a pattern, bounds and lengths, and no number",
        """
        Parameters:
          Stage: {Type: String, AllowedValues: [test, live], Default: «production»}
          Name: {Type: String, AllowedPattern: '[a-z]+', Default: «queue-1»}
          Size: {Type: Number, MinValue: 1, Default: «0»}
          Count: {Type: Number, Default: «many»}
          Key: {Type: String, MinLength: 5, Default: «abc»}
          Zones: {Type: CommaDelimitedList, AllowedValues: [a, b], Default: «'a,c'»}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "at the bounds, numbers in several spellings, and lists",
        """
        Parameters:
          Stage: {Type: String, AllowedValues: [true, 'false'], Default: 'true'}
          Name: {Type: String, AllowedPattern: '[a-z]*', Default: ''}
          Size: {Type: Number, MinValue: 1, MaxValue: 1, AllowedValues: [1.0], Default: '1'}
          Account: {Type: String, MinLength: 12, MaxLength: 12, Default: 112233445566}
          Zones: {Type: CommaDelimitedList, AllowedValues: [a, b], Default: 'a, b'}
          Ports: {Type: List<Number>, Default: '80,443'}
          Lookahead: {Type: String, AllowedPattern: '(?i)[a-z]+', Default: ABC}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "a default that an input gives",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {stage: {type: string, default: test}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Parameters:
          Stage:
            Type: String
            AllowedValues: [test, live]
            Default: '{{ service_instance.inputs.stage }}'
        Resources:
          Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Stage}}
        """),
    ],
    check: .template { template, _ in
      template.writtenEntries(of: "Parameters").compactMap { entry in
        guard entry.value.isMapping, let node = entry.value["Default"], node.isScalar,
          node.tag == nil, !node.isNull, !template.holdsSymbol(node),
          let constraints = DefaultConstraints(of: entry.value, in: template),
          let reason = constraints.refusal(of: node)
        else { return nil }
        return Problem(
          "the default of `\(entry.key.text)` \(reason)",
          at: Label(node.span.count == 0 ? entry.key.contentSpan : node.span),
          evidence: entry.key.text)
      }
    }
  )
}
