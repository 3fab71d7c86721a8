import ProtonLint

extension Rule {
  public static let malformedParameter = Rule(
    id: "malformed-parameter",
    category: .structure,
    severity: .error,
    finds: "a parameter with an attribute that parameters do not have, or one of the wrong kind",
    why: """
      CloudFormation refuses a template whose parameters have no type, or have attributes that it \
      does not know ("Invalid template parameter property") or cannot read. It evaluates no function \
      in them: a parameter is what comes first.
      """,
    fix:
      "Correct the attribute; a default that depends on something else belongs into a condition.",
    source: userGuide + "parameters-section-structure.html",
    aliases: ["E2001"],
    examples: [
      .flagged(
        "without a type, a misspelt attribute, and values of the wrong kind",
        """
        Parameters:
          «Stage»: {Default: test}
          Size:
            Type: Number
            «Max»: 5
            MinValue: «one»
            AllowedValues: «1»
            NoEcho: «hidden»
            Default: !Ref «Stage»
          Zone: «String»
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "numbers in quotes and booleans as texts",
        """
        Parameters:
          Size:
            Type: Number
            Default: '3'
            MinValue: '1'
            MaxValue: 5.5
            AllowedValues: [1, '2', 3.0]
          Secret: {Type: String, NoEcho: 'true', Default: true}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      template.writtenEntries(of: "Parameters").flatMap { entry in
        template.faults(
          of: entry.value, under: entry.key, as: TemplateAttributes.parameter, functions: .refused
        ).map { $0.problem(of: $0.path.isEmpty ? "parameter `\(entry.key.text)`" : "a parameter") }
      }
    }
  )
}
