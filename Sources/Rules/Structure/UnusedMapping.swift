import ProtonLint

extension Rule {
  public static let unusedMapping = Rule(
    id: "unused-mapping",
    category: .structure,
    severity: .warning,
    finds: "a mapping that nothing looks into",
    why: "What is left over in a template is read, kept up to date and believed all the same.",
    fix: "Look the values up with `Fn::FindInMap`, or remove the mapping.",
    source: userGuide + "mappings-section-structure.html",
    aliases: ["W7001"],
    examples: [
      .flagged(
        "a mapping that is left over",
        """
        Mappings:
          «Images»: {eu-west-1: {Small: ami-1}}
          Sizes: {live: {Cpu: 256}}
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties: {DelaySeconds: !FindInMap [Sizes, live, Cpu]}
        """),
      .clean(
        "a mapping whose name is worked out",
        """
        Transform: AWS::LanguageExtensions
        Parameters:
          Map: {Type: String}
        Mappings:
          Images: {eu-west-1: {Small: ami-1}}
        Resources:
          Host:
            Type: AWS::EC2::Instance
            Properties: {ImageId: !FindInMap [!Ref Map, !Ref AWS::Region, Small]}
        """),
    ],
    check: .template { template, _ in
      guard let mappings = template.mappings, let uses = TemplateUses(of: template),
        let names = uses.mappings()
      else { return [] }
      return uses.unused(
        mappings.entries.map(\.key).filter { !$0.text.hasPrefix("Fn::") }, among: names, "mapping")
    }
  )
}
