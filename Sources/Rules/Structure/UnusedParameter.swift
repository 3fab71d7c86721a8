import ProtonLint

extension Rule {
  public static let unusedParameter = Rule(
    id: "unused-parameter",
    category: .structure,
    severity: .warning,
    finds: "a parameter that nothing refers to",
    why: """
      Whoever deploys the template is asked for a value that has no effect. It is left over, or a \
      reference to it is missing where everyone believes it to be.
      """,
    fix: "Refer to the parameter, or remove it.",
    source: userGuide + "parameters-section-structure.html",
    aliases: ["W2001"],
    examples: [
      .flagged(
        "a parameter that is only labelled",
        """
        Metadata:
          AWS::CloudFormation::Interface:
            ParameterLabels: {Size: {default: How large}}
        Parameters:
          «Size»: {Type: Number}
          Name: {Type: String}
        Resources:
          Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref Name}}
        """),
      .clean(
        "uses in a text, a condition and a rule",
        """
        Parameters:
          Size: {Type: Number}
          Name: {Type: String}
          Stage: {Type: String}
          Vpc: {Type: AWS::EC2::VPC::Id}
        Rules:
          One: {Assertions: [{Assert: !Contains [[a], !ValueOf [Vpc, Tags.Stage]]}]}
        Conditions:
          IsLarge: !Equals [!Ref Size, 3]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Condition: IsLarge
            Properties: {QueueName: !Sub ['${Name}-${Kind}', {Kind: !Ref Stage}]}
        """),
    ],
    check: .template { template, model in
      guard !template.parameters.isEmpty, let uses = TemplateUses(of: template) else { return [] }
      let unused = uses.unused(template.parameters.map(\.key), among: uses.names(), "parameter")
      guard !unused.isEmpty, let bundle = template.bundle else { return unused }
      // That an input does not reach the parameter of its name is said already.
      let unconnected = matchedParameters(of: model.workspace[bundle], in: model).map {
        $0.parameter.key.contentSpan
      }
      return unused.filter { problem in
        !unconnected.contains { problem.primary.place == .span($0) }
      }
    }
  )
}
