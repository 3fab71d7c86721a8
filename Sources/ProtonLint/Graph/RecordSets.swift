extension Resource {
  /// The DNS records that a resource declares: one for itself, or those of a group.
  public var recordSets: [Value.Alternative] {
    switch type {
    case "AWS::Route53::RecordSet": [Value.Alternative(condition: .always, value: properties)]
    case "AWS::Route53::RecordSetGroup": properties["RecordSets"]?.elements ?? []
    default: []
    }
  }
}
