/// Whether a version may have come out after a list of versions was made: it is above all of those
/// of its own major version, or the next major one. Lists of what services offer grow old.
func mayBeNewer(_ version: String, than known: [String]) -> Bool {
  let parts = versionParts(version)
  guard let major = parts.first else { return false }
  let others = known.map(versionParts).filter { !$0.isEmpty }
  // `6.x` stands for the newest of a family.
  if version.hasSuffix(".x") { return others.contains { $0.starts(with: parts) } }
  let family = others.filter { $0.first == major }
  guard !family.isEmpty else {
    return others.compactMap(\.first).max().map { major == $0 &+ 1 } ?? false
  }
  return family.allSatisfy { $0.lexicographicallyPrecedes(parts) }
}

/// The numbers of a version: 8, 0, 3, 11 of `8.0.mysql_aurora.3.11`.
private func versionParts(_ version: String) -> [Int] {
  version.split { !$0.isASCII || !$0.isNumber }.compactMap { Int($0) }
}
