/// The records of a pax header that bear on what is read: `LENGTH KEY=VALUE` and a line feed each.
struct PaxRecords {
  private(set) var path: PathBytes?
  private(set) var size: Int?
  /// Whether the file is stored without its holes, in one of GNU's ways.
  private(set) var isSparse = false

  /// Adds records, which count more than earlier ones. False where they are malformed.
  mutating func add(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let digits = rest.prefix { $0 != UInt8(ascii: " ") }
      guard digits.count <= 10, let length = Int(text(digits)), length > digits.count + 1,
        length <= rest.count
      else { return false }
      let record = rest.prefix(length)
      rest = rest.dropFirst(length)
      let content = record.dropFirst(digits.count + 1)
      guard content.last == UInt8(ascii: "\n"),
        let equals = content.firstIndex(of: UInt8(ascii: "=")),
        add(key: text(content[..<equals]), value: content[(equals + 1)...].dropLast())
      else { return false }
    }
    return true
  }

  private mutating func add(key: String, value: ArraySlice<UInt8>) -> Bool {
    switch key {
    case "path":
      // An empty value takes an earlier one back.
      path = value.isEmpty ? nil : PathBytes(value)
    case "GNU.sparse.name":
      path = PathBytes(value)
      isSparse = true
    case "size":
      guard !value.isEmpty else {
        size = nil
        return true
      }
      guard let number = Int(text(value)), number >= 0 else { return false }
      size = number
    default:
      if key.hasPrefix("GNU.sparse.") { isSparse = true }
    }
    return true
  }
}
