/// A file name pattern of Git: `*`, `?`, `[a-z]`, `**/`, and `\` before a character to be taken
/// as it is.
///
/// The pattern is a small automaton whose states are all followed at once, so that a match costs
/// at most the length of the pattern times the length of the text, whatever the pattern.
struct Glob: Sendable {
  private enum Step: Sendable {
    case byte(UInt8)
    case set(ByteSet)
    /// Any run of bytes without a slash.
    case star
    /// Any run of bytes.
    case everything
    /// Nothing, or any run of bytes that ends in a slash; the step behind is its loop.
    case folders
    case foldersLoop
  }

  /// Nil if nothing can match, as with a bracket that is never closed.
  private let steps: [Step]?

  init(_ pattern: some Collection<UInt8>) {
    steps = Self.steps(of: Array(pattern))
  }

  func matches(_ text: some Sequence<UInt8>) -> Bool {
    guard let steps else { return false }
    var active = [Bool](repeating: false, count: steps.count + 1)
    var next = active
    active[0] = true
    for byte in text {
      Self.skipEmptySteps(steps, &active)
      for index in next.indices { next[index] = false }
      var isAlive = false
      for (index, step) in steps.enumerated() where active[index] {
        switch step {
        case .byte(let expected):
          if byte == expected { next[index + 1] = true }
        case .set(let set):
          if set.contains(byte) { next[index + 1] = true }
        case .star:
          if byte != slash { next[index] = true }
        case .everything:
          next[index] = true
        case .folders:
          break
        case .foldersLoop:
          next[index] = true
          if byte == slash { next[index + 1] = true }
        }
        isAlive = true
      }
      guard isAlive else { return false }
      swap(&active, &next)
    }
    Self.skipEmptySteps(steps, &active)
    return active[steps.count]
  }

  /// Marks what can be reached without a byte. Steps lead forwards only, so once through is enough.
  private static func skipEmptySteps(_ steps: [Step], _ active: inout [Bool]) {
    for (index, step) in steps.enumerated() where active[index] {
      switch step {
      case .star, .everything: active[index + 1] = true
      case .folders:
        active[index + 1] = true
        active[index + 2] = true
      case .byte, .set, .foldersLoop: break
      }
    }
  }

  private static func steps(of pattern: [UInt8]) -> [Step]? {
    var steps: [Step] = []
    var index = 0
    while index < pattern.count {
      switch pattern[index] {
      case UInt8(ascii: "\\"):
        guard index + 1 < pattern.count else { return nil }
        steps.append(.byte(pattern[index + 1]))
        index += 2
      case UInt8(ascii: "?"):
        steps.append(.set(.allButSlash))
        index += 1
      case UInt8(ascii: "["):
        guard let (set, end) = ByteSet.bracket(in: pattern, at: index) else { return nil }
        steps.append(.set(set))
        index = end
      case UInt8(ascii: "*"):
        let start = index
        while index < pattern.count, pattern[index] == UInt8(ascii: "*") { index += 1 }
        let isWhole =
          index - start > 1 && (start == 0 || pattern[start - 1] == slash)
          && (index == pattern.count || pattern[index] == slash)
        if isWhole && index == pattern.count {
          steps.append(.everything)
        } else if isWhole {
          steps += [.folders, .foldersLoop]
          index += 1
        } else {
          steps.append(.star)
        }
      case let byte:
        steps.append(.byte(byte))
        index += 1
      }
    }
    return steps
  }
}

let slash = UInt8(ascii: "/")

/// A set of bytes.
struct ByteSet: Sendable {
  private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

  static let allButSlash: ByteSet = {
    var set = ByteSet()
    for byte in UInt8.min...UInt8.max where byte != slash { set.insert(byte) }
    return set
  }()

  func contains(_ byte: UInt8) -> Bool {
    let word =
      switch byte >> 6 {
      case 0: words.0
      case 1: words.1
      case 2: words.2
      default: words.3
      }
    return word >> UInt64(byte & 63) & 1 == 1
  }

  mutating func insert(_ byte: UInt8) {
    let bit = UInt64(1) << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: words.0 |= bit
    case 1: words.1 |= bit
    case 2: words.2 |= bit
    default: words.3 |= bit
    }
  }

  mutating func remove(_ byte: UInt8) {
    guard contains(byte) else { return }
    let bit = UInt64(1) << UInt64(byte & 63)
    switch byte >> 6 {
    case 0: words.0 ^= bit
    case 1: words.1 ^= bit
    case 2: words.2 ^= bit
    default: words.3 ^= bit
    }
  }

  private mutating func invert() {
    words = (~words.0, ~words.1, ~words.2, ~words.3)
  }

  /// The set in brackets that starts at an index, and the index behind it; never with a slash.
  static func bracket(in pattern: [UInt8], at start: Int) -> (ByteSet, end: Int)? {
    var set = ByteSet()
    var index = start + 1
    var isNegated = false
    if index < pattern.count, pattern[index] == UInt8(ascii: "!") || pattern[index] == caret {
      isNegated = true
      index += 1
    }
    let first = index
    /// The byte that a range could start with.
    var previous: UInt8?
    while true {
      guard index < pattern.count else { return nil }
      let byte = pattern[index]
      if byte == closing && index > first { break }
      if byte == UInt8(ascii: "["), index + 1 < pattern.count,
        pattern[index + 1] == UInt8(ascii: ":")
      {
        guard let close = pattern[(index + 2)...].firstIndex(of: closing) else { return nil }
        if close >= index + 3, pattern[close - 1] == UInt8(ascii: ":") {
          let name = String(decoding: pattern[(index + 2)..<(close - 1)], as: UTF8.self)
          guard set.insertClass(name) else { return nil }
          previous = nil
          index = close + 1
          continue
        }
      }
      if byte == UInt8(ascii: "-"), let low = previous, index + 1 < pattern.count,
        pattern[index + 1] != closing
      {
        index += 1
        if pattern[index] == UInt8(ascii: "\\") { index += 1 }
        guard index < pattern.count else { return nil }
        let high = pattern[index]
        if low <= high { for byte in low...high { set.insert(byte) } }
        previous = nil
        index += 1
        continue
      }
      if byte == UInt8(ascii: "\\") { index += 1 }
      guard index < pattern.count else { return nil }
      set.insert(pattern[index])
      previous = pattern[index]
      index += 1
    }
    if isNegated { set.invert() }
    set.remove(slash)
    return (set, index + 1)
  }

  /// Adds a class of POSIX, by its name; false if there is none of that name.
  private mutating func insertClass(_ name: String) -> Bool {
    guard let ranges = Self.classes[name] else { return false }
    for range in ranges { for byte in range { insert(byte) } }
    return true
  }

  private static let classes: [String: [ClosedRange<UInt8>]] = [
    "alnum": [48...57, 65...90, 97...122],
    "alpha": [65...90, 97...122],
    "blank": [9...9, 32...32],
    "cntrl": [0...31, 127...127],
    "digit": [48...57],
    "graph": [33...126],
    "lower": [97...122],
    "print": [32...126],
    "punct": [33...47, 58...64, 91...96, 123...126],
    "space": [9...13, 32...32],
    "upper": [65...90],
    "xdigit": [48...57, 65...70, 97...102],
  ]
}

private let closing = UInt8(ascii: "]")
private let caret = UInt8(ascii: "^")
