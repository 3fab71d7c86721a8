import ProtonLint

/// Rules that find nothing, and findings that no rule found: what a report is made from.
enum ReportFixture {
  static let undeclaredInput = Rule(
    id: "undeclared-input", category: .inputs, severity: .error,
    finds: "a template that reads an input which the schema does not declare",
    why: """
      Proton injects the inputs that the schema declares, and no others. A misspelt input has no \
      value when the template is rendered.
      """,
    fix: "Declare the input in the schema, or correct its name.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    aliases: ["X1", "X2"],
    examples: [
      .flagged(
        "a misspelt input",
        """
        #- instance_infrastructure/cloudformation.yaml
        Port: '{{ «service_instance.inputs.prot» }}'
        """),
      .clean("a declared input", "Port: 80"),
    ],
    check: .file { _ in [] })

  static let openIngress = Rule(
    id: "open-ingress", category: .network, severity: .warning, securitySeverity: 8,
    finds: "a security group that is open to everyone",
    why: "Everyone can connect.", fix: "Name the networks that need it.",
    source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
    examples: [
      .flagged(
        "marks over two lines, with a fence inside",
        """
        Description: ```日本``` «a
          b» c
        """)
    ],
    check: .file { _ in [] })

  static let rules = [undeclaredInput, openIngress]

  static let template = "instance_infrastructure/cloudformation.yaml"
  static let schema = "schema/schema.yaml"

  static let sources = SourceStore([
    template: "Resources:\n  Task:\n    Image: '{{ service_instance.inputs.imge }}'\n",
    schema: "schema:\n  types:\n    ServiceInput:\n      properties:\n        image: {}\n",
  ])

  static func misspelt(severity: Severity = .error, evidence: String = "imge") -> Finding {
    let kind = Condition.Subject(
      .value, "service_instance.inputs.kind", in: SourceFile.ID(index: 1),
      outcomes: ["public", "private"])
    return Finding(
      rule: "undeclared-input", severity: severity,
      problem: Problem(
        "input `imge` is not declared in the schema",
        at: Label(span("service_instance.inputs.imge", in: template, of: sources)),
        related: [
          Label(span("properties:", in: schema, of: sources), "declared inputs are [listed] here")
        ],
        help: "did you mean `image`?", when: Condition(.init(kind, ["public"])),
        evidence: evidence),
      scope: "web/v1 instance")
  }

  /// The first place where a text stands in a file.
  static func span(_ text: String, in path: String, of sources: SourceStore) -> Span {
    guard let file = sources.file(at: path) else {
      return Span(file: SourceFile.ID(index: 0), start: 0, end: 0)
    }
    let bytes = file.bytes
    let wanted = Array(text.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? bytes.count
    return Span(file: file.id, start: start, end: start + wanted.count)
  }
}
