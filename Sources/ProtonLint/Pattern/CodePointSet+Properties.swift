extension CodePointSet {
  /// The characters of ASCII with a Unicode property, by the names that patterns have for it: general
  /// categories, and those of POSIX that Java takes.
  ///
  /// Source: the General_Category of the Unicode Character Database.
  static let asciiProperties: [String: CodePointSet] = [
    "ASCII": CodePointSet([0x00...0x7F]),
    "C": CodePointSet([0x00...0x1F, 0x7F...0x7F]),
    "Cc": CodePointSet([0x00...0x1F, 0x7F...0x7F]),
    "Cf": CodePointSet([]),
    "Graph": CodePointSet([0x21...0x7E]),
    "L": CodePointSet([0x41...0x5A, 0x61...0x7A]),
    "Ll": CodePointSet([0x61...0x7A]),
    "Lu": CodePointSet([0x41...0x5A]),
    "M": CodePointSet([]),
    "N": CodePointSet([0x30...0x39]),
    "Nd": CodePointSet([0x30...0x39]),
    "P": punctuation,
    "Print": CodePointSet([0x20...0x7E]),
    "S": symbols,
    "Z": CodePointSet(0x20),
    "Zs": CodePointSet(0x20),
  ]

  private static let symbols = CodePointSet(
    "$+<=>^`|~".unicodeScalars.map { $0.value...$0.value })
  private static let punctuation = CodePointSet(
    "!\"#%&'()*,-./:;?@[\\]_{}".unicodeScalars.map { $0.value...$0.value })
}
