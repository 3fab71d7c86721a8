import ProtonLint

extension Rule {
  public static let validationDomainMismatch = Rule(
    id: "validation-domain-mismatch",
    category: .properties,
    severity: .error,
    finds: "a validation domain of a certificate that is not the domain itself or one above it",
    why: """
      ACM sends its mails for a domain to the domain itself or to one above it: `example.com` \
      for `www.example.com`. It refuses any other.
      """,
    fix: "Name the domain, or a domain that it ends in.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-certificatemanager-certificate-domainvalidationoption.html",
    aliases: ["E3503"],
    examples: [
      .flagged(
        "another domain",
        """
        Resources:
          Certificate:
            Type: AWS::CertificateManager::Certificate
            Properties:
              DomainName: www.example.com
              DomainValidationOptions:
                - {DomainName: «www.example.com», ValidationDomain: example.org}
        """),
      .clean(
        "a domain above",
        """
        Resources:
          Certificate:
            Type: AWS::CertificateManager::Certificate
            Properties:
              DomainName: www.example.com
              DomainValidationOptions:
                - {DomainName: www.example.com, ValidationDomain: example.com}
        """),
    ],
    check: .resource(.cloudFormation("AWS::CertificateManager::Certificate")) { certificate, _ in
      (certificate["DomainValidationOptions"]?.elements ?? []).flatMap { option in
        option.value.readings(of: "DomainName", "ValidationDomain").compactMap { reading in
          guard let name = reading["DomainName"], let domain = name.string,
            let validation = reading["ValidationDomain"]?.string,
            ![domain, validation].contains(where: { $0.hasPrefix("{{resolve:") }),
            domain != validation, !domain.hasSuffix("." + validation)
          else { return nil }
          return Problem(
            "`\(validation)` is to validate `\(domain)`, but is no domain above it",
            at: Label(name.span), when: option.condition.and(reading.condition), evidence: domain)
        }
      }
    }
  )
}
