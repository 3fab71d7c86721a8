import ProtonLint

extension Rule {
  public static let nestingTooDeep = Rule(
    id: "nesting-too-deep",
    category: .syntax,
    severity: .error,
    finds: "a file that is nested deeper than anything that deploys",
    why: """
      What lies deeper was not read, so it was not checked. Other readers end sooner still: \
      SnakeYAML, for one, at 50 levels.
      """,
    fix: "Flatten the structure.",
    source:
      "https://javadoc.io/doc/org.yaml/snakeyaml/latest/org/yaml/snakeyaml/LoaderOptions.html",
    presets: [.recommended, .all, .proton, .security],
    examples: [
      .flagged(
        "brackets in brackets",
        """
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        Metadata:
          deep: \(String(repeating: "[", count: 126))«[»\(String(repeating: "]", count: 127))
        """),
      .clean(
        "as deep as can be read",
        """
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        Metadata:
          deep: \(String(repeating: "[", count: 126))\(String(repeating: "]", count: 126))
        """),
    ],
    check: .file { file in
      file.problems { if case .tooDeep = $0 { true } else { false } }
    }
  )
}
