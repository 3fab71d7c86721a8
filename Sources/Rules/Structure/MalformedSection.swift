import ProtonLint

extension Rule {
  public static let malformedSection = Rule(
    id: "malformed-section",
    category: .structure,
    severity: .error,
    finds: "a section, or a description, that is of the wrong kind",
    why: """
      Each section of a template maps names to what they stand for, and the description is a text. \
      CloudFormation refuses a template with anything else in these places.
      """,
    fix: "Write the section as a mapping from names, and the description as a text.",
    source: userGuide + "template-anatomy.html",
    aliases: ["E1001", "E1004", "E4002", "E6003", "E7001", "E8001"],
    examples: [
      .flagged(
        "a list of conditions, a text for parameters, and a list as description",
        """
        «Description»: [Queues, and more]
        Parameters: «none»
        «Conditions»:
          - IsLarge: !Equals [!Ref AWS::Region, us-east-1]
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .flagged(
        "a description with a function",
        """
        Description: !Sub «'Queues in ${AWS::Region}'»
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "mappings, an empty one, and one that is included",
        """
        Description: Queues
        Parameters: {}
        Mappings:
          Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://bucket/mappings.yaml}}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      guard template.isReadAsWritten, let root = template.tree.root else { return [] }
      return root.entries.flatMap { entry -> [Problem] in
        let name = entry.key.text
        let shape: NodeShape
        switch name {
        case "Description": shape = .text
        // Without resources is another rule's finding.
        case "Resources" where !entry.value.isMapping: return []
        case _ where TemplateAttributes.namedSections.contains(name): shape = .map(of: .anything)
        default: return []
        }
        return template.faults(
          of: entry.value, under: entry.key, as: shape, functions: .refused
        ).map { $0.problem(of: "`\(name)`") }
      }
    }
  )
}
