import ProtonLint

extension Rule {
  public static let malformedRule = Rule(
    id: "malformed-rule",
    category: .structure,
    severity: .error,
    finds: "an entry of `Rules` that CloudFormation cannot evaluate",
    why: """
      A rule of a template has assertions on parameters, and perhaps a condition when they are \
      asked. Both are functions that hold or not. CloudFormation refuses a template with anything \
      else there, before a parameter is looked at.
      """,
    fix: "Write `Assertions` as a list of `Assert` and `AssertDescription`.",
    source: userGuide + "rules-section-structure.html",
    aliases: ["E1700", "E1701", "E1702"],
    examples: [
      .flagged(
        "no assertions, a text, another function, and a parameter that there is not",
        """
        Parameters:
          Stage: {Type: String}
        Rules:
          «Empty»: {RuleCondition: !Equals [!Ref Stage, live]}
          Text: {Assertions: «always»}
          Stages:
            RuleCondition: «live»
            Assertions:
              - «Assert»: !Ref Stage
              - Assert: !Contains [[test, live], !Ref «Stag»]
              - «Assert»: {Fn::Not: [!Equals [a, b], !Equals [b, c]]}
              - «AssertDescription»: Nothing is asserted
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "functions of rules",
        """
        Parameters:
          Stage: {Type: String}
          Vpc: {Type: AWS::EC2::VPC::Id}
          Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}
        Rules:
          Live:
            RuleCondition: !Equals [!Ref Stage, live]
            Assertions:
              - Assert: {Fn::Contains: [[test, live], !Ref Stage]}
                AssertDescription: One of two
              - Assert: !EachMemberIn [!ValueOfAll ['AWS::EC2::Subnet::Id', VpcId], !RefAll 'AWS::EC2::VPC::Id']
              - Assert: {Fn::EachMemberEquals: [{Fn::ValueOf: [Subnets, VpcId]}, !Ref Vpc]}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      template.writtenEntries(of: "Rules").flatMap { entry -> [Problem] in
        let faults = template.faults(
          of: entry.value, under: entry.key, as: TemplateAttributes.rule, functions: .refused
        ).map { fault in
          missingAssert(fault, in: entry.value)
            ?? fault.problem(of: fault.path.isEmpty ? "rule `\(entry.key.text)`" : "a rule")
        }
        var expression = RuleExpression(template: template)
        if let condition = entry.value.entry("RuleCondition") {
          expression.checkAssertion(condition.value, under: condition.key)
        }
        for assertion in entry.value["Assertions"].map({ Array($0.items) }) ?? [] {
          guard let assert = assertion.entry("Assert") else { continue }
          expression.checkAssertion(assert.value, under: assert.key)
        }
        return faults + expression.problems
      }
    }
  )
}

/// Of an assertion that lacks what it asserts, its own first key is the place.
private func missingAssert(_ fault: ShapeFault, in rule: SyntaxNode) -> Problem? {
  guard case .missingKey("Assert") = fault.kind,
    let assertion = rule["Assertions"]?.items.first(where: { $0.entry("Assert") == nil }),
    let key = assertion.entries.first(where: { _ in true })?.key
  else { return nil }
  return Problem(
    "this assertion has no `Assert`", at: Label(key.contentSpan), when: fault.condition,
    evidence: "Assert")
}
