/// The hashes by which GitHub code scanning knows a line again after others moved it.
///
/// Equal to what GitHub's upload action writes to `primaryLocationLineHash`, so that a report has
/// the same alerts however it is uploaded. The hash of a line is a polynomial over the hundred
/// UTF-16 code units from its start, spaces and tabs left out, every line break taken as LF, the
/// end of the text as 65535 and what is behind it as 0.
/// Source: <https://github.com/github/codeql-action/blob/main/src/fingerprints.ts>.
struct LineHashes {
  private var hashes: [UInt64] = []
  /// How many lines so far had the same hash, this one included.
  private var occurrences: [Int] = []

  private static let blockSize = 100
  private static let multiplier: UInt64 = 37

  init(_ bytes: [UInt8]) {
    let (units, starts) = Self.hashedUnits(of: bytes)
    func unit(at index: Int) -> UInt64 { index < units.count ? UInt64(units[index]) : 0 }

    let oldestFactor = (1..<Self.blockSize).reduce(1 as UInt64) { power, _ in
      power &* Self.multiplier
    }
    var hash: UInt64 = 0
    for index in 0..<Self.blockSize { hash = hash &* Self.multiplier &+ unit(at: index) }

    var counts: [UInt64: Int] = [:]
    var position = 0
    for start in starts {
      while position < start {
        let rest = hash &- unit(at: position) &* oldestFactor
        hash = rest &* Self.multiplier &+ unit(at: position + Self.blockSize)
        position += 1
      }
      counts[hash, default: 0] += 1
      hashes.append(hash)
      occurrences.append(counts[hash, default: 1])
    }
  }

  /// The hash of a line, counted from 1.
  func text(ofLine line: Int) -> String? {
    guard hashes.indices.contains(line - 1) else { return nil }
    return String(hashes[line - 1], radix: 16) + ":" + String(occurrences[line - 1])
  }

  /// The code units that count, and the index of the first of each line.
  private static func hashedUnits(of bytes: [UInt8]) -> (units: [UInt16], starts: [Int]) {
    let space = UInt16(UInt8(ascii: " "))
    let tab = UInt16(UInt8(ascii: "\t"))
    let lineFeed = UInt16(UInt8(ascii: "\n"))
    let carriageReturn = UInt16(UInt8(ascii: "\r"))
    let endOfText = UInt16.max

    var units: [UInt16] = []
    units.reserveCapacity(bytes.count)
    var starts = [0]
    var previous: UInt16 = 0
    for unit in String(decoding: bytes, as: UTF8.self).utf16 {
      defer { previous = unit }
      switch unit {
      case space, tab: continue
      case lineFeed where previous == carriageReturn: continue
      case lineFeed, carriageReturn:
        units.append(lineFeed)
        starts.append(units.count)
      default: units.append(unit)
      }
    }
    units.append(endOfText)
    return (units, starts)
  }
}
