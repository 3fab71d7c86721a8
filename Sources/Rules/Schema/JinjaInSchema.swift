import ProtonLint

extension Rule {
  public static let jinjaInSchema = Rule(
    id: "jinja-in-schema",
    category: .schema,
    severity: .warning,
    finds: "a tag of Jinja in a schema",
    why: """
      Proton renders templates, not schemas. The braces are part of the default, the pattern or the \
      name, and stay in it.
      """,
    fix: "Write the value itself, or move the expression to the template.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a default from another input, and a pattern that a conversion of the text damaged",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                name: {type: string, default: «"{{ service.name }}"»}
                cidr: {type: string, pattern: «"^[0-9./]+{{CONTENT}}quot;"»}
        """),
      .clean(
        "a description that tells where a value goes, and braces that are escaped",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                name: {type: string, description: "becomes {{ service_instance.inputs.name }}"}
                text: {type: string, pattern: '^\\{\\{.*\\}\\}$'}
        """),
    ],
    check: .bundle { bundle, _ in
      bundle.shapes.flatMap { named in
        named.shape.node.entries
          .filter { !wordsOnly.contains($0.key.text) && $0.value.isScalar }
          .compactMap { jinja(in: $0, of: named) }
      }
    }
  )
}

/// The keywords whose text is for people.
private let wordsOnly: Set<String> = ["description", "example", "title"]

private func jinja(in entry: SyntaxNode.Entry, of named: NamedShape) -> Problem? {
  let text = entry.value.text
  guard isTag(text, opening: "{{", closing: "}}") || isTag(text, opening: "{%", closing: "%}")
  else { return nil }
  let keyword = entry.key.text
  return Problem(
    "`\(keyword)` of `\(named.name)` has a tag of Jinja, which is not rendered here",
    at: Label(entry.value.target.span), evidence: "\(named.path).\(keyword)")
}

private func isTag(_ text: String, opening: String, closing: String) -> Bool {
  let bytes = Array(text.utf8)
  guard let start = index(of: opening, in: bytes[...]) else { return false }
  return index(of: closing, in: bytes[(start + 2)...]) != nil
}

private func index(of pair: String, in bytes: ArraySlice<UInt8>) -> Int? {
  zip(bytes.indices, zip(bytes, bytes.dropFirst()))
    .first { pair.utf8.elementsEqual([$0.1.0, $0.1.1]) }?.0
}
