import ProtonLint

extension Rule {
  public static let malformedTypeName = Rule(
    id: "malformed-type-name",
    category: .structure,
    severity: .error,
    finds: "a resource whose type is no name of a type",
    why: """
      The name of a type has three parts with `::` between them: who offers it, the service, and what \
      it is; that of a custom resource has two. CloudFormation refuses a template with any other: "Unrecognized resource types".
      """,
    fix: "Correct the type.",
    source: userGuide + "resources-section-structure.html",
    aliases: ["E3006"],
    examples: [
      .flagged(
        "a single colon, a part without a name, and a function of a library",
        """
        Resources:
          Queue: {Type: «AWS:SQS:Queue»}
          Topic: {Type: '«AWS::SNS::»'}
          Bus: {Type: «AWS::EventBus»}
          File: {Type: «Boto3::CodeCommit.put_file»}
          Widget: {Type: '«Custom::»'}
        """),
      .clean(
        "types of AWS, of others, of modules and of custom resources",
        """
        Resources:
          Queue: {Type: AWS::SQS::Queue}
          Report: {Type: Initech::TPS::Report}
          Module: {Type: My::Vpc::Private::MODULE}
          Widget: {Type: Custom::my-widget_v1@2}
        """),
    ],
    check: .template { template, _ in
      template.writtenEntries(of: "Resources").compactMap { entry in
        guard let name = template.writtenType(of: entry.value), let node = entry.value["Type"],
          !node.isNull, !isTypeName(name)
        else { return nil }
        return Problem(
          "`\(name)` is no name of a type",
          at: Label(name.isEmpty ? entry.key.contentSpan : node.contentSpan),
          evidence: entry.key.text)
      }
    }
  )
}

/// Parts of letters and digits; the name of a custom resource may hold `_`, `@` and `-` as well.
private func isTypeName(_ name: String) -> Bool {
  var rest = name.utf8[...]
  let isCustom = rest.starts(with: "Custom::".utf8)
  if isCustom { rest = rest.dropFirst("Custom::".utf8.count) }
  var parts = 1
  var length = 0
  while let byte = rest.popFirst() {
    switch byte {
    case UInt8(ascii: ":"):
      guard !isCustom, length > 0, rest.popFirst() == UInt8(ascii: ":") else { return false }
      parts += 1
      length = 0
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "@"), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      length += 1
    default: return false
    }
  }
  return length > 0 && (isCustom || parts >= 3)
}
