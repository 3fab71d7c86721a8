import Testing

@testable import ProtonLint

@Test(arguments: json)
private func jsonTree(of row: TreeRow) {
  let tree = parse(Array(row.text.utf8), as: .json)
  #expect(description(of: tree) == row.tree)
  #expect(brokenInvariant(of: tree) == nil)
}

@Test func privateUseCharactersAreValuesInRenderings() {
  let text = Array("{\"port\": \u{E000}1\u{E001}}".utf8)
  let file = SourceFile.ID(index: 0)
  let origin = Span(file: file, start: 0, end: 40)
  let map = SourceMap(
    file: file, pieces: [.init(start: 0, origin: origin, isVerbatim: false)])
  let rendering = parseJSON(text, map: map)
  #expect(rendering.problems == [])
  #expect(rendering.root?["port"]?.text == "\u{E000}1\u{E001}")
  #expect(rendering.root?["port"]?.span == origin)
  #expect(parse(text, as: .json).problems.map(\.kind) == [.malformed])
}

let jsonTexts = json.map(\.text)

private let json = [
  TreeRow(
    "",
    #"""
    ! 0..<0 expected a value
    """#),
  TreeRow(
    " ",
    #"""
    ! 0..<1 expected a value
    """#),
  TreeRow(
    "{\"a\": [1, -2.5e+3, true, null], \"b\": {}}",
    #"""
    mapping 0..<40
      scalar doubleQuoted 1..<4 "a"
      sequence 6..<30
        scalar plain 7..<8 "1"
        scalar plain 10..<17 "-2.5e+3"
        scalar plain 19..<23 "true"
        scalar plain 25..<29 "null"
      scalar doubleQuoted 32..<35 "b"
      mapping 37..<39
    """#),
  TreeRow(
    "\"\\u00e9\\n\"",
    #"""
    scalar doubleQuoted 0..<10 "é\n"
    """#),
  TreeRow(
    "{\"a\": 1, \"a\": 2}",
    #"""
    mapping 0..<16
      scalar doubleQuoted 1..<4 "a"
      scalar plain 6..<7 "1"
      scalar doubleQuoted 9..<12 "a"
      scalar plain 14..<15 "2"
    ! 9..<12 key `a` stands twice in one mapping (1..<4 first here)
    """#),
  TreeRow(
    "{\"k\": \"é\", \"ü\\t\": \"x\"}",
    #"""
    mapping 0..<24
      scalar doubleQuoted 1..<4 "k"
      scalar doubleQuoted 6..<10 "é"
      scalar doubleQuoted 12..<18 "ü\t"
      scalar doubleQuoted 20..<23 "x"
    """#),
  TreeRow(
    "[1, 2,]",
    #"""
    sequence 0..<7
      scalar plain 1..<2 "1"
      scalar plain 4..<5 "2"
    ! 5..<6 a comma stands in front of the closing bracket
    """#),
  TreeRow(
    "{\"a\": 1,}",
    #"""
    mapping 0..<9
      scalar doubleQuoted 1..<4 "a"
      scalar plain 6..<7 "1"
    ! 7..<8 a comma stands in front of the closing bracket
    """#),
  TreeRow(
    "[1 /* c */, 2] // end",
    #"""
    sequence 0..<14
      scalar plain 1..<2 "1"
      scalar plain 12..<13 "2"
    ! 3..<8 JSON has no comments
    """#),
  TreeRow(
    "# c\n[]",
    #"""
    sequence 4..<6
    ! 0..<3 JSON has no comments
    """#),
  TreeRow(
    "{'a': 'b'}",
    #"""
    mapping 0..<10
      scalar singleQuoted 1..<4 "a"
      scalar singleQuoted 6..<9 "b"
    ! 1..<2 a string needs double quotes
    """#),
  TreeRow(
    "[NaN]",
    #"""
    sequence 0..<5
      scalar plain 1..<4 "NaN"
    ! 1..<4 `NaN` is no JSON value; text needs double quotes
    """#),
  TreeRow(
    "[01]",
    #"""
    sequence 0..<4
      scalar plain 1..<3 "01"
    ! 1..<3 `01` is no JSON value; text needs double quotes
    """#),
  TreeRow(
    "[\"\\x\"]",
    #"""
    sequence 0..<6
      scalar doubleQuoted 1..<5 "\\x"
    ! 2..<4 unknown escape in a string
    """#),
  TreeRow(
    "[\"a\tb\"]",
    #"""
    sequence 0..<7
      scalar doubleQuoted 1..<6 "a\tb"
    ! 3..<4 a control character in a string: write it as an escape
    """#),
  TreeRow(
    "[\"open\n]",
    #"""
    sequence 0..<8
      scalar doubleQuoted 1..<6 "open"
    ! 6..<7 the string is not closed on its line (1..<2 opened here)
    """#),
  TreeRow(
    "{\"a\": 1 \"b\": 2}",
    #"""
    mapping 0..<7
      scalar doubleQuoted 1..<4 "a"
      scalar plain 6..<7 "1"
    ! 8..<9 expected `,` or `}` (0..<1 opened here)
    """#),
  TreeRow(
    "{\"a\" 1}",
    #"""
    mapping 0..<4
      scalar doubleQuoted 1..<4 "a"
      scalar plain 4..<4 ""
    ! 5..<6 expected `:` after a key
    """#),
  TreeRow(
    "{a: 1}",
    #"""
    mapping 0..<6
      scalar plain 1..<2 "a"
      scalar plain 4..<5 "1"
    ! 1..<2 expected a key in double quotes
    """#),
  TreeRow(
    "[1, 2}",
    #"""
    sequence 0..<5
      scalar plain 1..<2 "1"
      scalar plain 4..<5 "2"
    ! 5..<6 expected `,` or `]` (0..<1 opened here)
    """#),
  TreeRow(
    "[",
    #"""
    sequence 0..<1
      scalar plain 1..<1 ""
    ! 0..<1 expected a value
    """#),
  TreeRow(
    "{\"a\":",
    #"""
    mapping 0..<5
      scalar doubleQuoted 1..<4 "a"
      scalar plain 5..<5 ""
    ! 4..<5 expected a value
    """#),
  TreeRow(
    "[1] x",
    #"""
    sequence 0..<3
      scalar plain 1..<2 "1"
    ! 4..<5 expected the end of the document
    """#),
  TreeRow(
    "[,]",
    #"""
    sequence 0..<3
      scalar plain 1..<1 ""
    ! 1..<2 expected a value
    """#),
  TreeRow(
    "[\"\\ud83d\\ude42\", \"\\ud83d\"]",
    #"""
    sequence 0..<26
      scalar doubleQuoted 1..<15 "🙂"
      scalar doubleQuoted 17..<25 "�"
    """#),
  TreeRow(
    "[1.]",
    #"""
    sequence 0..<4
      scalar plain 1..<3 "1."
    ! 1..<3 `1.` is no JSON value; text needs double quotes
    """#),
  TreeRow(
    "[+1]",
    #"""
    sequence 0..<4
      scalar plain 1..<3 "+1"
    ! 1..<3 `+1` is no JSON value; text needs double quotes
    """#),
  TreeRow(
    "{\"a\": [1, {\"b\": \"c",
    #"""
    mapping 0..<18
      scalar doubleQuoted 1..<4 "a"
      sequence 6..<18
        scalar plain 7..<8 "1"
        mapping 10..<18
          scalar doubleQuoted 11..<14 "b"
          scalar doubleQuoted 16..<18 "c"
    ! 17..<18 the string is not closed on its line (16..<17 opened here)
    """#),
  TreeRow(
    "[\"\\u12\"]",
    #"""
    sequence 0..<8
      scalar doubleQuoted 1..<7 "\\u12"
    ! 2..<4 unknown escape in a string
    """#),
  TreeRow(
    "trüe",
    #"""
    scalar plain 0..<5 "trüe"
    ! 0..<5 `trüe` is no JSON value; text needs double quotes
    """#),
  TreeRow(
    "[\u{E000}x]",
    #"""
    sequence 0..<6
      scalar plain 1..<5 "\u{E000}x"
    ! 1..<5 `x` is no JSON value; text needs double quotes
    """#),
]
