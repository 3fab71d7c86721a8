/// A text in which every character can be seen, so that it cannot drive a terminal or hide from
/// a reader: control characters, marks of writing direction and line breaks become `\u{…}`.
func visible(_ text: String) -> String {
  guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return text }
  var result = ""
  for scalar in text.unicodeScalars {
    if scalar.isHidden {
      result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// The columns that a text without hidden characters takes on a terminal.
func displayWidth(_ text: String) -> Int {
  text.reduce(0) { $0 + displayWidth($1) }
}

extension String {
  /// The text with spaces behind it, to fill so many columns.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - displayWidth(self)))
  }
}

/// Terminals do not agree on clusters. The newer ones show an emoji with its modifiers as one,
/// all of them other characters side by side.
func displayWidth(_ character: Character) -> Int {
  let scalars = character.unicodeScalars
  guard let first = scalars.first else { return 0 }
  guard scalars.count > 1, first.properties.isEmoji else {
    return scalars.reduce(0) { $0 + $1.displayWidth }
  }
  let variationSelectorForEmoji: Unicode.Scalar = "\u{FE0F}"
  if scalars.contains(variationSelectorForEmoji) { return 2 }
  return scalars.map(\.displayWidth).max() ?? 0
}

extension Unicode.Scalar {
  /// Whether a reader would not see it, or would see other characters moved by it. The joiners,
  /// which Persian, Hindi and emoji are written with, are left alone.
  var isHidden: Bool {
    if value < 0x7F { return value < 0x20 }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    case .format: return self != "\u{200C}" && self != "\u{200D}"
    default: return false
    }
  }

  fileprivate var displayWidth: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    if (0x1160...0x11FF).contains(value) { return 0 }  // Vowels and finals of a Hangul syllable.
    if properties.isEmojiPresentation { return 2 }
    return wideRanges.contains { $0.contains(value) } ? 2 : 1
  }
}

/// What is two columns wide, besides emoji: East_Asian_Width `W` and `F` of Unicode's
/// `EastAsianWidth.txt`, with the unassigned code points between them.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF,
  0x4E00...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
  0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FF, 0x1F200...0x1F265,
  0x20000...0x3FFFD,
]
