/// The formats that JSON Schema names, as far as they can be checked, and networks.
let generalFormats: [ValueFormat] = [
  ValueFormat("date", "a date, as `2026-01-31`") { isDate($0) },
  ValueFormat("date-time", "a date with a time and a zone, as `2026-01-31T12:00:00Z`") { text in
    guard text.count > 11, text.prefix(11).last.map({ $0 | 0x20 }) == UInt8(ascii: "t") else {
      return false
    }
    return isDate(text.prefix(10)) && isTime(text.dropFirst(11))
  },
  ValueFormat("email", "an e-mail address") { text in
    let halves = text.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    return halves.count >= 2 && halves.allSatisfy { !$0.isEmpty }
  },
  ValueFormat("ipv4", "an IPv4 address, as `192.0.2.1`") { ipv4Bytes(Substring($0)) != nil },
  ValueFormat("ipv4-network", "a block of IPv4 addresses, as `10.0.0.0/16`") {
    AddressBlock(String($0) ?? "")?.isIPv6 == false
  },
  ValueFormat("ipv6", "an IPv6 address, as `2001:db8::1`") { ipv6Bytes(Substring($0)) != nil },
  ValueFormat("ipv6-network", "a block of IPv6 addresses, as `2001:db8::/56`") {
    AddressBlock(String($0) ?? "")?.isIPv6 == true
  },
  ValueFormat("json", "a text in JSON") { text in
    !parseJSON(Array(text), map: SourceMap(identity: SourceFile.ID(index: 0))).problems.contains {
      $0.kind != .severalDocuments
    }
      && text.contains { !isSpace($0) }
  },
  ValueFormat("regex", "a regular expression") { text in
    if case .malformed? = Pattern.fault(in: String(text) ?? "") { false } else { true }
  },
  ValueFormat("time", "a time with a zone, as `12:00:00Z`") { isTime($0) },
  ValueFormat("uri", "a URI, as `https://example.com/path`") { isURI($0) },
]

/// A day of the Gregorian calendar, as `2026-01-31`.
private func isDate(_ text: Substring.UTF8View) -> Bool {
  let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
  guard parts.map(\.count) == [4, 2, 2], let year = number(parts[0]), let month = number(parts[1]),
    let day = number(parts[2]), (1...12).contains(month)
  else { return false }
  let isLeapYear = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  let days = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  return (1...days[month - 1]).contains(day)
}

/// `12:00:00Z`, `12:00:00.5+01:00`
private func isTime(_ text: Substring.UTF8View) -> Bool {
  guard let end = text.lastIndex(where: { "Zz+-".utf8.contains($0) }) else { return false }
  let zone = text[end...]
  let isZulu = zone.count == 1 && zone.first.map { $0 | 0x20 } == UInt8(ascii: "z")
  guard isZulu || clock(zone.dropFirst(), parts: 2) else { return false }
  let halves = text[..<end].split(
    separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
  return clock(halves[0], parts: 3)
    && (halves.count == 1 || !halves[1].isEmpty && halves[1].allSatisfy(isDecimalDigit))
}

private func clock(_ text: Substring.UTF8View, parts count: Int) -> Bool {
  let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
  guard parts.count == count, parts.allSatisfy({ $0.count == 2 }), let hour = number(parts[0]),
    hour < 24
  else { return false }
  return parts.dropFirst().allSatisfy { number($0).map { $0 < 60 } ?? false }
}

private func number(_ digits: Substring.UTF8View) -> Int? {
  digits.allSatisfy(isDecimalDigit) ? String(digits).flatMap { Int($0) } : nil
}

/// A scheme, a colon, and characters that a URI may hold.
private func isURI(_ text: Substring.UTF8View) -> Bool {
  guard let colon = text.firstIndex(of: UInt8(ascii: ":")), let first = text.first,
    isWordByte(first), !isDecimalDigit(first), first != UInt8(ascii: "_")
  else { return false }
  return text[..<colon].allSatisfy { isWordByte($0) || "+-.".utf8.contains($0) }
    && text.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"{}|\\^`".utf8.contains($0) }
}
