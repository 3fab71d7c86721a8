/// Functions that encode, count and cut.
extension CloudFormationTemplate {
  func base64(_ call: IntrinsicCall, depth: Int) -> Value.Form {
    guard let text = argument(of: call, depth: depth).string,
      text.utf8.count <= textLimit / 2
    else { return .unknown }
    return .string(base64Text(of: Array(text.utf8)))
  }

  /// The number of elements, where no condition takes one away.
  func length(of call: IntrinsicCall, depth: Int) -> Value.Form {
    guard case .list(let elements) = argument(of: call, depth: depth).form else { return .unknown }
    for element in elements {
      switch element.form {
      case .choice, .null, .unknown: return .unknown
      case .bool, .number, .string, .list, .map, .reference, .text, .symbol: continue
      }
    }
    return .number(String(elements.count))
  }

  func json(_ call: IntrinsicCall, depth: Int) -> Value.Form {
    var text = ""
    guard appendJSON(argument(of: call, depth: depth), to: &text, depth: 0) else { return .unknown }
    return .string(text)
  }

  /// Whether all of the value is known, and not too long.
  private func appendJSON(_ value: Value, to text: inout String, depth: Int) -> Bool {
    guard depth < 32, text.utf8.count <= textLimit else { return false }
    switch value.form {
    case .null: text += "null"
    case .bool(let bool): text += bool ? "true" : "false"
    case .number(let number): text += number
    case .string(let string): text += quotedInJSON(string)
    case .list(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        guard appendJSON(element, to: &text, depth: depth + 1) else { return false }
      }
      text += "]"
    case .map(let entries):
      text += "{"
      for (index, entry) in entries.enumerated() {
        text += (index > 0 ? "," : "") + quotedInJSON(entry.key) + ":"
        guard appendJSON(entry.value, to: &text, depth: depth + 1) else { return false }
      }
      text += "}"
    case .reference, .choice, .text, .symbol, .unknown: return false
    }
    return true
  }

  /// The blocks that `Fn::Cidr` cuts an IPv4 block into. Those of IPv6 are not worked out.
  func addressBlocks(_ argument: SyntaxNode, depth: Int) -> Value.Form {
    let items = Array(argument.items)
    guard items.count == 3,
      let block = value(of: items[0], depth: depth).string.flatMap(AddressBlock.init),
      let count = value(of: items[1], depth: depth).string.flatMap({ Int($0) }),
      let bits = value(of: items[2], depth: depth).string.flatMap({ Int($0) }),
      (1...256).contains(count)
    else { return .unknown }
    guard let blocks = block.blocks(count: count, hostBits: bits) else { return .unknown }
    return .list(blocks.map { Value(.string($0), at: argument.span) })
  }
}

private func base64Text(of bytes: [UInt8]) -> String {
  let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  text.reserveCapacity((bytes.count + 2) / 3 * 4)
  var index = 0
  while index < bytes.count {
    let rest = bytes[index..<min(index + 3, bytes.count)]
    var group: UInt32 = 0
    for (number, byte) in rest.enumerated() { group |= UInt32(byte) << UInt32(16 - 8 * number) }
    for number in 0..<4 {
      text.append(
        number <= rest.count
          ? digits[Int(group >> UInt32(18 - 6 * number)) & 63] : UInt8(ascii: "="))
    }
    index += 3
  }
  return String(decoding: text, as: UTF8.self)
}

private func quotedInJSON(_ string: String) -> String {
  var text = "\""
  for scalar in string.unicodeScalars {
    switch scalar {
    case "\"": text += "\\\""
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    case _ where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
    default: text.unicodeScalars.append(scalar)
    }
  }
  return text + "\""
}
