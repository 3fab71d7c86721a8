import Testing

@testable import ProtonLint

@Test(arguments: [
  ("16.9", ["15.1", "16.8"], true), ("17.1", ["15.1", "16.8"], true),
  ("18.1", ["15.1", "16.8"], false), ("16.7", ["15.1", "16.8"], false),
  ("9.6", ["15.1", "16.8"], false), ("6.x", ["5.0.6", "6.2"], true),
  ("7.x", ["5.0.6", "6.2"], false), ("latest", ["5.0.6"], false),
  ("8.0.mysql_aurora.3.11.0", ["8.0.mysql_aurora.3.10.1"], true),
])
func versionsThatMayBeNewer(_ version: String, _ known: [String], _ isNewer: Bool) {
  #expect(mayBeNewer(version, than: known) == isNewer)
}
