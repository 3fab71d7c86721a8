/// The text of a rendering as it grows, with the origin of each piece.
struct RenderOutput {
  private(set) var bytes: [UInt8] = []
  private(set) var map: SourceMap

  init(file: SourceFile.ID, capacity: Int) {
    map = SourceMap(file: file, pieces: [])
    bytes.reserveCapacity(capacity)
  }

  mutating func appendVerbatim(_ text: ArraySlice<UInt8>, from span: Span) {
    guard !text.isEmpty else { return }
    map.append(SourceMap.Piece(start: bytes.count, origin: span, isVerbatim: true))
    bytes += text
  }

  mutating func append(_ text: some Collection<UInt8>, from origin: Span) {
    guard !text.isEmpty else { return }
    map.append(SourceMap.Piece(start: bytes.count, origin: origin, isVerbatim: false))
    bytes += text
  }

  /// The column of the end if the line holds only spaces so far.
  var blankLineColumn: Int? {
    var index = bytes.count
    while index > 0, bytes[index - 1] == UInt8(ascii: " ") { index -= 1 }
    return index == 0 || bytes[index - 1] == UInt8(ascii: "\n") ? bytes.count - index : nil
  }
}
