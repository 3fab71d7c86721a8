import ProtonLint

extension Rule {
  public static let brokenAlias = Rule(
    id: "broken-alias",
    category: .syntax,
    severity: .error,
    finds: "an alias of YAML without an anchor, or inside of what it stands for",
    why: "The alias has no value, or an endless one. Readers of YAML refuse the file.",
    fix: "Put the anchor in front of the alias, or quote text that begins with `*`.",
    source: "https://yaml.org/spec/1.1/#id863390",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a wildcard without quotes",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              Description: «*everything»
        """),
      .flagged(
        "an alias inside of its own anchor",
        """
        Metadata: &metadata
          inside: «*metadata»
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        """),
      .clean(
        "an alias behind its anchor",
        """
        Metadata: &metadata {owner: platform}
        Resources:
          Topic: {Type: AWS::SNS::Topic, Metadata: *metadata}
        """),
    ],
    check: .file { file in
      file.problems(help: "quote text that begins with `*`, or name an anchor that stands before") {
        $0 == .brokenAlias
      }
    }
  )
}
