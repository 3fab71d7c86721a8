import Testing

@testable import ProtonLint

@Test func lineHashesAreThosePolynomialsThatGitHubComputes() {
  var generator = SplitMix(state: 7)
  let alphabet: [Character] = ["a", "b", "é", "日", "😀", " ", "\t", "\n", "\r", "\r\n", "\n", "x"]
  for count in [0, 1, 2, 5, 60, 99, 100, 101, 102, 300, 900] {
    for _ in 0..<8 {
      let text = String((0..<count).map { _ in alphabet[Int(generator.next() % 12)] })
      let hashes = LineHashes(Array(text.utf8))
      let expected = hashesByDefinition(of: text)
      #expect(
        expected.indices.map { hashes.text(ofLine: $0 + 1) } == expected, "\(text.debugDescription)"
      )
      #expect(hashes.text(ofLine: expected.count + 1) == nil)
      #expect(expected.count == LineTable(Array(text.utf8)).lineCount)
    }
  }
}

/// The definition, read literally: each line on its own, and the whole rest of the text behind it.
private func hashesByDefinition(of text: String) -> [String] {
  var rest = Array(text.utf16)
  var seen: [UInt64: Int] = [:]
  var result: [String] = []
  while true {
    let normalised = String(decoding: rest, as: UTF16.self).unicodeScalars
      .split(separator: "\r\n".unicodeScalars, omittingEmptySubsequences: false)
      .map(String.init).joined(separator: "\n").utf16.map { $0 == 13 ? 10 : $0 }
    var block = normalised.filter { $0 != 32 && $0 != 9 } + [65535]
    block = Array((block + Array(repeating: 0, count: 100)).prefix(100))
    var hash: UInt64 = 0
    for unit in block { hash = hash &* 37 &+ UInt64(unit) }
    seen[hash, default: 0] += 1
    result.append(String(hash, radix: 16) + ":\(seen[hash, default: 0])")
    guard let end = rest.firstIndex(where: { $0 == 10 || $0 == 13 }) else { return result }
    let isPair = rest[end] == 13 && end + 1 < rest.count && rest[end + 1] == 10
    rest.removeFirst(end + (isPair ? 2 : 1))
  }
}

private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
