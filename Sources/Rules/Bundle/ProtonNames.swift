/// Whether Proton takes a name of a template, a service or an instance: up to 100 characters, letters
/// and digits first, then hyphens and underscores as well.
func isProtonName(_ name: String) -> Bool {
  func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }
  guard let first = name.utf8.first, isLetterOrDigit(first) else { return false }
  return name.utf8.count <= 100
    && name.utf8.allSatisfy {
      isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
    }
}
