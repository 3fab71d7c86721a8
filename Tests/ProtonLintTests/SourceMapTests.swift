import ProtonLint
import Testing

@Test func verbatimPieceMapsByteForByte() {
  let file = SourceFile.ID(index: 0)
  let map = SourceMap(
    file: file,
    pieces: [
      .init(start: 0, origin: Span(file: file, start: 10, end: 14), isVerbatim: true),
      .init(start: 4, origin: Span(file: file, start: 14, end: 20), isVerbatim: false),
    ])
  #expect(map.origin(of: 1..<3) == Span(file: file, start: 11, end: 13))
  #expect(map.origin(of: 4..<5) == Span(file: file, start: 14, end: 20))
  #expect(map.origin(of: 2..<6) == Span(file: file, start: 12, end: 20))
}
