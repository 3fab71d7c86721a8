import ProtonLint

extension Rule {
  public static let invalidRecordValue = Rule(
    id: "invalid-record-value",
    category: .properties,
    severity: .error,
    finds: "a value of a DNS record that is not of the form that the type of the record has",
    why: """
      Route 53 reads the values of a record by its type: an `A` record holds IPv4 addresses, the \
      texts of a `TXT` record stand in quotation marks, a `CNAME` has one value. It refuses the \
      change otherwise, and the stack fails.
      """,
    fix: "Write the value in the form that the developer guide of Route 53 gives for the type.",
    source:
      "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html",
    aliases: ["E3023"],
    examples: [
      .flagged(
        "values of other types",
        """
        Resources:
          Records:
            Type: AWS::Route53::RecordSetGroup
            Properties:
              HostedZoneName: example.com.
              RecordSets:
                - {Name: a.example.com., Type: A, TTL: 60, ResourceRecords: [«a.example.com», 192.0.2.1]}
                - {Name: b.example.com., Type: AAAA, TTL: 60, ResourceRecords: [«127.0.0.1»]}
                - {Name: c.example.com., Type: TXT, TTL: 60, ResourceRecords: [«v=spf1 -all»]}
                - {Name: d.example.com., Type: MX, TTL: 60, ResourceRecords: [«mail.example.com»]}
                - {Name: e.example.com., Type: CAA, TTL: 60, ResourceRecords: [«'0 issue amazon.com'»]}
        """),
      .flagged(
        "a `CNAME` of two",
        """
        Resources:
          Record:
            Type: AWS::Route53::RecordSet
            Properties:
              HostedZoneName: example.com.
              Name: a.example.com.
              Type: CNAME
              TTL: 60
              «ResourceRecords»: [b.example.com, c.example.com]
        """),
      .clean(
        "values of their types",
        """
        Parameters:
          Address: {Type: String}
        Resources:
          Records:
            Type: AWS::Route53::RecordSetGroup
            Properties:
              HostedZoneName: example.com.
              RecordSets:
                - {Name: a.example.com., Type: A, TTL: 60, ResourceRecords: [!Ref Address, 192.0.2.1]}
                - {Name: b.example.com., Type: AAAA, TTL: 60, ResourceRecords: ["2001:db8::1"]}
                - {Name: c.example.com., Type: TXT, TTL: 60, ResourceRecords: ['"v=spf1 -all" "\\"x"']}
                - {Name: d.example.com., Type: MX, TTL: 60, ResourceRecords: ["10 mail.example.com"]}
                - {Name: e.example.com., Type: CAA, TTL: 60, ResourceRecords: ['0 issue "amazon.com"']}
                - {Name: f.example.com., Type: CNAME, TTL: 60, ResourceRecords: [b.example.com]}
        """),
    ],
    check: .resource(.cloudFormation("AWS::Route53::RecordSet", "AWS::Route53::RecordSetGroup")) {
      resource, _ in
      resource.recordSets.flatMap { set in
        set.value.readings(of: "Type", "ResourceRecords").flatMap { reading -> [Problem] in
          guard let type = reading["Type"]?.string, let records = reading["ResourceRecords"] else {
            return []
          }
          let condition = set.condition.and(reading.condition)
          return records.elements.compactMap { record in
            guard let text = record.value.string, !text.hasPrefix("{{resolve:"),
              let form = DNSRecord.form(ofType: type), !form.accepts(text)
            else { return nil }
            return Problem(
              "`\(text.shortened)` is no value of \(form.article) `\(type)` record: it has \(form.words)",
              at: Label(record.value.span), when: condition.and(record.condition), evidence: text)
          } + tooMany(records, type: type, in: set.value, when: condition)
        }
      }
    }
  )
}

private func tooMany(
  _ records: Value, type: String, in set: Value, when condition: Condition
) -> [Problem] {
  guard type == "CNAME" || type == "SOA", case .list = records.form else { return [] }
  let elements = records.elements
  for (index, one) in elements.enumerated() {
    for other in elements[(index + 1)...] where one.value.span != other.value.span {
      let both = condition.and(one.condition).and(other.condition)
      guard !both.isNever else { continue }
      return [
        Problem(
          "a `\(type)` record has one value, and this one has more",
          at: Label(set.keySpan(of: "ResourceRecords")), when: both, evidence: type)
      ]
    }
  }
  return []
}
