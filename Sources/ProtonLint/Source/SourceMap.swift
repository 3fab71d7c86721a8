/// Where each byte of a text that was parsed came from.
///
/// A file as it stands maps to itself; a rendering maps each piece to the template. Behind a
/// parser only real places exist.
public struct SourceMap: Sendable {
  public struct Piece: Hashable, Sendable {
    /// The offset of the first byte in the parsed text.
    public let start: Int
    /// Where it came from.
    public let origin: Span
    /// Whether the bytes stand in the source as they are here. Otherwise all of them come from
    /// the whole of ``origin``.
    public let isVerbatim: Bool

    public init(start: Int, origin: Span, isVerbatim: Bool) {
      self.start = start
      self.origin = origin
      self.isVerbatim = isVerbatim
    }
  }

  /// In order of ``Piece/start``; the first starts at 0.
  public private(set) var pieces: [Piece]
  private let file: SourceFile.ID

  /// The map of a file that is parsed as it stands.
  public init(identity file: SourceFile.ID) {
    self.file = file
    pieces = []
  }

  /// The map of a text that was made from a file.
  public init(file: SourceFile.ID, pieces: [Piece]) {
    self.file = file
    self.pieces = pieces
  }

  package mutating func append(_ piece: Piece) { pieces.append(piece) }

  public var isIdentity: Bool { pieces.isEmpty }

  /// The place that a range of the parsed text came from.
  ///
  /// A range over several pieces gives the place from the start of the first to the end of the
  /// last; where a loop made the later piece stand before the earlier, their union.
  public func origin(of range: Range<Int>) -> Span {
    guard !pieces.isEmpty else {
      return Span(file: file, start: range.lowerBound, end: range.upperBound)
    }
    let first = index(at: range.lowerBound)
    guard !range.isEmpty else {
      return place(from: range.lowerBound, to: range.lowerBound, in: first)
    }
    let last = index(at: range.upperBound - 1)
    if first == last { return place(from: range.lowerBound, to: range.upperBound, in: first) }
    let start = place(from: range.lowerBound, to: end(of: first), in: first)
    let stop = place(from: pieces[last].start, to: range.upperBound, in: last)
    return start.union(stop)
  }

  /// The index of the piece that holds an offset.
  public func index(at offset: Int) -> Int {
    var low = 0
    var high = pieces.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if pieces[middle].start <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private func end(of index: Int) -> Int {
    index + 1 < pieces.count
      ? pieces[index + 1].start : pieces[index].start + pieces[index].origin.count
  }

  private func place(from start: Int, to end: Int, in index: Int) -> Span {
    let piece = pieces[index]
    guard piece.isVerbatim else { return piece.origin }
    let shift = piece.origin.start - piece.start
    return Span(
      file: piece.origin.file,
      start: min(start + shift, piece.origin.end), end: min(end + shift, piece.origin.end))
  }
}
