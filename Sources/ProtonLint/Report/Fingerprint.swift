/// The name of a finding that stays when lines move: of its rule, its scope and its evidence.
///
/// The number tells equal findings of one scope apart, from 1. A stable hash is enough here:
/// nobody gains by two findings of one name.
func fingerprint(of finding: Finding, occurrence: Int) -> String {
  let fields = identity(of: finding) + [String(occurrence)]
  // No field holds a NUL, so that the fields cannot run into each other.
  let hash = fnv1a(fields.joined(separator: "\0").utf8)
  let digits = String(hash, radix: 16)
  return String(repeating: "0", count: max(0, 32 - digits.count)) + digits
}

/// What two findings have in common if only an occurrence number tells them apart.
func identity(of finding: Finding) -> [String] {
  let evidence = finding.problem.evidence
  return [finding.rule, finding.scope, evidence.isEmpty ? finding.problem.message : evidence]
}

/// FNV-1a with 128 bits. Source: <https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>.
func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt128 {
  let offsetBasis: UInt128 = 0x6C62_272E_07BB_0142_62B8_2175_6295_C58D
  let prime: UInt128 = 0x0000_0000_0100_0000_0000_0000_0000_013B
  return bytes.reduce(offsetBasis) { ($0 ^ UInt128($1)) &* prime }
}
