import ProtonLint

extension Rule {
  public static let malformedPattern = Rule(
    id: "malformed-pattern",
    category: .schema,
    severity: .error,
    finds: "a `pattern` that is no regular expression",
    why: """
      Every value of the input is matched against its pattern. One that cannot be read either makes \
      the schema invalid or restricts nothing, and it is not the one that the author had in mind.
      """,
    fix: "Correct the pattern; a character with a meaning of its own needs a backslash.",
    source: "https://spec.openapis.org/oas/v3.0.0#schema-object",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an open group, an open class, and a repeat of nothing",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                name: {type: string, pattern: '^«(»[a-z]+$'}
                code: {type: string, pattern: «"^\\\\w+[0-9$"»}
                host: {type: string, pattern: '«*».example.com'}
        """),
      .clean(
        "patterns with braces and brackets that stand for themselves, and one of other engines",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                name: {type: string, pattern: '^([a-z]+)$'}
                code: {type: string, pattern: '^{{name}}]$'}
                host: {type: string, pattern: '(?i)\\.example\\.com'}
        """),
    ],
    check: .bundle { bundle, _ in
      bundle.shapes.compactMap { named in
        guard case .malformed(let message, let offset)? = named.patternFault,
          let pattern = named.shape.pattern
        else { return nil }
        return Problem(
          "the pattern of `\(named.name)` is malformed: \(message)",
          at: Label(place(of: offset, in: pattern)), evidence: named.path)
      }
    }
  )
}

/// The character at an offset, or all of a pattern that is not written as it reads.
private func place(of offset: Int, in pattern: SyntaxNode) -> Span {
  guard let range = pattern.valueRangeInText, offset < range.count else {
    return pattern.target.span
  }
  let start = range.lowerBound + offset
  var end = start + 1
  while end < range.upperBound, pattern.tree.text[end] & 0xC0 == 0x80 { end += 1 }
  return pattern.tree.map.origin(of: start..<end)
}
