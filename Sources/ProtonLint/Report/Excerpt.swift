/// A line of source as a terminal shows it, and where in it a place is.
struct Excerpt {
  let text: String
  /// Columns before the first mark.
  let indentation: Int
  /// Columns to mark; at least one.
  let marks: Int
  /// The place goes on in the lines below.
  let continues: Bool

  /// The widest line that is shown whole, in columns.
  private static let widthLimit = 160
  /// What is shown before the place where a line is cut.
  private static let contextWidth = 60
  /// The most bytes to look at on either side. A file can be one line of many megabytes.
  private static let reach = 1024

  /// The first line of a place.
  init(of range: Range<Int>, in lines: LineTable) {
    let line = lines.line(at: range.lowerBound)
    let content = lines.range(ofLine: line)
    let marked = range.clamped(to: content)
    let start = lines.boundary(
      atOrBefore: max(content.lowerBound, marked.lowerBound - Self.reach))
    let end = lines.boundary(
      atOrBefore: min(content.upperBound, marked.lowerBound + Self.reach))
    let cells = Cell.cells(of: lines.bytes, in: start..<end)

    let firstMarked =
      cells.firstIndex { $0.source.upperBound > marked.lowerBound } ?? cells.endIndex
    var shown = cells.startIndex..<cells.endIndex
    if start > content.lowerBound || end < content.upperBound
      || cells.width > Self.widthLimit
    {
      shown = Self.window(of: cells, around: firstMarked)
    }
    let isCutBefore = start > content.lowerBound || shown.lowerBound > cells.startIndex
    let isCutBehind = end < content.upperBound || shown.upperBound < cells.endIndex

    text =
      (isCutBefore ? "…" : "") + cells[shown].map(\.text).joined() + (isCutBehind ? "…" : "")
    indentation = (isCutBefore ? 1 : 0) + cells[shown.lowerBound..<firstMarked].width
    marks = max(
      1,
      cells[firstMarked..<max(firstMarked, shown.upperBound)]
        .prefix { $0.source.lowerBound < marked.upperBound }.width)
    continues = range.upperBound > content.upperBound && lines.line(at: range.upperBound) > line
  }

  private static func window(of cells: [Cell], around index: Int) -> Range<Int> {
    var start = index
    var width = 0
    while start > cells.startIndex, width + cells[start - 1].width <= contextWidth {
      start -= 1
      width += cells[start].width
    }
    var end = index
    while end < cells.endIndex, width + cells[end].width <= widthLimit {
      width += cells[end].width
      end += 1
    }
    return start..<end
  }
}

/// What a terminal shows for one character, and the bytes that it was read from.
private struct Cell {
  let text: String
  let width: Int
  let source: Range<Int>

  static func cells(of bytes: [UInt8], in range: Range<Int>) -> [Cell] {
    var cells: [Cell] = []
    var offset = range.lowerBound
    for character in String(decoding: bytes[range], as: UTF8.self) {
      let end = offset + character.utf8.count
      // A tab's width depends on the terminal; four spaces do not.
      let text = character == "\t" ? "    " : visible(String(character))
      cells.append(Cell(text: text, width: displayWidth(text), source: offset..<end))
      offset = end
    }
    return cells
  }
}

extension Collection<Cell> {
  fileprivate var width: Int { reduce(0) { $0 + $1.width } }
}
