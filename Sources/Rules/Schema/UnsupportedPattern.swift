import ProtonLint

extension Rule {
  public static let unsupportedPattern = Rule(
    id: "unsupported-pattern",
    category: .schema,
    severity: .note,
    finds: "a `pattern` that is not checked, because engines disagree on it",
    why: """
      Schemas have the regular expressions of ECMA-262. What goes beyond them means something else, \
      or nothing, from one engine to the next, so values were not compared with this pattern.
      """,
    fix: "Write the pattern with plain groups, classes and repeats.",
    source: "https://spec.openapis.org/oas/v3.0.0#schema-object",
    presets: [.all, .proton],
    examples: [
      .flagged(
        "inline flags, and a back-reference",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                size: {type: string, pattern: «(?i)small|large»}
                pair: {type: string, pattern: «'^(.)\\1$'»}
        """),
      .clean(
        "look-around, which is checked",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                name: {type: string, pattern: "^(?!aws)[a-z-]+(?<!-)$"}
        """),
    ],
    check: .bundle { bundle, _ in
      bundle.shapes.compactMap { named in
        guard case .unsupported(let construct)? = named.patternFault,
          let pattern = named.shape.pattern
        else { return nil }
        return Problem(
          "the pattern of `\(named.name)` is not checked: \(construct) is not understood",
          at: Label(pattern.target.span), evidence: named.path)
      }
    }
  )
}

extension NamedShape {
  /// What keeps the pattern of this shape from being read, if it has one.
  var patternFault: PatternFault? {
    guard let pattern = shape.pattern, pattern.isScalar, !pattern.isNull else { return nil }
    return Pattern.fault(in: pattern.text)
  }
}
