import ProtonLint

extension Rule {
  public static let unsupportedGatewayType = Rule(
    id: "unsupported-gateway-type",
    category: .properties,
    severity: .warning,
    finds: "a virtual private gateway of a type that is not offered",
    why: """
      Virtual private gateways are of type `ipsec.1`. EC2 refuses the older type, or whatever \
      else is written.
      """,
    fix: "Write `ipsec.1`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpngateway.html",
    aliases: ["W3703"],
    examples: [
      .flagged(
        "an older type",
        """
        Resources:
          Gateway:
            Type: AWS::EC2::VPNGateway
            Properties:
              Type: «ipsec.2»
        """),
      .clean(
        "the type that there is",
        """
        Resources:
          Gateway:
            Type: AWS::EC2::VPNGateway
            Properties:
              Type: ipsec.1
        """),
    ],
    check: .schema(.ruled)
  )
}
