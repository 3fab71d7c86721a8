import ProtonLint

extension Rule {
  public static let literalSubstitution = Rule(
    id: "literal-substitution",
    category: .cloudFormation,
    severity: .warning,
    finds: "a text with a reference that `Fn::Sub` was forgotten for, or that nothing replaces",
    why: """
      Outside of `Fn::Sub` CloudFormation leaves `${…}` as it is: the resource gets the letters \
      `${AWS::Region}` in its name, its ARN or its policy.
      """,
    fix: "Put `!Sub` in front of the text.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html",
    aliases: ["E1029"],
    examples: [
      .flagged(
        "a pseudo parameter and a resource in plain text",
        """
        Resources:
          Topic: {Type: AWS::SNS::Topic}
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: queue-«${AWS::Region}»
              Tags: [{Key: topic, Value: 'for «${Topic.TopicName}»'}]
        """),
      .flagged(
        "a state machine without the substitution",
        """
        Resources:
          Machine:
            Type: AWS::StepFunctions::StateMachine
            Properties:
              RoleArn: arn:aws:iam::111122223333:role/machine
              DefinitionString:
                Fn::Join: ['', ['{"Resource": "«${function}»", "Comment": "${text}"}']]
              DefinitionSubstitutions: {text: a}
        """),
      .clean(
        "with `Fn::Sub`, and variables of others",
        """
        Resources:
          Topic: {Type: AWS::SNS::Topic}
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              Description: !Sub 'in ${AWS::Region}'
              Path: !ImportValue {'Fn::Sub': '${AWS::StackName}-path'}
              PolicyDocument:
                Statement:
                  - {Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::home/${aws:username}'}
          Build:
            Type: AWS::CodeBuild::Project
            Properties:
              Source:
                BuildSpec: |
                  phases: {build: {commands: ["echo ${Topic}"]}}
        """),
    ],
    check: .template { template, _ in
      let scan = SubstitutionScan(template: template)
      return template.resources.flatMap(scan.unreplaced)
        + template.resources.filter { !substitutesItself($0) }
        .compactMap { $0.node.entry("Properties") }.flatMap { scan.literals(in: $0, depth: 0) }
        + template.outputs.compactMap { $0.node.entry("Value") }.flatMap {
          scan.literals(in: $0, depth: 0)
        }
    }
  )
}

/// A state machine has substitutions of its own in its definition.
private func substitutesItself(_ resource: CloudFormationTemplate.Section) -> Bool {
  resource.node["Type"]?.text.hasSuffix("::StateMachine") == true
}

/// What runs in a shell or another program, which may have a variable of the same name.
private let programs: Set<String> = [
  "BuildSpec", "Buildspec", "Command", "EntryPoint", "InlineCode", "UserData", "ZipFile",
]

private struct SubstitutionScan {
  let template: CloudFormationTemplate

  /// What a state machine has in its definition and not among its substitutions.
  func unreplaced(in resource: CloudFormationTemplate.Section) -> [Problem] {
    guard resource.node["Type"]?.text == "AWS::StepFunctions::StateMachine",
      let properties = resource.node["Properties"],
      let definition = properties["DefinitionString"],
      template.mentionsSubstitution(in: definition),
      template.calls(below: definition).allSatisfy({
        $0.name != "Fn::Sub" && $0.name != "Fn::Transform"
      })
    else { return [] }
    let substitutions = properties["DefinitionSubstitutions"]
    guard substitutions?.entries.contains(where: { $0.key.text.hasPrefix("Fn::") }) != true,
      substitutions?.tag == nil
    else { return [] }
    return template.texts(below: definition, where: { $0.contains(UInt8(ascii: "$")) }).flatMap {
      template.substitutions(in: $0.node).compactMap { name, span in
        guard !name.isEmpty, name.utf8.allSatisfy(isWordByte), substitutions?.entry(name) == nil
        else { return nil }
        return Problem(
          "`${\(name)}` stands here as text: `DefinitionSubstitutions` has no `\(name)`",
          at: Label(span), help: "add the substitution, or put `!Sub` in front of the text",
          evidence: name)
      }
    }
  }

  func literals(in entry: SyntaxNode.Entry, depth: Int) -> [Problem] {
    // A template inside of the template has references of its own.
    guard entry.key.text != "TemplateBody", entry.key.text != "Fn::Transform" else { return [] }
    return literals(
      in: entry.value, isProgram: programs.contains(entry.key.text), depth: depth)
  }

  private func literals(in node: SyntaxNode, isProgram: Bool, depth: Int) -> [Problem] {
    // Few resources have any: the text is searched before its tree is.
    guard depth < 64, !node.isBrokenAlias, template.mentionsSubstitution(in: node) else {
      return []
    }
    if let call = substitution(in: node) {
      return call.argument.items.dropFirst().flatMap {
        literals(in: $0, isProgram: isProgram, depth: depth + 1)
      }
    }
    if node.isScalar { return literals(inText: node, isProgram: isProgram) }
    return node.items.flatMap { literals(in: $0, isProgram: isProgram, depth: depth + 1) }
      + node.entries.flatMap { entry in
        isProgram
          ? literals(in: entry.value, isProgram: true, depth: depth + 1)
          : literals(in: entry, depth: depth + 1)
      }
  }

  /// The call of `Fn::Sub` that a node is, or of a macro, which is given whatever it wants.
  private func substitution(in node: SyntaxNode) -> IntrinsicCall? {
    guard let call = IntrinsicCall(node) else { return nil }
    return [call, call.inner].compactMap { $0 }.first {
      $0.name == "Fn::Sub" || $0.name == "Fn::Transform"
    }
  }

  private func literals(inText node: SyntaxNode, isProgram: Bool) -> [Problem] {
    template.substitutions(in: node).compactMap { name, span in
      let base = String(name.prefix { $0 != "." })
      guard
        pseudoParameters.contains(name) || !isProgram && !node.isSeveralLines && isDeclared(base)
      else { return nil }
      return Problem(
        "`${\(name)}` stands here as text: `Fn::Sub` is missing", at: Label(span),
        help: "put `!Sub` in front of the text", evidence: name)
    }
  }

  private func isDeclared(_ name: String) -> Bool {
    template.hasResource(name) || template.parameter(name) != nil
  }
}

extension SyntaxNode {
  /// A longer text is a program or a document more often than not.
  fileprivate var isSeveralLines: Bool { textBytes.contains(UInt8(ascii: "\n")) }
}
