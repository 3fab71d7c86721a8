/// Whether an IAM pattern matches a text: `*` stands for any run of characters, also none, and `?`
/// for exactly one. Letter case counts, as it does in ARNs.
///
/// Takes at most the product of both lengths in steps, and holds patterns and texts of more than
/// 2,048 bytes (the longest ARN) not to match. Knows neither segments of an ARN nor policy
/// variables: `${aws:username}` is text like any other.
public func iamPattern(_ pattern: String, matches text: String) -> Bool {
  IAMPattern(pattern).map { $0.matches(Array(text.utf8.prefix(IAMPattern.limit + 1))) } ?? false
}

/// Whether an IAM action pattern as `s3:Get*` matches an action as `s3:GetObject`, ignoring the
/// case of ASCII letters. Otherwise as ``iamPattern(_:matches:)``.
public func iamActionPattern(_ pattern: String, matches action: String) -> Bool {
  let pattern = IAMPattern(pattern, ignoresCase: true)
  return pattern.map { $0.matches(Array(action.utf8.prefix(IAMPattern.limit + 1))) } ?? false
}

/// A pattern of literal bytes, `*` and `?`, for texts in UTF-8.
struct IAMPattern: Sendable {
  /// The longest pattern or text, in bytes.
  static let limit = 2048

  private let bytes: [UInt8]
  private let ignoresCase: Bool

  /// Nil for patterns that are too long.
  init?(_ pattern: some StringProtocol, ignoresCase: Bool = false) {
    let bytes = Array(pattern.utf8.prefix(Self.limit + 1))
    guard bytes.count <= Self.limit else { return nil }
    self.bytes = ignoresCase ? bytes.map(\.asciiLowercased) : bytes
    self.ignoresCase = ignoresCase
  }

  /// What every matching text begins with; in lower case where case is ignored.
  var literalPrefix: [UInt8] { Array(bytes.prefix { $0 != star && $0 != questionMark }) }

  var isLiteral: Bool { !bytes.contains { $0 == star || $0 == questionMark } }

  func matches<Text: RandomAccessCollection>(_ text: Text) -> Bool
  where Text.Element == UInt8, Text.Index == Int {
    guard text.count <= Self.limit else { return false }
    var position = text.startIndex
    var index = 0
    // The last `*` and where its text ends at present. An earlier one need never be tried again:
    // what follows it has matched as far left as it can.
    var retry: (index: Int, position: Int)?
    while position < text.endIndex {
      let next = index < bytes.count ? bytes[index] : nil
      if next == star {
        index += 1
        guard index < bytes.count else { return true }
        retry = (index, position)
      } else if next == questionMark {
        index += 1
        position = text.character(after: position)
      } else if let next, next == folded(text[position]) {
        index += 1
        position += 1
      } else if let last = retry {
        position = text.character(after: last.position)
        index = last.index
        retry = (index, position)
      } else {
        return false
      }
    }
    return bytes[index...].allSatisfy { $0 == star }
  }

  private func folded(_ byte: UInt8) -> UInt8 { ignoresCase ? byte.asciiLowercased : byte }
}

extension UInt8 {
  var asciiLowercased: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
  /// Where the UTF-8 character after the one at this position begins.
  fileprivate func character(after position: Int) -> Int {
    var next = position + 1
    while next < endIndex, self[next] & 0b1100_0000 == 0b1000_0000 { next += 1 }
    return next
  }
}

private let star = UInt8(ascii: "*")
private let questionMark = UInt8(ascii: "?")
