import ProtonLint

extension Rule {
  public static let layerNameTooLong = Rule(
    id: "layer-name-too-long",
    category: .properties,
    severity: .error,
    finds: "the ARN of a layer whose name is longer than names of layers are",
    why: """
      The name of a layer has 140 characters at most, and Lambda refuses an ARN with a longer \
      one.
      """,
    fix: "Correct the ARN.",
    source:
      "https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html",
    aliases: ["E3716"],
    examples: [
      .flagged(
        "a long name",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Layers: [«"arn:aws:lambda:eu-west-1:123456789012:layer:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:1"»]
        """),
      .clean(
        "a name of 140",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:1"]
        """),
    ],
    check: .resource(.cloudFormation("AWS::Lambda::Function", "AWS::Serverless::Function")) {
      function, _ in
      (function["Layers"]?.elements ?? []).compactMap { layer in
        let parts = (layer.value.string ?? "").split(
          separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 8, parts[5] == "layer", parts[6].utf8.count > 140 else { return nil }
        return Problem(
          "the name of the layer has \(parts[6].utf8.count) characters, and names have 140 at most",
          at: Label(layer.value.span), when: layer.condition, evidence: String(parts[6]))
      }
    }
  )
}
