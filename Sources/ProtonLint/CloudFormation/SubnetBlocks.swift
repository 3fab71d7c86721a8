extension AddressBlock {
  /// The first blocks that an IPv4 block can be cut into, as `Fn::Cidr` cuts it; nil where it has
  /// not so many, and for IPv6.
  ///
  /// - Parameter hostBits: The bits that are left for addresses inside of each.
  func blocks(count: Int, hostBits: Int) -> [String]? {
    guard !isIPv6, (1...32).contains(hostBits), hostBits <= 32 - prefixLength, count >= 1,
      count <= 1 << (32 - prefixLength - hostBits)
    else { return nil }
    let start = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    return (0..<count).map { number in
      let first = start + UInt64(number) << UInt64(hostBits)
      let octets = [24, 16, 8, 0].map { String(first >> UInt64($0) & 0xFF) }
      return octets.joined(separator: ".") + "/\(32 - hostBits)"
    }
  }
}
