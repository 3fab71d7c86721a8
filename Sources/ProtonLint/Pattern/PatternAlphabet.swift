/// The code points in classes of which no pattern tells two members apart.
///
/// Each class is stood for by the member that reads best in a message.
struct PatternAlphabet: Sendable {
  /// The best to read first.
  let representatives: [UInt32]

  /// - Returns: nil where there are too many classes to go through.
  init?(telling sets: some Sequence<CodePointSet>) {
    let sets = Array(Set(sets))
    // Where a class can begin.
    var starts: Set<UInt32> = [0]
    for set in sets + [CodePointSet.wordCharacters] {
      for range in set.ranges {
        starts.insert(range.lowerBound)
        if range.upperBound < CodePointSet.last { starts.insert(range.upperBound + 1) }
      }
      guard starts.count < Self.limit, sets.count < Self.limit else { return nil }
    }
    // Friendlier characters are looked at first, and so stand for their class.
    let candidates = Self.friendly + starts.sorted().filter { Unicode.Scalar($0) != nil }
    var seen: Set<[Bool]> = []
    representatives = candidates.filter { point in
      seen.insert((sets + [.wordCharacters]).map { $0.contains(point) }).inserted
    }
  }

  private static let limit = 600
  private static let friendly: [UInt32] =
    Array(0x61...0x7A) + Array(0x30...0x39) + Array(0x41...0x5A) + Array(0x21...0x2F)
    + Array(0x3A...0x40) + Array(0x5B...0x60) + Array(0x7B...0x7E) + [0x20, 0xE9]
}
