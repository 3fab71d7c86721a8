/// The symbols that were printed into the renderings of a template, by their tokens.
///
/// A token is U+E000, the number of the entry in hexadecimal digits from U+E010 on, and U+E001.
/// Private-use characters of the template itself are entries, too, so no template can forge one.
public struct TokenTable: Sendable {
  /// What a token stands for.
  public indirect enum Printed: Hashable, Sendable {
    case symbol(Symbol)
    /// One of several texts, each for some outcomes of a subject.
    case choice(Condition.Subject, [Alternative])
    /// A private-use character of the template.
    case character(String)

    public struct Alternative: Hashable, Sendable {
      public let outcomes: [String]
      public let parts: [Part]
    }

    var symbols: [Symbol] {
      switch self {
      case .symbol(let symbol): [symbol]
      case .choice(_, let alternatives):
        alternatives.flatMap { $0.parts }.flatMap { part -> [Symbol] in
          if case .printed(let printed) = part { printed.symbols } else { [] }
        }
      case .character: []
      }
    }

    var expression: String {
      switch self {
      case .symbol(let symbol): symbol.expression
      case .choice(let subject, _): "one of several, by \(subject.name)"
      case .character(let text): text
      }
    }
  }

  /// A piece of a text that holds tokens.
  public enum Part: Hashable, Sendable {
    case text(String)
    case printed(Printed)
  }

  private(set) var entries: [Printed] = []
  private var numbers: [Printed: Int] = [:]

  init() {}

  /// The token of an entry, the same one for equal entries.
  mutating func token(for printed: Printed) -> [UInt8] {
    let number: Int
    if let known = numbers[printed] {
      number = known
    } else {
      number = entries.count
      entries.append(printed)
      numbers[printed] = number
    }
    var bytes: [UInt8] = [0xEE, 0x80, 0x80]
    for digit in String(number, radix: 16).utf8 {
      let value = digit < 0x3A ? digit - 0x30 : digit - 0x61 + 10
      bytes += [0xEE, 0x80, 0x90 + value]
    }
    return bytes + [0xEE, 0x80, 0x81]
  }

  /// Whether a text may hold a token.
  static func mayHoldToken(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.withUnsafeBufferPointer { buffer in buffer.contains(0xEE) }
  }

  /// A text cut at its tokens, each part with its range of bytes.
  func parts(of bytes: ArraySlice<UInt8>) -> [(part: Part, range: Range<Int>)] {
    var parts: [(Part, Range<Int>)] = []
    var start = bytes.startIndex
    var index = bytes.startIndex
    while index < bytes.endIndex {
      guard bytes[index] == 0xEE, let (number, end) = token(at: index, in: bytes) else {
        index += 1
        continue
      }
      if start < index {
        parts.append((.text(String(decoding: bytes[start..<index], as: UTF8.self)), start..<index))
      }
      parts.append((.printed(entries[number]), index..<end))
      index = end
      start = end
    }
    if start < bytes.endIndex || parts.isEmpty {
      let rest = bytes[start...]
      parts.append((.text(String(decoding: rest, as: UTF8.self)), start..<bytes.endIndex))
    }
    return parts
  }

  private func token(at start: Int, in bytes: ArraySlice<UInt8>) -> (number: Int, end: Int)? {
    func character(at index: Int) -> UInt8? {
      guard index + 2 < bytes.endIndex, bytes[index] == 0xEE, bytes[index + 1] == 0x80 else {
        return nil
      }
      return bytes[index + 2]
    }
    guard character(at: start) == 0x80 else { return nil }
    var number = 0
    var index = start + 3
    while let last = character(at: index) {
      index += 3
      if last == 0x81 { return entries.indices.contains(number) ? (number, index) : nil }
      guard (0x90..<0xA0).contains(last), number < 1 << 32 else { return nil }
      number = number * 16 + Int(last - 0x90)
    }
    return nil
  }
}
