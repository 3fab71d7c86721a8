import ProtonLint

extension Rule {
  public static let moduleAttribute = Rule(
    id: "module-attribute",
    category: .structure,
    severity: .error,
    finds: "an attribute or a property that a module cannot have",
    why: """
      CloudFormation replaces a module by the resources in it. What speaks of one resource, a \
      creation or update policy or tags, has nothing that it could apply to, and the template is \
      refused. The metadata key `AWS::CloudFormation::Module` is CloudFormation's own.
      """,
    fix: "Set it on the resource inside of the module.",
    source: userGuide + "modules.html",
    aliases: ["E5001"],
    examples: [
      .flagged(
        "policies, tags and reserved metadata",
        """
        Resources:
          Vpc:
            Type: My::Network::Vpc::MODULE
            «CreationPolicy»: {ResourceSignal: {Count: 1}}
            «UpdatePolicy»: {EnableVersionUpgrade: false}
            Metadata:
              «AWS::CloudFormation::Module»: {TypeHierarchy: none}
            Properties:
              «Tags»: [{Key: stage, Value: test}]
        """),
      .clean(
        "properties, metadata and a deletion policy",
        """
        Resources:
          Vpc:
            Type: My::Network::Vpc::MODULE
            DeletionPolicy: Delete
            Metadata: {Note: a network}
            Properties: {Cidr: 10.0.0.0/16}
        """),
    ],
    check: .template { template, _ in
      template.writtenEntries(of: "Resources").flatMap { resource -> [Problem] in
        guard let type = template.writtenType(of: resource.value), ResourcePolicies.isModule(type)
        else { return [] }
        let entries = [
          resource.value.entry("CreationPolicy"), resource.value.entry("UpdatePolicy"),
          resource.value["Properties"]?.entry("Tags"),
          resource.value["Metadata"]?.entry("AWS::CloudFormation::Module"),
        ]
        return entries.compactMap(\.self).map { entry in
          Problem(
            "a module takes no `\(entry.key.text)`", at: Label(entry.key.contentSpan),
            evidence: "\(resource.key.text) \(entry.key.text)")
        }
      }
    }
  )
}
