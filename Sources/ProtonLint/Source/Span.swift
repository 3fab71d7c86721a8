/// A half-open range of bytes in a source file.
///
/// Bytes, because every language here is UTF-8 and every parser counts them; half-open, because
/// then lengths subtract and neighbours touch. Lines and columns exist in reports alone.
public struct Span: Hashable, Sendable {
  public let file: SourceFile.ID
  private let lower: UInt32
  private let upper: UInt32

  /// The offset of the first byte.
  public var start: Int { Int(lower) }
  /// The offset behind the last byte; equal to ``start`` for an empty place between two bytes.
  public var end: Int { Int(upper) }
  public var count: Int { end - start }
  public var range: Range<Int> { start..<end }

  /// Makes a span; an end before its start is taken as an empty span.
  public init(file: SourceFile.ID, start: Int, end: Int) {
    self.file = file
    lower = UInt32(clamping: start)
    upper = UInt32(clamping: max(start, end))
  }

  /// The smallest span that holds both, or this one if they are in different files.
  public func union(_ other: Span) -> Span {
    guard other.file == file else { return self }
    return Span(file: file, start: min(start, other.start), end: max(end, other.end))
  }

  public func contains(_ other: Span) -> Bool {
    file == other.file && start <= other.start && other.end <= end
  }
}

extension Span: Comparable {
  public static func < (left: Span, right: Span) -> Bool {
    (left.file.index, left.start, left.end) < (right.file.index, right.start, right.end)
  }
}
