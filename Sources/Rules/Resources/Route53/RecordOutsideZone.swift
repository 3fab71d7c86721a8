import ProtonLint

extension Rule {
  public static let recordOutsideZone = Rule(
    id: "record-outside-zone",
    category: .properties,
    severity: .error,
    finds: "a DNS record whose name is not in the hosted zone that it is for",
    why: """
      Route 53 looks a zone up by its full name, with the dot at the end, and permits records \
      below that name alone.
      """,
    fix:
      "End `HostedZoneName` in a dot, and let the name of the record be that of the zone or end in it.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-route53-recordset.html",
    aliases: ["E3041"],
    examples: [
      .flagged(
        "a name of another zone, and a zone without its dot",
        """
        Resources:
          Other:
            Type: AWS::Route53::RecordSet
            Properties: {HostedZoneName: example.com., Name: «www.example.org.», Type: A, TTL: 60}
          NoDot:
            Type: AWS::Route53::RecordSet
            Properties: {HostedZoneName: «example.com», Name: www.example.com., Type: A, TTL: 60}
        """),
      .clean(
        "the zone itself, and a name below it",
        """
        Resources:
          Itself:
            Type: AWS::Route53::RecordSet
            Properties: {HostedZoneName: example.com., Name: example.com, Type: A, TTL: 60}
          Below:
            Type: AWS::Route53::RecordSetGroup
            Properties:
              HostedZoneName: example.com.
              RecordSets: [{Name: www.Example.com, Type: A, TTL: 60}]
        """),
    ],
    check: .resource(.cloudFormation("AWS::Route53::RecordSet", "AWS::Route53::RecordSetGroup")) {
      resource, _ in
      resource.readings(of: "HostedZoneName").flatMap { reading -> [Problem] in
        guard let zone = reading["HostedZoneName"], let zoneName = zone.string, !zoneName.isEmpty,
          !zoneName.hasPrefix("{{resolve:")
        else { return [] }
        let dotless =
          zoneName.hasSuffix(".")
          ? []
          : [
            Problem(
              "the name of the zone `\(zoneName)` needs a dot at its end", at: Label(zone.span),
              when: reading.condition, evidence: zoneName)
          ]
        return dotless
          + resource.recordSets.flatMap { set in
            (set.value["Name"]?.alternatives ?? []).compactMap { name -> Problem? in
              guard let text = name.value.string, !text.hasPrefix("{{resolve:"),
                !isName(text, in: zoneName)
              else { return nil }
              return Problem(
                "the record `\(text)` is not in the zone `\(zoneName)`", at: Label(name.value.span),
                related: [Label(zone.span, "the zone is named here")],
                when: reading.condition.and(set.condition).and(name.condition), evidence: text)
            }
          }
      }
    }
  )
}

private func isName(_ name: String, in zone: String) -> Bool {
  func labels(_ text: String) -> [Substring] { text.lowercased().split(separator: ".") }
  return labels(name).suffix(labels(zone).count).elementsEqual(labels(zone))
}
