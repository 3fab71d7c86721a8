/// How the parts of a report stand out on a terminal.
struct Palette {
  enum Ink: String {
    case error = "1;31"
    case warning = "1;33"
    case note = "1;36"
    case frame = "1;34"
    case strong = "1"
  }

  let isColoured: Bool

  /// The text between the control sequences that ECMA-48 calls "select graphic rendition".
  func paint(_ text: String, _ ink: Ink) -> String {
    isColoured && !text.isEmpty ? "\u{1B}[\(ink.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension Severity {
  var ink: Palette.Ink {
    switch self {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }
}
