import Testing

@testable import ProtonLint

@Test(arguments: [
  // The text, an offset, its line, its column in bytes, in UTF-16.
  ("", 0, 1, 1, 1),
  ("", 9, 1, 1, 1),
  ("ab\ncd", 1, 1, 2, 2),
  ("ab\ncd", 2, 1, 3, 3),
  ("ab\ncd", 3, 2, 1, 1),
  ("ab\ncd\n", 6, 3, 1, 1),
  ("ab\r\ncd", 3, 1, 3, 3),
  ("ab\r\ncd", 4, 2, 1, 1),
  ("ab\rcd", 3, 2, 1, 1),
  ("a\r\r\nb", 2, 2, 1, 1),
  ("a\r\r\nb", 4, 3, 1, 1),
  ("é😀x", 2, 1, 3, 2),
  ("é😀x", 6, 1, 7, 4),
  ("é😀x", 4, 1, 3, 2),
  ("\n😀x", 5, 2, 5, 3),
])
func linesAndColumns(_ text: String, _ offset: Int, _ line: Int, _ byte: Int, _ unit: Int) {
  let lines = LineTable(Array(text.utf8))
  #expect(lines.line(at: offset) == line)
  #expect(lines.column(at: offset, in: .bytes) == byte)
  #expect(lines.column(at: offset, in: .utf16) == unit)
}

@Test func columnsOfLongLinesAreThoseOfTheirPrefixes() {
  for length in [1023, 1024, 1025, 2047, 2048, 2049, 5000] {
    let line = String(String(repeating: "aé😀日", count: length).unicodeScalars.prefix(length))
    let text = "x\n" + line
    let lines = LineTable(Array(text.utf8))
    #expect(lines.text(ofLine: 2) == line)
    var offset = 2
    var units = 0
    for scalar in line.unicodeScalars {
      guard lines.column(at: offset, in: .utf16) == units + 1 else {
        Issue.record("wrong column at \(offset) of \(length)")
        return
      }
      offset += String(scalar).utf8.count
      units += String(scalar).utf16.count
    }
    #expect(lines.column(at: offset, in: .utf16) == units + 1)
  }
}
