import ProtonLint

extension Rule {
  public static let constraintOfAnotherType = Rule(
    id: "constraint-of-another-type",
    category: .structure,
    severity: .warning,
    finds: "a bound or a pattern of a parameter that is not for its type",
    why: """
      `MinValue` and `MaxValue` are for numbers; `MinLength`, `MaxLength` and `AllowedPattern` are \
      for texts. On a parameter of another type they do not hold what they seem to hold.
      """,
    fix: "Use the constraint of the type, or correct the type.",
    source: userGuide + "parameters-section-structure.html",
    aliases: ["E2001"],
    examples: [
      .flagged(
        "the length of a number, and the value of a text",
        """
        Parameters:
          Size: {Type: Number, «MaxLength»: 3}
          Name: {Type: String, «MinValue»: 3}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "the constraints of each type",
        """
        Parameters:
          Size: {Type: Number, MaxValue: 3}
          Name: {Type: String, MinLength: 3, AllowedPattern: '[a-z]+'}
          Vpc: {Type: AWS::EC2::VPC::Id, MinLength: 1}
          Ports: {Type: List<Number>, MinValue: 1}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      template.writtenEntries(of: "Parameters").flatMap { entry -> [Problem] in
        guard let text = template.writtenType(of: entry.value) else { return [] }
        let type = ParameterType(text)
        guard type.isDocumented, !type.isList || type.element != "Number" else { return [] }
        let (others, noun) =
          type.element == "Number"
          ? (["AllowedPattern", "MaxLength", "MinLength"], "a number")
          : (["MaxValue", "MinValue"], "no number")
        return entry.value.entries.filter { others.contains($0.key.text) }.map { attribute in
          Problem(
            "`\(attribute.key.text)` is not for a `\(text)`", at: Label(attribute.key.contentSpan),
            help: "the parameter is \(noun)", evidence: "\(entry.key.text) \(attribute.key.text)")
        }
      }
    }
  )
}
