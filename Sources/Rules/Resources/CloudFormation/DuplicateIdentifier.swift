import ProtonLint

extension Rule {
  public static let duplicateIdentifier = Rule(
    id: "duplicate-identifier",
    category: .properties,
    severity: .error,
    finds: "two resources that are to have the same name or identifier",
    why: """
      A name is taken once the first of them is made, and the second fails: "already exists". \
      CloudFormation does not look for this before it begins.
      """,
    fix: "Give each resource a name of its own, or leave names to CloudFormation.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html",
    aliases: ["E3019"],
    examples: [
      .flagged(
        "two roles of one name",
        """
        Resources:
          Reader:
            Type: AWS::IAM::Role
            Properties: {«RoleName»: reader, AssumeRolePolicyDocument: {}}
          Writer:
            Type: AWS::IAM::Role
            Properties: {«RoleName»: reader, AssumeRolePolicyDocument: {}}
        """),
      .flagged(
        "two stages of one API",
        """
        Parameters:
          Api: {Type: String}
        Resources:
          One:
            Type: AWS::ApiGateway::Stage
            Properties: {RestApiId: !Ref Api, «StageName»: prod}
          Two:
            Type: AWS::ApiGateway::Stage
            Properties: {RestApiId: !Ref Api, «StageName»: prod}
        """),
      .clean(
        "two names, one name in turn, and names by CloudFormation",
        """
        Conditions:
          IsOne: !Equals [!Ref AWS::Region, eu-west-1]
          IsTwo: !Not [!Condition IsOne]
        Resources:
          Reader:
            Type: AWS::IAM::Role
            Condition: IsOne
            Properties: {RoleName: reader, AssumeRolePolicyDocument: {}}
          Writer:
            Type: AWS::IAM::Role
            Condition: IsTwo
            Properties: {RoleName: reader, AssumeRolePolicyDocument: {}}
          Other:
            Type: AWS::IAM::Role
            Properties: {AssumeRolePolicyDocument: {}}
          Another:
            Type: AWS::IAM::Role
            Properties: {AssumeRolePolicyDocument: {}}
        """),
    ],
    check: .graph { model in
      Set(model.graph.resources.map(\.type)).flatMap { type -> [Problem] in
        let resources = model.graph.resources(ofType: type)
        guard resources.count > 1, let keys = identifier(ofType: type, in: model.resourceTypes),
          let last = keys.last
        else { return [] }
        return model.graph.equals(among: resources, in: keys).compactMap { equal in
          guard let value = equal.reading[last], let other = equal.otherReading[last] else {
            return nil
          }
          let words = keys.compactMap { key in
            equal.reading[key].map { "`\(key)` `\($0.words)`" }
          }
          return Problem(
            "`\(equal.other.logicalID)` has the same \(words.joined(separator: ", "))",
            at: Label(equal.resource.properties.keySpan(of: last)),
            related: [Label(other.span, "the other resource")],
            when: equal.condition, evidence: equal.resource.logicalID)
        }
      }
    }
  )
}

/// The properties that together name a resource; nil for a type that names its resources itself.
private func identifier(ofType name: String, in types: ResourceTypeTable) -> [String]? {
  // The registry tells projects apart by an id, which is their name.
  if name == "AWS::CodeBuild::Project" { return ["Name"] }
  guard let type = types.type(named: name) else { return nil }
  let keys = type.primaryIdentifier
  let isChosen = !keys.isEmpty && keys.allSatisfy { !$0.contains("/") }
  return isChosen && Set(keys).isDisjoint(with: type.readOnlyPaths) ? keys : nil
}
