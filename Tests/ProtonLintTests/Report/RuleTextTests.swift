import Testing

@testable import ProtonLint

@Test func ruleTextsSayAllOfARule() {
  let fixture = ReportFixture.self
  #expect(
    ruleList(fixture.rules) == """
      rule              severity  category  finds
      open-ingress      warning   network   a security group that is open to everyone
      undeclared-input  error     inputs    a template that reads an input which the schema does not declare

      """)
  #expect(
    explanation(of: fixture.undeclaredInput) == """
      undeclared-input: error

      Finds a template that reads an input which the schema does not declare.

      Why
        Proton injects the inputs that the schema declares, and no others. A misspelt
        input has no value when the template is rendered.

      What to do
        Declare the input in the schema, or correct its name.

      Flagged: a misspelt input
          #- instance_infrastructure/cloudformation.yaml
          Port: '{{ service_instance.inputs.prot }}'
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^

      Not flagged: a declared input
          Port: 80

      In other tools
        X1, X2

      Source
        https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html

      """)
  #expect(
    explanation(of: fixture.openIngress).contains(
      """
          Description: ```日本``` a
                                  ^
            b c
          ^^^

      """))
  #expect(
    ruleCatalog([fixture.openIngress]) == """
      # Rules

      <!-- Generated from the rules themselves. Edit those, not this file. -->

      ProtonLint has 1 rule. `protonlint explain RULE` prints one of these sections.

      - [Network](#network)
        - [`open-ingress`](#open-ingress): a security group that is open to everyone

      ## Network

      ### open-ingress

      Finds a security group that is open to everyone.

      Severity: warning, security severity 8.0.

      **Why.** Everyone can connect.

      **What to do.** Name the networks that need it.

      **Source.** <https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html>

      Flagged: marks over two lines, with a fence inside:

      ````yaml
      Description: ```日本``` a
        b c
      ````

      """)
  #expect(ruleListJSON(fixture.rules).contains("\"securitySeverity\": 8.0"))
  #expect(
    ruleListJSON(fixture.rules).contains("\"aliases\": [\n      \"X1\",\n      \"X2\"\n    ]"))
}
