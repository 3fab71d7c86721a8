/// Whether a text has nothing but characters that YAML permits, and neither tabs nor carriage
/// returns, byte order marks nor the line breaks of Unicode.
func holdsPlainText(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  let words = UnsafeRawBufferPointer(bytes)
  var offset = 0
  while offset < bytes.count {
    if offset + 8 <= bytes.count {
      let word = words.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      // No byte is below 0x20 or above 0x7E; a few words are looked at for nothing.
      let low = (word &- 0x2020_2020_2020_2020) & ~word
      let high = (word &+ 0x0101_0101_0101_0101) | word
      if (low | high) & 0x8080_8080_8080_8080 == 0 {
        offset += 8
        continue
      }
    }
    let end = min(offset + 8, bytes.count)
    while offset < end {
      let length = plainLength(bytes, at: offset)
      if length == 0 { return false }
      offset += length
    }
  }
  return true
}

/// The bytes of a permitted character; 0 if it is none.
private func plainLength(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
  func continuation(_ distance: Int) -> UInt8? {
    guard offset + distance < bytes.count else { return nil }
    let byte = bytes[offset + distance]
    return byte & 0xC0 == 0x80 ? byte : nil
  }
  switch bytes[offset] {
  case 0x0A, 0x20...0x7E: return 1
  case 0xC2:
    // U+0080 to U+009F are controls; U+0085 is a line break.
    guard let second = continuation(1), second >= 0xA0 else { return 0 }
    return 2
  case 0xC3...0xDF: return continuation(1) == nil ? 0 : 2
  case let first where first & 0xF0 == 0xE0:
    guard let second = continuation(1), let third = continuation(2) else { return 0 }
    switch (first, second, third) {
    case (0xE0, 0x80..<0xA0, _), (0xED, 0xA0..., _): return 0
    // U+2028 and U+2029 are line breaks.
    case (0xE2, 0x80, 0xA8), (0xE2, 0x80, 0xA9): return 0
    // A byte order mark, and what is no character.
    case (0xEF, 0xBB, 0xBF), (0xEF, 0xBF, 0xBE...): return 0
    default: return 3
    }
  case let first where (0xF0...0xF4).contains(first):
    guard let second = continuation(1), continuation(2) != nil, continuation(3) != nil else {
      return 0
    }
    return (first == 0xF0 && second < 0x90) || (first == 0xF4 && second >= 0x90) ? 0 : 4
  default: return 0
  }
}

/// Whether a plain scalar may begin with a byte, whatever follows it.
func mayBeginPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
    UInt8(ascii: "/"), UInt8(ascii: "$"), UInt8(ascii: "("), UInt8(ascii: "+"),
    UInt8(ascii: "~"), UInt8(ascii: "<"), UInt8(ascii: "="), UInt8(ascii: "^"),
    UInt8(ascii: ";"), 0x80...:
    true
  default: false
  }
}

/// Letters, digits and what stands in the short names of functions.
func isTagCharacter(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
    UInt8(ascii: "."), UInt8(ascii: ":"):
    true
  default: false
  }
}
