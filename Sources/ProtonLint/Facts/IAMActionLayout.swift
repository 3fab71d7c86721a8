/// Where things stand in the table of IAM actions, layout version 1. `scripts/facts/iam` writes it.
///
/// ```text
/// header, 64 bytes     "PLIA", then u32: layout version, date as yyyymmdd; the numbers of services,
///                      actions, ARN formats, list entries and text bytes; the offsets of the five
///                      sections, in the same order
/// services, 12 each    u32 name, u32 first action, u16 length of name, u16 number of actions
/// actions, 12 each     u32 name, u32 first list entry, u8 length of name, u8 number of entries,
///                      u8 access level, u8 flags (1: can be scoped)
/// ARN formats, 8 each  u32 text, u16 length, u16 zero
/// lists, 2 each        u16 index of an ARN format
/// text                 all strings, ASCII; offsets of names and texts count from here
/// ```
///
/// Services, and the actions of each, are sorted by their names in lower case.
struct IAMActionLayout: Sendable {
  let date: UInt32
  let services: FactRecords
  let actions: FactRecords
  private let formats: FactRecords
  private let lists: FactRecords
  private let text: FactRecords
  private let bytes: FactBytes

  private static let magic = UInt32(0x4149_4C50)  // "PLIA"
  private static let version = UInt32(1)

  init?(_ bytes: FactBytes) {
    func section(_ index: Int, width: Int) -> FactRecords? {
      guard let count = bytes.count32(at: 12 + 4 * index),
        let start = bytes.count32(at: 32 + 4 * index)
      else { return nil }
      return FactRecords(start: start, width: width, count: count, in: bytes)
    }
    guard bytes.number(UInt32.self, at: 0) == Self.magic,
      bytes.number(UInt32.self, at: 4) == Self.version,
      let date = bytes.number(UInt32.self, at: 8),
      let services = section(0, width: 12), let actions = section(1, width: 12),
      let formats = section(2, width: 8), let lists = section(3, width: 2),
      let text = section(4, width: 1)
    else { return nil }
    self.date = date
    self.services = services
    self.actions = actions
    self.formats = formats
    self.lists = lists
    self.text = text
    self.bytes = bytes
  }

  struct Service {
    let name: FactBytes.Text
    let actions: Range<Int>
  }

  func service(at index: Int) -> Service? {
    guard let offset = services.offset(of: index),
      let name = name(bytes.count32(at: offset), bytes.count16(at: offset + 8)),
      let first = bytes.count32(at: offset + 4), let count = bytes.count16(at: offset + 10),
      let range = actions.indices(from: first, count: count)
    else { return nil }
    return Service(name: name, actions: range)
  }

  /// Actions share lists of formats, and many of a service's have the same: those already read
  /// are kept for the next.
  func action(
    at index: Int, of service: Service, reusing formats: inout [Range<Int>: [String]]
  ) -> IAMAction? {
    guard let offset = actions.offset(of: index), let name = actionName(at: index),
      let first = bytes.count32(at: offset + 4), let count = bytes.count8(at: offset + 9),
      let list = lists.indices(from: first, count: count),
      let level = bytes.number(UInt8.self, at: offset + 10).flatMap(
        IAMAction.AccessLevel.init(rawValue:)),
      let flags = bytes.number(UInt8.self, at: offset + 11),
      let resources = formats[list] ?? self.formats(in: list)
    else { return nil }
    formats[list] = resources
    return IAMAction(
      name: String(decoding: service.name, as: UTF8.self) + ":"
        + String(decoding: name, as: UTF8.self),
      accessLevel: level, canBeScoped: flags & 1 != 0, resourceARNs: resources)
  }

  private func actionName(at index: Int) -> FactBytes.Text? {
    actions.offset(of: index).flatMap { name(bytes.count32(at: $0), bytes.count8(at: $0 + 8)) }
  }

  /// Nil where one of them cannot be read.
  private func formats(in list: Range<Int>) -> [String]? {
    let found = list.compactMap { entry -> String? in
      guard let index = lists.offset(of: entry).flatMap(bytes.count16(at:)),
        let offset = formats.offset(of: index)
      else { return nil }
      return name(bytes.count32(at: offset), bytes.count16(at: offset + 4)).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
    return found.count == list.count ? found : nil
  }

  private func name(_ offset: Int?, _ count: Int?) -> FactBytes.Text? {
    guard let offset, let count, let range = text.indices(from: offset, count: count) else {
      return nil
    }
    return bytes.text(at: text.start + range.lowerBound, count: range.count)
  }
}

/// Searching. Keys are in lower case.
extension IAMActionLayout {
  func service(named key: [UInt8]) -> Service? {
    let range = 0..<services.count
    let index = lowerBound(of: key, in: range) { service(at: $0)?.name }
    return service(at: index).flatMap { $0.name.order(against: key) == 0 ? $0 : nil }
  }

  func action(named key: [UInt8], of service: Service) -> Int? {
    let index = lowerBound(of: key, in: service.actions, name: actionName(at:))
    guard index < service.actions.upperBound, actionName(at: index)?.order(against: key) == 0
    else { return nil }
    return index
  }

  func services(matching pattern: IAMPattern) -> [Service] {
    if pattern.isLiteral { return service(named: pattern.literalPrefix).map { [$0] } ?? [] }
    var result: [Service] = []
    // Each action belongs to one service, so that a search is bounded by the size of the table.
    var end = 0
    for service in (0..<services.count).lazy.compactMap(service(at:)) {
      guard service.actions.lowerBound >= end else { continue }
      end = service.actions.upperBound
      if pattern.matches(service.name) { result.append(service) }
    }
    return result
  }

  /// The indices of the actions that match; the pattern ignores case.
  func actions(matching pattern: IAMPattern, of service: Service) -> [Int] {
    let prefix = pattern.literalPrefix
    let start = lowerBound(of: prefix, in: service.actions, name: actionName(at:))
    var result: [Int] = []
    for index in start..<service.actions.upperBound {
      guard let name = actionName(at: index) else { continue }
      guard name.prefix(prefix.count).order(against: prefix) == 0 else { break }
      if pattern.matches(name) { result.append(index) }
    }
    return result
  }

  /// The first index whose name is not below the key. A name that cannot be read counts as below.
  private func lowerBound(
    of key: [UInt8], in range: Range<Int>, name: (Int) -> FactBytes.Text?
  ) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if let name = name(middle), name.order(against: key) >= 0 {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }
}

extension FactBytes.Text {
  /// Below zero, zero or above, by bytes in lower case.
  fileprivate func order(against key: [UInt8]) -> Int {
    for (byte, other) in zip(self, key) {
      let byte = byte.asciiLowercased
      if byte != other { return byte < other ? -1 : 1 }
    }
    return count - key.count
  }
}
