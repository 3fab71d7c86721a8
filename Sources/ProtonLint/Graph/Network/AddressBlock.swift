/// A block of IP addresses in CIDR notation: `10.0.0.0/16`, `2001:db8::/56`.
///
/// Bits behind the prefix are dropped, as EC2 does.
public struct AddressBlock: Hashable, Sendable {
  /// Four bytes or sixteen.
  let bytes: [UInt8]
  public let prefixLength: Int

  public init?(_ text: String) {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count == 2, let bytes = ipv4Bytes(halves[0]) ?? ipv6Bytes(halves[0]),
      halves[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let length = Int(halves[1]), length <= bytes.count * 8
    else { return nil }
    self.bytes = bytes.indices.map { index in
      let kept = max(0, min(8, length - index * 8))
      return bytes[index] & ~UInt8(truncatingIfNeeded: 0xFF >> kept)
    }
    prefixLength = length
  }

  public var isIPv6: Bool { bytes.count == 16 }

  public func contains(_ other: AddressBlock) -> Bool {
    guard bytes.count == other.bytes.count, prefixLength <= other.prefixLength else { return false }
    for index in bytes.indices {
      let kept = max(0, min(8, prefixLength - index * 8))
      let mask = ~UInt8(truncatingIfNeeded: 0xFF >> kept)
      guard bytes[index] & mask == other.bytes[index] & mask else { return false }
    }
    return true
  }

  public func overlaps(_ other: AddressBlock) -> Bool { contains(other) || other.contains(self) }
}

/// The bytes of `192.0.2.1`; nil where the text is none, or has a number with a leading zero.
func ipv4Bytes(_ text: some StringProtocol) -> [UInt8]? {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  guard parts.count == 4 else { return nil }
  var bytes: [UInt8] = []
  for part in parts {
    guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      part.utf8.count == 1 || part.utf8.first != 0x30, let byte = UInt8(part)
    else { return nil }
    bytes.append(byte)
  }
  return bytes
}

/// The bytes of an address in the notation of RFC 4291, without a zone; nil where the text is none.
func ipv6Bytes(_ text: some StringProtocol) -> [UInt8]? {
  guard text.utf8.count <= 45 else { return nil }
  let groups = text.split(separator: ":", omittingEmptySubsequences: false)
  guard (3...9).contains(groups.count) else { return nil }
  var bytes: [UInt8] = []
  /// Where `::` stands, in bytes.
  var gap: Int?
  for (index, group) in groups.enumerated() {
    let isLast = index == groups.count - 1
    guard !group.isEmpty else {
      // At an end the colon must be one of two: `::1`, `1::`.
      if index == 0, groups[1].isEmpty { continue }
      if isLast, groups[index - 1].isEmpty { continue }
      guard gap == nil, index > 0, !isLast else { return nil }
      gap = bytes.count
      continue
    }
    if isLast, let tail = ipv4Bytes(group) {
      bytes += tail
    } else {
      guard group.utf8.count <= 4, group.utf8.allSatisfy(isHexDigit),
        let word = UInt16(group, radix: 16)
      else { return nil }
      bytes += [UInt8(word >> 8), UInt8(word & 0xFF)]
    }
  }
  guard let gap else { return bytes.count == 16 ? bytes : nil }
  guard bytes.count < 16 else { return nil }
  return bytes[..<gap] + [UInt8](repeating: 0, count: 16 - bytes.count) + bytes[gap...]
}

func isHexDigit(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
}
