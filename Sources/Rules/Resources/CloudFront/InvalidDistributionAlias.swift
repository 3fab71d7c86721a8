import ProtonLint

extension Rule {
  public static let invalidDistributionAlias = Rule(
    id: "invalid-distribution-alias",
    category: .properties,
    severity: .error,
    finds: "an alternate name of a CloudFront distribution that is no name of a domain",
    why: """
      CloudFront takes names in small letters, with a `*` as the first label at most, and \
      refuses the distribution otherwise.
      """,
    fix:
      "Write the name as DNS has it: small letters, digits, hyphens inside of labels, a top-level domain.",
    source:
      "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
    aliases: ["E3013"],
    examples: [
      .flagged(
        "names that are none",
        """
        Resources:
          Site:
            Type: AWS::CloudFront::Distribution
            Properties:
              DistributionConfig:
                Enabled: true
                Aliases:
                  - «email.*.example.com»
                  - «WWW.example.com»
                  - «www.-example.com»
                  - «example.c»
        """),
      .clean(
        "names, and what a parameter gives",
        """
        Parameters:
          Domain: {Type: String}
        Resources:
          Site:
            Type: AWS::CloudFront::Distribution
            Properties:
              DistributionConfig:
                Enabled: true
                Aliases:
                  - example.com
                  - "*.shop.example.com"
                  - xn--bcher-kva.example
                  - !Sub WWW.${Domain}
        """),
    ],
    check: .resource(.cloudFormation("AWS::CloudFront::Distribution")) { resource, _ in
      resource.properties.values(at: ["DistributionConfig", "Aliases", "[]"]).compactMap { alias in
        guard let name = alias.value.string, !name.hasPrefix("{{resolve:"),
          let fault = fault(of: name)
        else { return nil }
        return Problem(
          "alias `\(name)` \(fault)", at: Label(alias.value.span), when: alias.condition,
          evidence: name)
      }
    }
  )
}

/// Why a name is no alias, in words that follow it. Underscores pass: no page says that they do not.
private func fault(of name: String) -> String? {
  let labels = name.split(separator: ".", omittingEmptySubsequences: false)
  guard labels.count > 1 else { return "has no top-level domain" }
  for (index, label) in labels.enumerated() where !(index == 0 && label == "*") {
    if label.contains("*") { return "has a `*` that is not all of its first label" }
    if label.contains(where: \.isUppercase) { return "has capital letters" }
    guard (1...63).contains(label.utf8.count) else {
      return label.isEmpty ? "has an empty label" : "has a label of more than 63 characters"
    }
    guard
      label.utf8.allSatisfy({
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D || $0 == 0x5F
      })
    else { return "has the label `\(label)`, with a character that names do not have" }
    if label.hasPrefix("-") || label.hasSuffix("-") {
      return "has the label `\(label)`, with a hyphen at an end"
    }
  }
  return labels[labels.count - 1].utf8.count < 2
    ? "ends in `\(labels[labels.count - 1])`, which is no top-level domain" : nil
}
