import Testing

@testable import ProtonLint

@Test(arguments: yaml + brokenYAML)
private func yamlTree(of row: TreeRow) {
  let tree = parse(Array(row.text.utf8))
  #expect(description(of: tree) == row.tree)
  #expect(brokenInvariant(of: tree) == nil)
}

let yamlTexts = (yaml + brokenYAML).map(\.text)

/// Texts that are YAML, though keys may stand twice and aliases lead nowhere.
private let yaml = [
  TreeRow(
    "",
    #"""

    """#),
  TreeRow(
    "# only a comment\n",
    #"""

    """#),
  TreeRow(
    "---\n",
    #"""
    scalar plain 4..<4 ""
    """#),
  TreeRow(
    "a",
    #"""
    scalar plain 0..<1 "a"
    """#),
  TreeRow(
    "a: 1\nb:\n  - x\n  - 'y z'\n",
    #"""
    mapping 0..<23
      scalar plain 0..<1 "a"
      scalar plain 3..<4 "1"
      scalar plain 5..<6 "b"
      sequence 10..<23
        scalar plain 12..<13 "x"
        scalar singleQuoted 18..<23 "y z"
    """#),
  TreeRow(
    "Value: !Ref Name\nArn: !GetAtt A.Arn\nName: !Sub\n  - '${A}'\n  - {A: 1}\n",
    #"""
    mapping 0..<68
      scalar plain 0..<5 "Value"
      scalar !Ref plain 12..<16 "Name"
      scalar plain 17..<20 "Arn"
      scalar !GetAtt plain 30..<35 "A.Arn"
      scalar plain 36..<40 "Name"
      sequence !Sub 49..<68
        scalar singleQuoted 51..<57 "${A}"
        mapping 62..<68
          scalar plain 63..<64 "A"
          scalar plain 66..<67 "1"
    """#),
  TreeRow(
    "a: !!str 1\nb: ! x\nc: ! 'y'\nd: !<tag:example.com,2000:t> z\ne: !Empty\nf: ! {g: h}\n",
    #"""
    mapping 0..<79
      scalar plain 0..<1 "a"
      scalar !!str plain 9..<10 "1"
      scalar plain 11..<12 "b"
      scalar ! plain 16..<17 "x"
      scalar plain 18..<19 "c"
      scalar ! singleQuoted 23..<26 "y"
      scalar plain 27..<28 "d"
      scalar !<tag:example.com,2000:t> plain 56..<57 "z"
      scalar plain 58..<59 "e"
      scalar !Empty plain 67..<67 ""
      scalar plain 68..<69 "f"
      mapping ! 73..<79
        scalar plain 74..<75 "g"
        scalar plain 77..<78 "h"
    """#),
  TreeRow(
    "a: &one !T\n  k: v\nb: *one\nc: [&n 1, *n]\n",
    #"""
    mapping 0..<39
      scalar plain 0..<1 "a"
      mapping !T 13..<17
        scalar plain 13..<14 "k"
        scalar plain 16..<17 "v"
      scalar plain 18..<19 "b"
      alias 21..<25 -> 2
      scalar plain 26..<27 "c"
      sequence 29..<39
        scalar plain 33..<34 "1"
        alias 36..<38 -> 9
    """#),
  TreeRow(
    "!Key &k a: 1\n*k : 2\n",
    #"""
    mapping 0..<19
      scalar !Key plain 8..<9 "a"
      scalar plain 11..<12 "1"
      alias 13..<15 -> 1
      scalar plain 18..<19 "2"
    ! 13..<15 key `a` stands twice in one mapping (8..<9 first here)
    """#),
  TreeRow(
    "a: &x # comment\n  # another\n  b: c\n",
    #"""
    mapping 0..<34
      scalar plain 0..<1 "a"
      mapping 30..<34
        scalar plain 30..<31 "b"
        scalar plain 33..<34 "c"
    """#),
  TreeRow(
    "a: &x\n  !T b: c\nd: !A\n  !B e: f\n",
    #"""
    mapping 0..<31
      scalar plain 0..<1 "a"
      mapping 8..<15
        scalar !T plain 11..<12 "b"
        scalar plain 14..<15 "c"
      scalar plain 16..<17 "d"
      mapping !A 24..<31
        scalar !B plain 27..<28 "e"
        scalar plain 30..<31 "f"
    """#),
  TreeRow(
    "a: !X\n- b\nc:\n- d\n",
    #"""
    mapping 0..<16
      scalar plain 0..<1 "a"
      sequence !X 6..<9
        scalar plain 8..<9 "b"
      scalar plain 10..<11 "c"
      sequence 13..<16
        scalar plain 15..<16 "d"
    """#),
  TreeRow(
    "a: |\n  one\n  two\n\n\nb: >-\n  folded\n  text\nc: |- # note\n  single\nd: |\n\ne: |2-\n    x\n",
    #"""
    mapping 0..<81
      scalar plain 0..<1 "a"
      scalar literal 3..<16 "one\ntwo\n"
      scalar plain 19..<20 "b"
      scalar folded 22..<40 "folded text"
      scalar plain 41..<42 "c"
      scalar literal 44..<62 "single"
      scalar plain 63..<64 "d"
      scalar literal 66..<67 ""
      scalar plain 69..<70 "e"
      scalar literal 72..<81 "  x"
    """#),
  TreeRow(
    "a: >\n  last  \n\n",
    #"""
    mapping 0..<13
      scalar plain 0..<1 "a"
      scalar folded 3..<13 "last  \n"
    """#),
  TreeRow(
    "|\n",
    #"""
    scalar literal 0..<1 ""
    """#),
  TreeRow(
    "plain text\n  over two lines  \n",
    #"""
    scalar plain 0..<27 "plain text over two lines"
    """#),
  TreeRow(
    "a: {b: [1, 2], c: }\nd: [e: f, {g: h}: i, ? j : k]\n",
    #"""
    mapping 0..<49
      scalar plain 0..<1 "a"
      mapping 3..<19
        scalar plain 4..<5 "b"
        sequence 7..<13
          scalar plain 8..<9 "1"
          scalar plain 11..<12 "2"
        scalar plain 15..<16 "c"
        scalar plain 17..<17 ""
      scalar plain 20..<21 "d"
      sequence 23..<49
        mapping 24..<28
          scalar plain 24..<25 "e"
          scalar plain 27..<28 "f"
        mapping 30..<39
          mapping 30..<36
            scalar plain 31..<32 "g"
            scalar plain 34..<35 "h"
          scalar plain 38..<39 "i"
        mapping 41..<48
          scalar plain 43..<44 "j"
          scalar plain 47..<48 "k"
    """#),
  TreeRow(
    "{a, b: , 'c' : # note: this\n }",
    #"""
    mapping 0..<30
      scalar plain 1..<2 "a"
      scalar plain 2..<2 ""
      scalar plain 4..<5 "b"
      scalar plain 6..<6 ""
      scalar singleQuoted 9..<12 "c"
      scalar plain 14..<14 ""
    """#),
  TreeRow(
    "a:\nb: # comment\nc: ~\n-: x\n",
    #"""
    mapping 0..<25
      scalar plain 0..<1 "a"
      scalar plain 2..<2 ""
      scalar plain 3..<4 "b"
      scalar plain 5..<5 ""
      scalar plain 16..<17 "c"
      scalar plain 19..<20 "~"
      scalar plain 21..<22 "-"
      scalar plain 24..<25 "x"
    """#),
  TreeRow(
    "-\n- \n- a:\n",
    #"""
    sequence 0..<9
      scalar plain 1..<1 ""
      scalar plain 3..<3 ""
      mapping 7..<9
        scalar plain 7..<8 "a"
        scalar plain 9..<9 ""
    """#),
  TreeRow(
    "? a\n? b\n: c\n",
    #"""
    mapping 0..<11
      scalar plain 2..<3 "a"
      scalar plain 3..<3 ""
      scalar plain 6..<7 "b"
      scalar plain 10..<11 "c"
    """#),
  TreeRow(
    ": x\n",
    #"""
    mapping 0..<0
    ! 0..<1 expected a key at the indentation of its mapping (0..<1 the mapping begins here)
    """#),
  TreeRow(
    "é: ü\n🙂: [ñ, 'ö']\n",
    #"""
    mapping 0..<23
      scalar plain 0..<2 "é"
      scalar plain 4..<6 "ü"
      scalar plain 7..<11 "🙂"
      sequence 13..<23
        scalar plain 14..<16 "ñ"
        scalar singleQuoted 18..<22 "ö"
    """#),
  TreeRow(
    "\u{FEFF}a: é\n",
    #"""
    mapping 3..<8
      scalar plain 3..<4 "a"
      scalar plain 6..<8 "é"
    """#),
  TreeRow(
    "k\u{E001}: \u{E000}x\u{F8FF}\n",
    #"""
    mapping 0..<13
      scalar plain 0..<4 "k\u{E001}"
      scalar plain 6..<13 "\u{E000}x\u{F8FF}"
    """#),
  TreeRow(
    "a: 1\r\nb: |\r\n  one\r\n  two\r\nc: \"x\r\n  y\"\r\n",
    #"""
    mapping 0..<37
      scalar plain 0..<1 "a"
      scalar plain 3..<4 "1"
      scalar plain 6..<7 "b"
      scalar literal 9..<24 "one\ntwo\n"
      scalar plain 26..<27 "c"
      scalar doubleQuoted 29..<37 "x y"
    """#),
  TreeRow(
    "a: \"tab\\tnew\\nline \\u00e9\"\nb: 'it''s'\nc: \"plain\"\nd: \"two\n  lines\"\n",
    #"""
    mapping 0..<65
      scalar plain 0..<1 "a"
      scalar doubleQuoted 3..<26 "tab\tnew\nline é"
      scalar plain 27..<28 "b"
      scalar singleQuoted 30..<37 "it's"
      scalar plain 38..<39 "c"
      scalar doubleQuoted 41..<48 "plain"
      scalar plain 49..<50 "d"
      scalar doubleQuoted 52..<65 "two lines"
    """#),
  TreeRow(
    "a: 1\nb: 2\na: 3\na: 4\n",
    #"""
    mapping 0..<19
      scalar plain 0..<1 "a"
      scalar plain 3..<4 "1"
      scalar plain 5..<6 "b"
      scalar plain 8..<9 "2"
      scalar plain 10..<11 "a"
      scalar plain 13..<14 "3"
      scalar plain 15..<16 "a"
      scalar plain 18..<19 "4"
    ! 10..<11 key `a` stands twice in one mapping (0..<1 first here)
    ! 15..<16 key `a` stands twice in one mapping (0..<1 first here)
    """#),
  TreeRow(
    "x: {a: 1, b: {a: 2}, a: 3}\n<<: 1\n<<: 2\n",
    #"""
    mapping 0..<38
      scalar plain 0..<1 "x"
      mapping 3..<26
        scalar plain 4..<5 "a"
        scalar plain 7..<8 "1"
        scalar plain 10..<11 "b"
        mapping 13..<19
          scalar plain 14..<15 "a"
          scalar plain 17..<18 "2"
        scalar plain 21..<22 "a"
        scalar plain 24..<25 "3"
      scalar plain 27..<29 "<<"
      scalar plain 31..<32 "1"
      scalar plain 33..<35 "<<"
      scalar plain 37..<38 "2"
    ! 21..<22 key `a` stands twice in one mapping (4..<5 first here)
    ! 33..<35 key `<<` stands twice in one mapping (27..<29 first here)
    """#),
  TreeRow(
    "a: 1\n---\nb: 2\n",
    #"""
    mapping 0..<4
      scalar plain 0..<1 "a"
      scalar plain 3..<4 "1"
    ! 5..<8 a second document begins here; only the first is read
    """#),
  TreeRow(
    "a: 1\n...\n# end\n",
    #"""
    mapping 0..<4
      scalar plain 0..<1 "a"
      scalar plain 3..<4 "1"
    """#),
  TreeRow(
    "a: *none\nb: &b [*b]\n*none : c\n",
    #"""
    mapping 0..<29
      scalar plain 0..<1 "a"
      alias 3..<8 broken
      scalar plain 9..<10 "b"
      sequence 15..<19
        alias 16..<18 broken
      alias 20..<25 broken
      scalar plain 28..<29 "c"
    ! 3..<8 no anchor of this name stands before its alias
    ! 16..<18 the alias stands inside of what it stands for
    ! 20..<25 no anchor of this name stands before its alias
    """#),
]

/// Texts that break off.
private let brokenYAML = [
  TreeRow(
    "a: b: c\n",
    #"""
    mapping 0..<4
      scalar plain 0..<1 "a"
      scalar plain 3..<4 "b"
    ! 4..<5 a mapping value is not allowed here: quote text that contains `: `, or check the indentation
    """#),
  TreeRow(
    "a: 1\n\tb: 2\n",
    #"""
    mapping 0..<1
      scalar plain 0..<1 "a"
      scalar plain 1..<1 ""
    ! 5..<6 a tab is used for indentation: YAML indents with spaces
    """#),
  TreeRow(
    "a:\n\tb: 2\n",
    #"""
    mapping 0..<1
      scalar plain 0..<1 "a"
      scalar plain 1..<1 ""
    ! 3..<4 a tab is used for indentation: YAML indents with spaces
    """#),
  TreeRow(
    "a: |\n\t x\n",
    #"""
    mapping 0..<1
      scalar plain 0..<1 "a"
      scalar plain 1..<1 ""
    ! 5..<6 a tab is used for indentation: YAML indents with spaces
    """#),
  TreeRow(
    "a: [1, 2\nb: 3\n",
    #"""
    mapping 0..<10
      scalar plain 0..<1 "a"
      sequence 3..<10
        scalar plain 4..<5 "1"
        scalar plain 7..<10 "2 b"
    ! 10..<11 expected `,` or `]` (3..<4 opened here)
    """#),
  TreeRow(
    "a: {b: 1\n",
    #"""
    mapping 0..<8
      scalar plain 0..<1 "a"
      mapping 3..<8
        scalar plain 4..<5 "b"
        scalar plain 7..<8 "1"
    ! 8..<9 expected `,` or `}` (3..<4 opened here)
    """#),
  TreeRow(
    "a: 'open\n",
    #"""
    mapping 0..<1
      scalar plain 0..<1 "a"
      scalar plain 1..<1 ""
    ! 3..<4 the quoted text is not closed
    """#),
  TreeRow(
    "a: \"open\nb: c\n",
    #"""
    mapping 0..<1
      scalar plain 0..<1 "a"
      scalar plain 1..<1 ""
    ! 3..<4 the quoted text is not closed
    """#),
  TreeRow(
    "key\nother: x\n",
    #"""
    scalar plain 0..<9 "key other"
    ! 9..<10 a mapping value is not allowed here: quote text that contains `: `, or check the indentation
    """#),
  TreeRow(
    "a:\n  b: 1\n c: 2\n",
    #"""
    mapping 0..<9
      scalar plain 0..<1 "a"
      mapping 5..<9
        scalar plain 5..<6 "b"
        scalar plain 8..<9 "1"
    ! 11..<12 expected a key at the indentation of its mapping (0..<1 the mapping begins here)
    """#),
  TreeRow(
    "a:\n - b\n c\n",
    #"""
    mapping 0..<7
      scalar plain 0..<1 "a"
      sequence 4..<7
        scalar plain 6..<7 "b"
    ! 10..<11 expected `:` after a key (9..<10 the key begins here)
    """#),
  TreeRow(
    "Action: *\n",
    #"""
    mapping 0..<6
      scalar plain 0..<6 "Action"
      scalar plain 6..<6 ""
    ! 8..<9 `*` begins an alias, but no name follows: quote a literal `*`
    """#),
  TreeRow(
    "a: @x\n",
    #"""
    mapping 0..<1
      scalar plain 0..<1 "a"
      scalar plain 1..<1 ""
    ! 3..<4 `@` cannot begin a value: quote it
    """#),
  TreeRow(
    "a: %x\n",
    #"""
    mapping 0..<1
      scalar plain 0..<1 "a"
      scalar plain 1..<1 ""
    ! 3..<4 `%` cannot begin a value: quote it
    """#),
  TreeRow(
    "a: \u{1}\n",
    #"""
    ! 3..<4 control character U+0001 is not allowed
    """#),
  TreeRow(
    "é: b\u{7}\n",
    #"""
    ! 5..<6 control character U+0007 is not allowed
    """#),
  TreeRow(
    "a: - b\n",
    #"""
    mapping 0..<1
      scalar plain 0..<1 "a"
      scalar plain 1..<1 ""
    ! 3..<4 a `-` item is not allowed here: begin the sequence on a line of its own
    """#),
  TreeRow(
    "a: \"\\q\"\n",
    #"""
    mapping 0..<1
      scalar plain 0..<1 "a"
      scalar plain 1..<1 ""
    ! 4..<5 unknown escape in double-quoted text
    """#),
  TreeRow(
    "a: !x!y z\n",
    #"""
    mapping 0..<1
      scalar plain 0..<1 "a"
      scalar plain 1..<1 ""
    ! 3..<4 the handle of this tag is not declared
    """#),
  TreeRow(
    "a: ]\n",
    #"""
    mapping 0..<1
      scalar plain 0..<1 "a"
      scalar plain 1..<1 ""
    ! 3..<4 expected a value
    """#),
  TreeRow(
    "a\n--- b\n c: d: e\n",
    #"""
    scalar plain 0..<1 "a"
    ! 2..<5 a second document begins here; only the first is read
    """#),
  TreeRow(
    "%FOO\na",
    #"""
    ! 4..<5 found unknown directive name
    """#),
  TreeRow(
    "[é, b",
    #"""
    sequence 0..<6
      scalar plain 1..<3 "é"
      scalar plain 5..<6 "b"
    ! 5..<6 expected `,` or `]` (0..<1 opened here)
    """#),
  TreeRow(
    "a: \u{0}\n",
    #"""
    ! 3..<4 control character U+0000 is not allowed
    """#),
  TreeRow(
    "- [a: {b",
    #"""
    sequence 0..<8
      sequence 2..<8
        mapping 3..<8
          scalar plain 3..<4 "a"
          mapping 6..<8
            scalar plain 7..<8 "b"
            scalar plain 8..<8 ""
    ! 7..<8 expected `,` or `}` (6..<7 opened here)
    """#),
]
