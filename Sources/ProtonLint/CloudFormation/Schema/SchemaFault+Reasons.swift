/// Why a property is wanted or refused, where a rule beyond the registry's schemas says so.
extension SchemaFault {
  var reason: String? {
    guard let rule, let reasons = reasonsByRule[rule] else { return nil }
    switch kind {
    case .missingProperty: return reasons.wanted
    case .forbiddenProperty: return reasons.refused
    default: return nil
    }
  }
}

private struct Reasons {
  var wanted: String?
  var refused: String?
}

private let reasonsByRule: [String: Reasons] = [
  "acl-without-object-ownership": Reasons(
    wanted: "a new bucket takes no access control list without it"),
  "alarm-check-without-alarm": Reasons(wanted: "the check is one of an alarm"),
  "aurora-cluster-mismatch": Reasons(refused: "the cluster is one of Aurora"),
  "backup-retention-mismatch": Reasons(refused: "the cluster keeps the backups"),
  "cluster-setting-on-aurora-instance": Reasons(refused: "it is the cluster's affair"),
  "conflicting-private-addresses": Reasons(refused: "the instance has a primary address"),
  "incomplete-enhanced-monitoring": Reasons(
    wanted: "enhanced monitoring needs an interval and a role"),
  "inline-code-without-runtime": Reasons(wanted: "code in the template needs one"),
  "key-without-storage-encryption": Reasons(wanted: "a key alone encrypts nothing"),
  "log-level-of-text-logs": Reasons(refused: "the logs are plain text"),
  "multi-az-cluster-mismatch": Reasons(
    wanted: "a Multi-AZ cluster needs it", refused: "only Aurora has it"),
  "provisioned-billing-without-throughput": Reasons(wanted: "the billing is provisioned"),
  "queue-with-starting-position": Reasons(refused: "the source is a queue"),
  "reserved-environment-variable": Reasons(refused: "Lambda sets it"),
  "rest-api-without-name": Reasons(wanted: "no definition gives the API a title"),
  "s3-project-without-location": Reasons(wanted: "its type is `S3`"),
  "secure-listener-without-certificate": Reasons(wanted: "the listener is encrypted"),
  "serverless-scaling-mismatch": Reasons(refused: "it belongs to another `EngineMode`"),
  "stream-without-starting-position": Reasons(wanted: "the source is a stream"),
  "target-protocol-mismatch": Reasons(refused: "its protocol has none"),
  "target-type-mismatch": Reasons(
    wanted: "targets of its type need it", refused: "targets of its type take none"),
  "throughput-with-on-demand-billing": Reasons(refused: "the table is paid per request"),
  "valkey-without-transit-encryption": Reasons(wanted: "Valkey has no default for it"),
]
