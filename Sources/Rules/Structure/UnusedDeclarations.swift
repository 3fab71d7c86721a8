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
    check: .template { template, _ in
      guard !template.parameters.isEmpty, let uses = TemplateUses(of: template) else { return [] }
      return uses.unused(template.parameters.map(\.key), among: uses.names(), "parameter")
    }
  )

  public static let unusedCondition = Rule(
    id: "unused-condition",
    category: .structure,
    severity: .warning,
    finds: "a condition that nothing asks for",
    why: """
      A condition decides nothing until a resource, an output or an `Fn::If` names it. One that is \
      left over misleads; one that should be asked for lets a resource be made that was not meant.
      """,
    fix: "Use the condition, or remove it.",
    source: userGuide + "conditions-section-structure.html",
    aliases: ["W8001"],
    examples: [
      .flagged(
        "a condition that is left over",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          «IsLive»: !Equals [!Ref Stage, live]
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "every way to use one",
        """
        Parameters:
          Stage: {Type: String}
        Conditions:
          IsLive: !Equals [!Ref Stage, live]
          IsTest: !Not [!Condition IsLive]
          IsOther: {Fn::Not: [{Condition: IsTest}]}
          IsMore: !Equals [!Ref Stage, more]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Condition: IsOther
            Properties: {QueueName: !If [IsMore, more, less]}
        """),
    ],
    check: .template { template, _ in
      guard !template.conditions.isEmpty, let uses = TemplateUses(of: template) else { return [] }
      return uses.unused(template.conditions.map(\.key), among: uses.conditions(), "condition")
    }
  )

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

/// What a template uses of what it declares.
private struct TemplateUses {
  let template: CloudFormationTemplate
  let root: SyntaxNode
  let calls: [IntrinsicCall]

  /// Nil where what is used is not all known: a snippet or a macro may use anything, and a loop makes
  /// names.
  init?(of template: CloudFormationTemplate) {
    guard template.isReadAsWritten, !template.hasLoops, let root = template.tree.root,
      root["Resources"] != nil
    else {
      return nil
    }
    calls = template.calls(below: root)
    guard !calls.contains(where: { $0.name == "Fn::Transform" }) else { return nil }
    self.template = template
    self.root = root
  }

  /// What `Ref`, `Fn::Sub` and the functions of rules name.
  func names() -> Set<String> {
    var names = Set(template.nameUses(of: calls).map(\.name))
    if let rules = root["Rules"] {
      names.formUnion(template.texts(below: rules) { _ in true }.map(\.text))
    }
    return names
  }

  func conditions() -> Set<String> {
    Set(template.conditionUses(of: calls).map(\.name)).union(template.valuesOfConditionKeys)
  }

  /// Nil where the name of one is worked out.
  func mappings() -> Set<String>? {
    let lookups = calls.filter { $0.name == "Fn::FindInMap" }
    let isOpen = lookups.contains { call in
      guard let first = call.argument.items.first(where: { _ in true }) else { return false }
      return !first.isScalar || first.tag != nil || template.holdsSymbol(first)
    }
    return isOpen ? nil : Set(template.mappingUses(of: calls).map(\.name))
  }

  func unused(_ keys: [SyntaxNode], among uses: Set<String>, _ noun: String) -> [Problem] {
    keys.compactMap { key in
      guard !template.holdsSymbol(key), !uses.contains(key.text), key.text != "<<",
        !key.text.hasPrefix("Fn::")
      else { return nil }
      return Problem(
        "\(noun) `\(key.text)` is not used", at: Label(key.contentSpan), evidence: key.text)
    }
  }
}
