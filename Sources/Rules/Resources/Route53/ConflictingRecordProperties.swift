import ProtonLint

extension Rule {
  public static let conflictingRecordProperties = Rule(
    id: "conflicting-record-properties",
    category: .properties,
    severity: .error,
    finds: "a DNS record with properties that exclude one another, or with half of what it needs",
    why: """
      A record is an alias (`AliasTarget`), or it has values (`ResourceRecords`) and a time to \
      live (`TTL`). Route 53 refuses one that is both or neither: an alias takes the time to \
      live of its target.
      """,
    fix: "Give the record either `AliasTarget`, or `ResourceRecords` and `TTL`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-route53-recordset.html",
    aliases: ["E3029"],
    examples: [
      .flagged(
        "an alias with a time to live, and values without one",
        """
        Resources:
          Alias:
            Type: AWS::Route53::RecordSet
            Properties:
              HostedZoneName: example.com.
              Name: a.example.com.
              Type: A
              «TTL»: 60
              AliasTarget: {DNSName: b.example.com, HostedZoneId: Z2FDTNDATAQYW2}
          Record:
            Type: AWS::Route53::RecordSet
            Properties:
              HostedZoneName: example.com.
              Name: c.example.com.
              Type: A
              «ResourceRecords»: [192.0.2.1]
        """),
      .clean(
        "each in its case",
        """
        Conditions:
          IsAlias: !Equals [!Ref AWS::Region, eu-west-1]
        Resources:
          Record:
            Type: AWS::Route53::RecordSet
            Properties:
              HostedZoneName: example.com.
              Name: a.example.com.
              Type: A
              TTL: !If [IsAlias, !Ref AWS::NoValue, 60]
              ResourceRecords: !If [IsAlias, !Ref AWS::NoValue, [192.0.2.1]]
              AliasTarget: !If
                - IsAlias
                - {DNSName: b.example.com, HostedZoneId: Z2FDTNDATAQYW2}
                - !Ref AWS::NoValue
        """),
    ],
    check: .resource(.cloudFormation("AWS::Route53::RecordSet", "AWS::Route53::RecordSetGroup")) {
      resource, _ in
      resource.recordSets.flatMap { set in
        set.value.readings(of: "AliasTarget", "TTL", "ResourceRecords").compactMap { reading in
          func problem(_ message: String, at key: String) -> Problem {
            Problem(
              message, at: Label(set.value.keySpan(of: key)),
              when: set.condition.and(reading.condition), evidence: key)
          }
          guard reading["AliasTarget"] == nil else {
            if reading["TTL"] != nil {
              return problem("an alias has no `TTL`: it takes that of its target", at: "TTL")
            }
            return reading["ResourceRecords"].map { _ in
              problem("an alias has no `ResourceRecords`", at: "ResourceRecords")
            }
          }
          if reading["TTL"] == nil, reading["ResourceRecords"] != nil {
            return problem("the record has values, but no `TTL`", at: "ResourceRecords")
          }
          return nil
        }
      }
    }
  )
}
