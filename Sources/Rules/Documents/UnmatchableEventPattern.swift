import ProtonLint

extension Rule {
  public static let unmatchableEventPattern = Rule(
    id: "unmatchable-event-pattern",
    category: .documents,
    severity: .warning,
    finds: "a pattern for events with a field that no event has",
    why: """
      Every event on a bus has the same fields at its top; what the sender adds is below `detail`. \
      EventBridge takes a pattern with any other field, and the rule then never runs.
      """,
    fix: "Correct the name, or move the field below `detail`.",
    source:
      "https://docs.aws.amazon.com/eventbridge/latest/userguide/aws-events-structure.html",
    examples: [
      .flagged(
        "camel case",
        """
        Resources:
          Rule:
            Type: AWS::Events::Rule
            Properties:
              EventPattern:
                source: [aws.s3]
                «detailType»: [Object Created]
        """),
      .clean(
        "the names of an event",
        """
        Resources:
          Rule:
            Type: AWS::Events::Rule
            Properties:
              EventPattern:
                source: [aws.s3]
                detail-type: [Object Created]
                detail: {detailType: [order]}
        """),
    ],
    check: .template { template, _ in
      template.documents(at: ["AWS::Events::Rule": ["EventPattern"]]).flatMap { pattern in
        pattern.root.entries.map(\.key).filter { key in
          key.isScalar && !template.holdsSymbol(key) && !fields.contains(key.text)
            && !key.text.contains("${") && !key.text.hasPrefix("Fn::") && key.text != "<<"
        }.map { key in
          Problem(
            "no event has a field `\(key.text)` at its top", at: Label(key.contentSpan),
            help: closestName(to: key.text, among: fields.sorted()).map { "Did you mean `\($0)`?" },
            when: pattern.condition, evidence: "\(pattern.logicalID) \(key.text)")
        }
      }
    }
  )
}

private let fields: Set<String> = [
  "$or", "account", "detail", "detail-type", "id", "region", "replay-name", "resources", "source",
  "time", "version",
]
