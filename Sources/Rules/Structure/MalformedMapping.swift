import ProtonLint

extension Rule {
  public static let malformedMapping = Rule(
    id: "malformed-mapping",
    category: .structure,
    severity: .error,
    finds: "a mapping that is not keys over keys over texts",
    why: """
      `Fn::FindInMap` looks two keys up, one below the other, and finds a text or a list of texts. \
      CloudFormation refuses a mapping of any other depth, and evaluates no function in one.
      """,
    fix: "Put the values below two keys, and what has to be worked out into a condition.",
    source: userGuide + "mappings-section-structure.html",
    aliases: ["E7001"],
    examples: [
      .flagged(
        "one key, three keys, and a function",
        """
        Mappings:
          Images:
            small: «ami-1»
          Sizes:
            test:
              «Small»: {Cpu: 256}
              Stack: !Ref «AWS::StackName»
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "texts, numbers and lists below two keys",
        """
        Mappings:
          Sizes:
            test: {Cpu: 256, Zones: [a, b], IsSmall: true}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      template.writtenEntries(of: "Mappings").flatMap { entry in
        template.faults(
          of: entry.value, under: entry.key, as: TemplateAttributes.mapping, functions: .refused
        ).map { $0.problem(of: "mapping `\(entry.key.text)`") }
      }
    }
  )
}
