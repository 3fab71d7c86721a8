/// A set of Unicode code points, as sorted ranges that neither overlap nor touch.
struct CodePointSet: Hashable, Sendable {
  let ranges: [ClosedRange<UInt32>]
  /// The members below 128, as bits.
  private let low: UInt64
  private let high: UInt64

  static let last: UInt32 = 0x10FFFF

  init(_ unsorted: [ClosedRange<UInt32>]) {
    var merged: [ClosedRange<UInt32>] = []
    for range in unsorted.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let before = merged.last, range.lowerBound <= before.upperBound &+ 1 {
        merged[merged.count - 1] =
          before.lowerBound...max(before.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    ranges = merged
    var bits: (low: UInt64, high: UInt64) = (0, 0)
    for range in merged where range.lowerBound < 128 {
      for point in range.lowerBound...min(range.upperBound, 127) {
        if point < 64 {
          bits.low |= 1 << UInt64(point)
        } else {
          bits.high |= 1 << UInt64(point - 64)
        }
      }
    }
    (low, high) = bits
  }

  init(_ point: UInt32) { self.init([point...point]) }

  var inverted: CodePointSet {
    var gaps: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { gaps.append(next...(range.lowerBound - 1)) }
      next = range.upperBound &+ 1
    }
    if next <= Self.last { gaps.append(next...Self.last) }
    return CodePointSet(gaps)
  }

  func contains(_ point: UInt32) -> Bool {
    if point < 64 { return low & (1 << UInt64(point)) != 0 }
    if point < 128 { return high & (1 << UInt64(point - 64)) != 0 }
    var from = 0
    var to = ranges.count
    while from < to {
      let middle = (from + to) / 2
      if ranges[middle].upperBound < point { from = middle + 1 } else { to = middle }
    }
    return from < ranges.count && ranges[from].lowerBound <= point
  }
}

extension CodePointSet {
  static let digits = CodePointSet([0x30...0x39])
  /// Of `\w`: ASCII, in ECMA-262 without the flags `u` and `i`.
  static let wordCharacters = CodePointSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  /// Of `\s`: WhiteSpace and LineTerminator of ECMA-262.
  static let spaces = CodePointSet([
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029,
    0x202F...0x202F, 0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ])
  static let lineEnds = CodePointSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029])
  static let notLineEnds = lineEnds.inverted
}
