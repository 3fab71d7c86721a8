import ProtonLint

extension Rule {
  public static let tableAttributeMismatch = Rule(
    id: "table-attribute-mismatch",
    category: .properties,
    severity: .error,
    finds: "a DynamoDB table that defines other attributes than its keys use",
    why: """
      DynamoDB wants a definition for each attribute that a key of the table or of an index \
      uses, and for no other: it has no columns. It refuses a table with one too many or too \
      few.
      """,
    fix: "Define in `AttributeDefinitions` exactly the attributes of all key schemas.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-dynamodb-table.html",
    aliases: ["E3039"],
    examples: [
      .flagged(
        "a key that is not defined, and a definition that no key uses",
        """
        Resources:
          Albums:
            Type: AWS::DynamoDB::Table
            Properties:
              «AttributeDefinitions»:
                - {AttributeName: Artist, AttributeType: S}
                - {AttributeName: Sales, AttributeType: N}
              KeySchema:
                - {AttributeName: Artist, KeyType: HASH}
                - {AttributeName: Album, KeyType: RANGE}
        """),
      .clean(
        "the keys of the table and of an index",
        """
        Resources:
          Albums:
            Type: AWS::DynamoDB::Table
            Properties:
              AttributeDefinitions:
                - {AttributeName: Artist, AttributeType: S}
                - {AttributeName: Sales, AttributeType: N}
              KeySchema:
                - {AttributeName: Artist, KeyType: HASH}
              GlobalSecondaryIndexes:
                - {IndexName: a, KeySchema: [{AttributeName: Sales, KeyType: HASH}]}
        """),
      .clean(
        "an index and its attribute under one condition",
        """
        Conditions:
          HasIndex: !Equals [!Ref AWS::Region, eu-west-1]
        Resources:
          Albums:
            Type: AWS::DynamoDB::Table
            Properties:
              AttributeDefinitions:
                - {AttributeName: Artist, AttributeType: S}
                - !If [HasIndex, {AttributeName: Sales, AttributeType: N}, !Ref AWS::NoValue]
              KeySchema:
                - {AttributeName: Artist, KeyType: HASH}
              GlobalSecondaryIndexes: !If
                - HasIndex
                - - {IndexName: a, KeySchema: [{AttributeName: Sales, KeyType: HASH}]}
                - !Ref AWS::NoValue
        """),
    ],
    check: .resource(.cloudFormation("AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table")) {
      table, _ in
      let paths = [
        ["KeySchema", "[]"], ["GlobalSecondaryIndexes", "[]", "KeySchema", "[]"],
        ["LocalSecondaryIndexes", "[]", "KeySchema", "[]"],
      ]
      guard table.properties.hasKnownKeys, table["AttributeDefinitions"] != nil,
        let defined = attributes(at: [["AttributeDefinitions", "[]"]], of: table),
        let used = attributes(at: paths, of: table), !used.isEmpty
      else { return [] }
      let place = table.properties.keySpan(of: "AttributeDefinitions")
      return used.missing(from: defined).map { attribute in
        Problem(
          "`AttributeDefinitions` lacks the attribute `\(attribute.name)`, which a key uses",
          at: Label(place), related: [Label(attribute.span, "the key is here")],
          when: attribute.condition, evidence: attribute.name)
      }
        + defined.missing(from: used).map { attribute in
          Problem(
            "`AttributeDefinitions` defines the attribute `\(attribute.name)`, which no key uses",
            at: Label(place), related: [Label(attribute.span, "it is defined here")],
            when: attribute.condition, evidence: attribute.name)
        }
    }
  )
}

private struct Attribute {
  let name: String
  let span: Span
  var condition: Condition
}

/// The attributes at some paths, each name once; nil where one is not known.
private func attributes(at paths: [[String]], of table: Resource) -> [Attribute]? {
  var found: [Attribute] = []
  for path in paths {
    for element in table.properties.values(at: path[...]) where !element.value.isNull {
      guard element.value.hasKnownKeys, let names = element.value["AttributeName"] else {
        return nil
      }
      for name in names.alternatives {
        // A table has 20 indexes; what has more attributes than this is no table.
        guard let text = name.value.string, found.count < 1_000 else { return nil }
        let condition = element.condition.and(name.condition)
        if let known = found.firstIndex(where: { $0.name == text }) {
          found[known].condition = found[known].condition.or(condition)
        } else {
          found.append(Attribute(name: text, span: name.value.span, condition: condition))
        }
      }
    }
  }
  return found
}

extension [Attribute] {
  /// Those that are not among others, each with when it is not.
  fileprivate func missing(from others: [Attribute]) -> [Attribute] {
    compactMap { attribute in
      var result = attribute
      if let other = others.first(where: { $0.name == attribute.name }) {
        result.condition = attribute.condition.and(other.condition.negated)
      }
      return result.condition.isNever ? nil : result
    }
  }
}
