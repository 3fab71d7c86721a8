/// The lines of a text: the only place that turns offsets into lines and columns.
///
/// A line ends with LF, CRLF or a lone CR, as in YAML and as code hosts count. Built once from a
/// file's bytes; after that, no question costs a walk over the text, however long its lines.
public struct LineTable: Sendable {
  /// What a column counts.
  public enum ColumnUnit: Sendable {
    case bytes
    /// Code units of UTF-16, as SARIF and the Language Server Protocol count.
    case utf16
  }

  let bytes: [UInt8]
  /// The offset of each line's first byte.
  private let starts: [Int]
  /// The UTF-16 code units before each ``stride``th byte; empty for a text of ASCII alone.
  private let unitsBefore: [Int]

  private static let stride = 1024

  public init(_ bytes: [UInt8]) {
    var starts = [0]
    var isASCII = true
    for (offset, byte) in bytes.enumerated() {
      if byte >= 0x80 {
        isASCII = false
      } else if byte == UInt8(ascii: "\n") {
        starts.append(offset + 1)
      } else if byte == UInt8(ascii: "\r") {
        let next = offset + 1
        if next == bytes.count || bytes[next] != UInt8(ascii: "\n") { starts.append(next) }
      }
    }
    self.bytes = bytes
    self.starts = starts
    unitsBefore = isASCII ? [] : Self.unitsBefore(bytes)
  }

  public var lineCount: Int { starts.count }

  /// The line that holds an offset, from 1. A line break belongs to the line that it ends.
  public func line(at offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The column of an offset in its line, from 1.
  ///
  /// An offset inside a character gives that character's column, one inside a line break the
  /// column behind the line's last character.
  public func column(at offset: Int, in unit: ColumnUnit) -> Int {
    let range = range(ofLine: line(at: offset))
    let end = boundary(atOrBefore: min(max(offset, range.lowerBound), range.upperBound))
    switch unit {
    case .bytes: return end - range.lowerBound + 1
    case .utf16: return units(before: end) - units(before: range.lowerBound) + 1
    }
  }

  /// The bytes of a line without its line break; empty behind the last line.
  public func range(ofLine line: Int) -> Range<Int> {
    guard line >= 1, line <= starts.count else { return bytes.count..<bytes.count }
    let start = starts[line - 1]
    let end = line < starts.count ? starts[line] : bytes.count
    return start..<withoutLineBreaks(start..<end, limit: line < starts.count ? 1 : 0)
  }

  /// The text of a line without its line break.
  public func text(ofLine line: Int) -> String {
    String(decoding: bytes[range(ofLine: line)], as: UTF8.self)
  }

  /// A span's bytes as reports show them: within the text, without the line breaks at its end.
  ///
  /// The place of a block of lines often ends at the start of the line below, where nothing of it
  /// is to be seen.
  func shown(_ span: Span) -> Range<Int> {
    let end = min(span.end, bytes.count)
    let start = min(span.start, end)
    return start..<withoutLineBreaks(start..<end, limit: .max)
  }

  /// The nearest offset, not behind the given one, at which a character starts.
  func boundary(atOrBefore offset: Int) -> Int {
    var offset = min(max(offset, 0), bytes.count)
    while offset > 0, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
    return offset
  }

  private func withoutLineBreaks(_ range: Range<Int>, limit: Int) -> Int {
    var end = range.upperBound
    var count = 0
    while count < limit, end > range.lowerBound {
      if bytes[end - 1] == UInt8(ascii: "\n") {
        end -= 1
        if end > range.lowerBound, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      } else if bytes[end - 1] == UInt8(ascii: "\r") {
        end -= 1
      } else {
        break
      }
      count += 1
    }
    return end
  }

  private func units(before offset: Int) -> Int {
    guard !unitsBefore.isEmpty else { return offset }
    let checkpoint = offset / Self.stride
    return bytes[checkpoint * Self.stride..<offset].reduce(unitsBefore[checkpoint]) {
      $0 + Self.units(startedBy: $1)
    }
  }

  private static func unitsBefore(_ bytes: [UInt8]) -> [Int] {
    var counts: [Int] = []
    var count = 0
    for (offset, byte) in bytes.enumerated() {
      if offset % stride == 0 { counts.append(count) }
      count += units(startedBy: byte)
    }
    if bytes.count % stride == 0 { counts.append(count) }
    return counts
  }

  /// The UTF-16 code units of the character that a byte of UTF-8 starts; 0 for its later bytes.
  private static func units(startedBy byte: UInt8) -> Int {
    if byte & 0xC0 == 0x80 { 0 } else if byte >= 0xF0 { 2 } else { 1 }
  }
}
