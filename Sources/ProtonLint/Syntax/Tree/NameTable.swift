/// The distinct texts of keys and tags, numbered in the order in which they came up.
///
/// Texts are told apart by their bytes, as CloudFormation does, and not by canonical equivalence,
/// as `String` does.
struct NameTable: Sendable {
  private(set) var texts: [String] = []
  private var bytes: [UInt8] = []
  private var entries: [Entry] = []
  /// Open addressing: numbers of entries, or `UInt32.max`. The count is a power of two.
  private var slots: [UInt32] = []

  private struct Entry {
    let hash: UInt64
    let start: Int
    let count: Int
  }

  var count: Int { entries.count }

  subscript(number: UInt32) -> String { texts[Int(number)] }

  /// The number of a text, which it keeps.
  mutating func intern(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
    // At most three of four slots are taken, so that every search meets a free one.
    if entries.count * 4 >= slots.count * 3 { grow() }
    let hash = seededHash(name)
    let slot = slot(of: name, hash: hash)
    if slots[slot] != .max { return slots[slot] }

    let number = UInt32(truncatingIfNeeded: entries.count)
    slots[slot] = number
    entries.append(Entry(hash: hash, start: bytes.count, count: name.count))
    bytes.append(contentsOf: name)
    texts.append(String(decoding: name, as: UTF8.self))
    return number
  }

  /// The number of a text; nil if it never came up.
  func find(_ text: String) -> UInt32? {
    guard !slots.isEmpty else { return nil }
    var text = text
    return text.withUTF8 { name in
      let number = slots[slot(of: name, hash: seededHash(name))]
      return number == .max ? nil : number
    }
  }

  private func slot(of name: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      let mask = slots.count - 1
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != .max {
        let entry = entries[Int(slots[slot])]
        let known = bytes[entry.start..<entry.start + entry.count]
        if entry.hash == hash, equalBytes(UnsafeBufferPointer(rebasing: known), name) { break }
        slot = (slot + 1) & mask
      }
      return slot
    }
  }

  private mutating func grow() {
    slots = Array(repeating: .max, count: max(64, slots.count * 2))
    let mask = slots.count - 1
    for (number, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & mask
      while slots[slot] != .max { slot = (slot + 1) & mask }
      slots[slot] = UInt32(truncatingIfNeeded: number)
    }
  }
}

/// Differs from run to run, so that no file can be written whose keys all fall into one slot.
private let seed = UInt64.random(in: .min ... .max)

/// A hash of eight bytes a step: multiply to 128 bits, then fold the halves.
private func seededHash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
  var hash = seed ^ UInt64(truncatingIfNeeded: bytes.count)
  var offset = 0
  let raw = UnsafeRawBufferPointer(bytes)
  while offset + 8 <= raw.count {
    hash = mixed(hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    offset += 8
  }
  var rest: UInt64 = 0
  while offset < raw.count {
    rest = rest << 8 | UInt64(raw[offset])
    offset += 1
  }
  return mixed(mixed(hash ^ rest))
}

private func mixed(_ value: UInt64) -> UInt64 {
  let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
  return product.high ^ product.low
}
