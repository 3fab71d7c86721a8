/// What entities of HTML stand for, as Python's `html.unescape` resolves them.
///
/// Of the named ones these are those that need no semicolon. The others are some two thousand, which
/// no template is known to use.
enum HTMLEntities {
  private static let named = table(
    """
    AElig=c6 AMP=26 Aacute=c1 Acirc=c2 Agrave=c0 Aring=c5 Atilde=c3 Auml=c4 COPY=a9 Ccedil=c7
    ETH=d0 Eacute=c9 Ecirc=ca Egrave=c8 Euml=cb GT=3e Iacute=cd Icirc=ce Igrave=cc Iuml=cf LT=3c
    Ntilde=d1 Oacute=d3 Ocirc=d4 Ograve=d2 Oslash=d8 Otilde=d5 Ouml=d6 QUOT=22 REG=ae THORN=de
    Uacute=da Ucirc=db Ugrave=d9 Uuml=dc Yacute=dd aacute=e1 acirc=e2 acute=b4 aelig=e6 agrave=e0
    amp=26 aring=e5 atilde=e3 auml=e4 brvbar=a6 ccedil=e7 cedil=b8 cent=a2 copy=a9 curren=a4
    deg=b0 divide=f7 eacute=e9 ecirc=ea egrave=e8 eth=f0 euml=eb frac12=bd frac14=bc frac34=be
    gt=3e iacute=ed icirc=ee iexcl=a1 igrave=ec iquest=bf iuml=ef laquo=ab lt=3c macr=af micro=b5
    middot=b7 nbsp=a0 not=ac ntilde=f1 oacute=f3 ocirc=f4 ograve=f2 ordf=aa ordm=ba oslash=f8
    otilde=f5 ouml=f6 para=b6 plusmn=b1 pound=a3 quot=22 raquo=bb reg=ae sect=a7 shy=ad sup1=b9
    sup2=b2 sup3=b3 szlig=df thorn=fe times=d7 uacute=fa ucirc=fb ugrave=f9 uml=a8 uuml=fc
    yacute=fd yen=a5 yuml=ff
    """)

  /// What numbers mean that are no characters, as browsers have them.
  private static let renumbered = table(
    """
    0=fffd d=d 80=20ac 81=81 82=201a 83=192 84=201e 85=2026 86=2020 87=2021 88=2c6 89=2030 8a=160
    8b=2039 8c=152 8d=8d 8e=17d 8f=8f 90=90 91=2018 92=2019 93=201c 94=201d 95=2022 96=2013
    97=2014 98=2dc 99=2122 9a=161 9b=203a 9c=153 9d=9d 9e=17e 9f=178
    """)

  private static func table(_ rows: String) -> [String: UInt32] {
    var table: [String: UInt32] = [:]
    for row in rows.split(whereSeparator: \.isWhitespace) {
      let parts = row.split(separator: "=")
      if parts.count == 2 { table[String(parts[0])] = UInt32(parts[1], radix: 16) }
    }
    return table
  }

  static func resolved(_ text: String) -> String {
    guard text.utf8.contains(0x26) else { return text }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      guard scalars[index] == "&", let (replacement, end) = entity(scalars, from: index + 1) else {
        result.append(scalars[index])
        index += 1
        continue
      }
      result.append(contentsOf: replacement.unicodeScalars)
      index = end
    }
    return String(result)
  }

  private static func entity(
    _ scalars: [Unicode.Scalar], from start: Int
  ) -> (String, end: Int)? {
    if start < scalars.count, scalars[start] == "#" { return number(scalars, from: start + 1) }
    let stops: Set<Unicode.Scalar> = ["\t", "\n", "\u{C}", " ", "<", "&", "#", ";"]
    let end =
      scalars[start...].prefix(32).firstIndex(where: stops.contains)
      ?? min(start + 32, scalars.count)
    // The longest name that the letters begin with.
    for cut in stride(from: end, to: start + 1, by: -1) {
      let name = String(String.UnicodeScalarView(scalars[start..<cut]))
      guard let value = named[name], let scalar = Unicode.Scalar(value) else { continue }
      let hasSemicolon = cut == end && end < scalars.count && scalars[end] == ";"
      return (String(scalar), hasSemicolon ? end + 1 : cut)
    }
    return nil
  }

  private static func number(
    _ scalars: [Unicode.Scalar], from start: Int
  ) -> (String, end: Int)? {
    let isHexadecimal = start < scalars.count && (scalars[start] == "x" || scalars[start] == "X")
    let first = isHexadecimal ? start + 1 : start
    guard first < scalars.count else { return nil }
    let digits = scalars[first...].prefix { scalar in
      scalar.isASCII && (isHexadecimal ? Character(scalar).isHexDigit : Character(scalar).isNumber)
    }
    guard !digits.isEmpty else { return nil }
    let hasSemicolon = digits.endIndex < scalars.count && scalars[digits.endIndex] == ";"
    let end = digits.endIndex + (hasSemicolon ? 1 : 0)
    let value =
      UInt32(String(String.UnicodeScalarView(digits)), radix: isHexadecimal ? 16 : 10) ?? .max
    if let other = renumbered[String(value, radix: 16)] {
      return (Unicode.Scalar(other).map { String($0) } ?? "", end)
    }
    guard let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", end) }
    return (isCharacter(value) ? String(scalar) : "", end)
  }

  private static func isCharacter(_ value: UInt32) -> Bool {
    switch value {
    case 0x1...0x8, 0xB, 0xE...0x1F, 0x7F...0x9F, 0xFDD0...0xFDEF: false
    default: value & 0xFFFE != 0xFFFE
    }
  }
}
