import ProtonLint

extension Rule {
  public static let malformedDashboard = Rule(
    id: "malformed-dashboard",
    category: .documents,
    severity: .warning,
    finds: "a dashboard with a widget that CloudWatch does not know or cannot place",
    why: """
      CloudWatch reads the body when the dashboard is made. It refuses a widget without a type or \
      properties, and shows an empty place for one that it does not know.
      """,
    fix: "Correct the marked place.",
    source:
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html",
    examples: [
      .flagged(
        "a type that there is not, a widget without properties, and one that is too wide",
        """
        Resources:
          Dashboard:
            Type: AWS::CloudWatch::Dashboard
            Properties:
              DashboardBody: |
                {
                  "widgets": [
                    {"type": "«chart»", "properties": {}},
                    «{"type": "metric"}»,
                    {"type": "text", "width": «30», "properties": {"markdown": "Payments"}}
                  ]
                }
        """),
      .clean(
        "a dashboard",
        """
        Resources:
          Dashboard:
            Type: AWS::CloudWatch::Dashboard
            Properties:
              DashboardBody: !Sub |
                {
                  "widgets": [
                    {
                      "type": "metric", "x": 0, "y": 0, "width": 24, "height": 6,
                      "properties": {"region": "${AWS::Region}", "metrics": [["Payments", "Failures"]]}
                    }
                  ]
                }
        """),
    ],
    check: .template { template, _ in
      template.documents(at: ["AWS::CloudWatch::Dashboard": ["DashboardBody"]])
        .flatMap { dashboard -> [Problem] in
          guard let widgets = dashboard.root["widgets"], widgets.isSequence else { return [] }
          return widgets.items.filter(\.isMapping).flatMap {
            problems(of: $0, in: dashboard, template)
          }
        }
    }
  )
}

private func problems(
  of widget: SyntaxNode, in dashboard: PropertyDocument, _ template: CloudFormationTemplate
) -> [Problem] {
  var problems: [Problem] = []
  func report(_ message: String, at node: SyntaxNode, help: String? = nil) {
    problems.append(
      Problem(
        message, at: Label(node.isScalar ? node.contentSpan : node.span), help: help,
        when: dashboard.condition, evidence: "\(dashboard.logicalID) \(message)"))
  }
  for name in ["properties", "type"] where widget[name] == nil {
    report("a widget without `\(name)`", at: widget)
  }
  if let type = widget["type"], type.isScalar, !type.text.contains("${"),
    !template.holdsSymbol(type),
    !widgetTypes.contains(type.text)
  {
    report(
      "there is no widget of type `\(type.text)`", at: type,
      help: closestName(to: type.text, among: widgetTypes).map { "Did you mean `\($0)`?" })
  }
  for (name, range) in [("height", 1...1000), ("width", 1...24), ("x", 0...23)] {
    guard let node = widget[name], let number = Double(node.text),
      !(Double(range.lowerBound)...Double(range.upperBound)).contains(number)
    else { continue }
    report("`\(name)` goes from \(range.lowerBound) to \(range.upperBound)", at: node)
  }
  return problems
}

/// Source: "Dashboard body structure and syntax" in the CloudWatch API reference.
private let widgetTypes = ["alarm", "custom", "explorer", "log", "metric", "text"]
