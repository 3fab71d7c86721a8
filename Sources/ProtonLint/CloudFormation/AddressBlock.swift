/// A block of IPv4 addresses: `10.0.0.0/16`.
struct AddressBlock: Hashable, Sendable {
  let address: UInt32
  /// The bits that all addresses of the block share.
  let prefix: Int

  init?(_ text: String) {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false)
    guard halves.count == 2, let prefix = Int(halves[1]), (0...32).contains(prefix) else {
      return nil
    }
    let octets = halves[0].split(separator: ".", omittingEmptySubsequences: false)
    guard octets.count == 4 else { return nil }
    var address: UInt32 = 0
    for octet in octets {
      guard let number = UInt8(octet) else { return nil }
      address = address << 8 | UInt32(number)
    }
    self.address = address
    self.prefix = prefix
  }

  /// The first blocks that this one can be cut into; nil where it has not so many.
  ///
  /// - Parameter hostBits: The bits that are left for addresses inside of each.
  func blocks(count: Int, hostBits: Int) -> [String]? {
    guard (1...32).contains(hostBits), hostBits <= 32 - prefix, count >= 1,
      count <= 1 << (32 - prefix - hostBits)
    else { return nil }
    let mask: UInt64 = ~((1 << UInt64(32 - prefix)) - 1)
    let start = UInt64(address) & mask
    return (0..<count).map { number in
      let first = start + UInt64(number) << UInt64(hostBits)
      let octets = [24, 16, 8, 0].map { String(first >> UInt64($0) & 0xFF) }
      return octets.joined(separator: ".") + "/\(32 - hostBits)"
    }
  }
}
