import ProtonLint

extension Rule {
  public static let duplicatePrivateDNS = Rule(
    id: "duplicate-private-dns",
    category: .properties,
    severity: .error,
    finds: "two interface endpoints for one service that both take its private DNS name in one VPC",
    why: """
      The name of the service can lead to one endpoint of a VPC alone. EC2 refuses the second \
      endpoint with `PrivateDnsEnabled` because its domain conflicts with the first.
      """,
    fix: "Set `PrivateDnsEnabled` for one of them, or keep one endpoint.",
    source:
      "https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html",
    aliases: ["E3064"],
    examples: [
      .flagged(
        "two endpoints",
        """
        Resources:
          One:
            Type: AWS::EC2::VPCEndpoint
            Properties:
              VpcEndpointType: Interface
              PrivateDnsEnabled: true
              VpcId: vpc-11111111
              ServiceName: !Sub «"com.amazonaws.${AWS::Region}.logs"»
          Two:
            Type: AWS::EC2::VPCEndpoint
            Properties:
              VpcEndpointType: Interface
              PrivateDnsEnabled: true
              VpcId: vpc-11111111
              ServiceName: !Sub «"com.amazonaws.${AWS::Region}.logs"»
        """),
      .clean(
        "one of them with the name, and one of another VPC",
        """
        Resources:
          One:
            Type: AWS::EC2::VPCEndpoint
            Properties:
              VpcEndpointType: Interface
              PrivateDnsEnabled: true
              VpcId: vpc-11111111
              ServiceName: com.amazonaws.eu-west-1.logs
          Two:
            Type: AWS::EC2::VPCEndpoint
            Properties:
              VpcEndpointType: Interface
              PrivateDnsEnabled: false
              VpcId: vpc-11111111
              ServiceName: com.amazonaws.eu-west-1.logs
          Three:
            Type: AWS::EC2::VPCEndpoint
            Properties:
              VpcEndpointType: Interface
              PrivateDnsEnabled: true
              VpcId: vpc-22222222
              ServiceName: com.amazonaws.eu-west-1.logs
        """),
    ],
    check: .graph { model in
      model.graph.equals(
        among: model.graph.resources(ofType: "AWS::EC2::VPCEndpoint"),
        in: ["VpcId", "ServiceName"], decidingKeys: ["VpcEndpointType", "PrivateDnsEnabled"],
        where: {
          $0["VpcEndpointType"]?.string == "Interface" && $0["PrivateDnsEnabled"]?.bool == true
        }
      ).compactMap { equal in
        guard let service = equal.reading["ServiceName"],
          let other = equal.otherReading["ServiceName"]
        else { return nil }
        return Problem(
          "`\(equal.other.logicalID)` takes the private DNS name of `\(service.words)` in the same "
            + "VPC",
          at: Label(service.span), related: [Label(other.span, "the other endpoint")],
          when: equal.condition, evidence: equal.resource.logicalID)
      }
    }
  )
}
