/// A value to be written as JSON (RFC 8259), with members in the order in which they were given.
package enum JSON: Sendable {
  case string(String)
  case integer(Int)
  /// Written as `null` where it is not finite.
  case number(Double)
  case boolean(Bool)
  case array([JSON])
  case object([Member])

  package struct Member: Sendable {
    let name: String
    let value: JSON
  }

  /// The text, indented by two spaces, with a line break at its end.
  ///
  /// Characters that a reader could not see are escaped, so that the text can be shown on a
  /// terminal.
  package var text: String {
    var text = ""
    write(to: &text, indentation: "\n")
    return text + "\n"
  }

  /// - Parameter indentation: A line break and the spaces before what encloses this value.
  private func write(to text: inout String, indentation: String) {
    let inner = indentation + "  "
    switch self {
    case .string(let string): Self.quote(string, to: &text)
    case .integer(let integer): text += String(integer)
    case .number(let number): text += number.isFinite ? String(number) : "null"
    case .boolean(let boolean): text += boolean ? "true" : "false"
    case .array(let elements) where elements.isEmpty: text += "[]"
    case .array(let elements):
      var separator = "["
      for element in elements {
        text += separator + inner
        element.write(to: &text, indentation: inner)
        separator = ","
      }
      text += indentation + "]"
    case .object(let members) where members.isEmpty: text += "{}"
    case .object(let members):
      var separator = "{"
      for member in members {
        text += separator + inner
        Self.quote(member.name, to: &text)
        text += ": "
        member.value.write(to: &text, indentation: inner)
        separator = ","
      }
      text += indentation + "}"
    }
  }

  private static func quote(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.isHidden:
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }

  /// An object; members without a value are left out.
  package init(dictionaryLiteral elements: (String, JSON?)...) {
    self = .object(
      elements.compactMap { name, value in value.map { Member(name: name, value: $0) } })
  }

  /// An array of strings.
  package static func strings(_ strings: some Sequence<String>) -> JSON {
    .array(strings.map { .string($0) })
  }
}
