/// The forms of the values of DNS records, by type.
///
/// Source: "Supported DNS record types" in the developer guide of Route 53:
/// <https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html>.
public enum DNSRecord {
  public struct Form: Sendable {
    /// `a` or `an`, for the name of the type.
    public let article: String
    /// What a value is.
    public let words: String
    private let test: @Sendable (String) -> Bool

    init(_ article: String, _ words: String, _ test: @escaping @Sendable (String) -> Bool) {
      self.article = article
      self.words = words
      self.test = test
    }

    public func accepts(_ value: String) -> Bool { test(value) }
  }

  /// Nil for a type whose values are not checked.
  public static func form(ofType type: String) -> Form? { forms[type] }

  private static let forms: [String: Form] = [
    "A": Form("an", "an IPv4 address, as `192.0.2.1`") { ipv4Bytes($0) != nil },
    "AAAA": Form("an", "an IPv6 address, as `2001:db8::1`") { ipv6Bytes($0) != nil },
    "CAA": Form("a", "0 or 128, a tag and a text in quotation marks, as `0 issue \"amazon.com\"`") {
      isCAA($0)
    },
    "CNAME": Form("a", "the name of a domain", isDomain),
    "MX": Form("an", "a priority from 0 to 65535 and a name, as `10 mail.example.com`") {
      hasNumbers($0, 1)
    },
    "NS": Form("an", "the name of a server", isDomain),
    "PTR": Form("a", "the name of a domain", isDomain),
    "SPF": text,
    "SRV": Form(
      "an", "priority, weight, port and name, as `1 10 5269 server.example.com`"
    ) { hasNumbers($0, 3) },
    "TXT": text,
  ]

  private static let text = Form(
    "a", "texts of up to 255 characters, each in quotation marks", isQuoted)

  /// Any characters but spaces: Route 53 takes most as they are, and others escaped.
  private static let isDomain: @Sendable (String) -> Bool = { name in
    !name.isEmpty && name.utf8.count <= 1_024
      && name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  private static func parts(of value: String) -> [Substring] {
    value.split { $0 == " " || $0 == "\t" }
  }

  private static func hasNumbers(_ value: String, _ count: Int) -> Bool {
    let parts = parts(of: value)
    return parts.count == count + 1
      && parts.dropLast().allSatisfy { UInt16($0) != nil && $0.utf8.allSatisfy(isDecimalDigit) }
      && isDomain(String(parts[count]))
  }

  private static func isCAA(_ value: String) -> Bool {
    let parts = value.split(maxSplits: 2) { $0 == " " || $0 == "\t" }
    guard parts.count == 3, parts[0] == "0" || parts[0] == "128" else { return false }
    return parts[1].utf8.allSatisfy { isWordByte($0) && $0 != UInt8(ascii: "_") }
      && parts[2].utf8.count > 2 && parts[2].hasPrefix("\"") && parts[2].hasSuffix("\"")
  }

  /// One or more texts in quotation marks, with spaces between them or not. A backslash escapes a
  /// quotation mark, and stands before the three octal digits of a character.
  private static let isQuoted: @Sendable (String) -> Bool = { value in
    var isInside = false
    var length = 0
    var texts = 0
    var isEscaped = false
    for byte in value.utf8 {
      guard isInside else {
        if byte == UInt8(ascii: "\"") {
          isInside = true
          length = 0
        } else if byte != 0x20, byte != 0x09 {
          return false
        }
        continue
      }
      if !isEscaped, byte == UInt8(ascii: "\"") {
        isInside = false
        texts += 1
        continue
      }
      // An escape counts as one character, which its last byte stands for.
      isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      if !isEscaped { length += 1 }
      guard length <= 255 || value.utf8.contains(UInt8(ascii: "\\")) else { return false }
    }
    return !isInside && texts > 0
  }
}
