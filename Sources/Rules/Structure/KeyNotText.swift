import ProtonLint

extension Rule {
  public static let keyNotText = Rule(
    id: "key-not-text",
    category: .structure,
    severity: .error,
    finds: "a key of a template that YAML reads as something else than a text",
    why: """
      The keys of a template are texts. An account id, a port or a status code without quotes is a \
      number to YAML, and `on` or `yes` a boolean; CloudFormation refuses them: "map keys must be \
      strings; received numeric".
      """,
    fix: "Put the key in quotes.",
    source: userGuide + "mappings-section-structure.html",
    aliases: ["E0000", "E7001"],
    examples: [
      .flagged(
        "an account id, a status code and a function",
        """
        Mappings:
          Accounts:
            «123456789012»: {«on»: test}
        Resources:
          Api:
            Type: AWS::ApiGateway::RestApi
            Properties:
              Name: {Plain: name, «{Fn::Sub: name}»: name}
              Body:
                paths: {/: {get: {responses: {«200»: {description: fine}}}}}
        """),
      .clean(
        "in quotes, and with a letter",
        """
        Mappings:
          Accounts:
            '123456789012': {64bit: test}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "JSON, where every key is a text",
        """
        #- template.json
        {"Mappings": {"Accounts": {"123456789012": {"Stage": "test"}}},
         "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}
        """),
    ],
    check: .template { template, _ in
      guard template.isWhole else { return [] }
      return template.keysOfOtherTypes.map { found in
        let key = found.key
        return Problem(
          "this key is a \(found.kind.rawValue), and must be a text", at: Label(key.span),
          help: key.isScalar ? "write '\(key.text)'" : nil, evidence: key.text)
      }
    }
  )
}
