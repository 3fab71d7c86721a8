import ProtonLint

extension Rule {
  public static let aliasBomb = Rule(
    id: "alias-bomb",
    category: .syntax,
    severity: .error,
    finds: "aliases of YAML that stand for more than anybody can read",
    why: """
      A few lines of aliases of aliases stand for billions of values. Readers refuse such a file or \
      run out of memory. No alias of it was followed here, so what they stand for was not checked.
      """,
    fix: "Write the values out, or refer to fewer of them.",
    source: "https://en.wikipedia.org/wiki/Billion_laughs_attack",
    presets: [.recommended, .all, .proton, .security],
    examples: [
      .flagged(
        "nine times nine times nine…",
        """
        Metadata:
          a: &a [0, 0, 0, 0, 0, 0, 0, 0, 0]
          b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
          c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
          d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
          e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
          f: [*e, *e, «*e», *e, *e, *e, *e, *e, *e]
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        """),
      .clean(
        "an alias for a few values",
        """
        Metadata:
          a: &a [0, 0, 0, 0, 0, 0, 0, 0, 0]
          b: *a
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        """),
    ],
    check: .file { file in file.problems { $0 == .aliasBomb } }
  )
}
