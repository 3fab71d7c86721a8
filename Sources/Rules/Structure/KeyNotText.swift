import ProtonLint

extension Rule {
  public static let keyNotText = Rule(
    id: "key-not-text",
    category: .structure,
    severity: .error,
    finds: "a key of a template that YAML reads as a number",
    why: """
      The keys of a template are texts. An account id, a port or a status code without quotes is a \
      number to YAML, and CloudFormation refuses it: "map keys must be strings; received numeric".
      """,
    fix: "Put the key in quotes.",
    source: userGuide + "mappings-section-structure.html",
    aliases: ["E7001"],
    examples: [
      .flagged(
        "an account id and a status code",
        """
        Mappings:
          Accounts:
            «123456789012»: {Stage: test}
        Resources:
          Api:
            Type: AWS::ApiGateway::RestApi
            Properties:
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
      return template.plainNumericKeys.map { key in
        Problem(
          "this key is a number", at: Label(key.span), help: "write '\(key.text)'",
          evidence: key.text)
      }
    }
  )
}
