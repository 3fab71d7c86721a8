import FactsData

/// The actions of IAM: which exist, what they do, and what they can be scoped to.
///
/// A snapshot (``date``) of AWS's Service Authorization Reference, embedded in the program and
/// searched in place. That an action is absent means that it was unknown on that day.
public struct IAMActionTable: Sendable {
  /// The table that was built into the program.
  public static let embedded = IAMActionTable(
    bytes: UnsafeRawBufferPointer(
      start: protonlint_iam_facts(), count: protonlint_iam_facts_size()))

  /// Nil where the bytes are no table of this layout; then nothing is known.
  private let layout: IAMActionLayout?

  /// A table that lies elsewhere, and stays there unchanged for as long as it is in use.
  package init(bytes: UnsafeRawBufferPointer) {
    layout = IAMActionLayout(FactBytes(bytes))
  }

  /// The day of the snapshot, `2026-04-14`; empty where there is no table.
  public var date: String {
    guard let date = layout?.date else { return "" }
    return [date / 10_000, date / 100 % 100, date % 100]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }
      .joined(separator: "-")
  }

  /// 0 where there is no table.
  public var actionCount: Int { layout?.actions.count ?? 0 }
  public var serviceCount: Int { layout?.services.count ?? 0 }

  /// Whether there are actions with this prefix: `s3`, in any case. False where there is no table.
  public func hasService(_ prefix: String) -> Bool {
    guard let layout, let key = Key(prefix[...]) else { return false }
    return layout.service(named: key.bytes) != nil
  }

  /// The action with this name: `s3:GetObject`, in any case.
  public func action(_ name: String) -> IAMAction? {
    guard let layout, let (prefix, action) = halves(of: name),
      let prefix = Key(prefix), let action = Key(action),
      let service = layout.service(named: prefix.bytes),
      let index = layout.action(named: action.bytes, of: service)
    else { return nil }
    var formats: [Range<Int>: [String]] = [:]
    return layout.action(at: index, of: service, reusing: &formats)
  }

  /// The actions that a policy means by `s3:Get*`, in order of service and name.
  ///
  /// `*` alone is every action, some 20,000; anything else needs a colon. The service may have
  /// wildcards too, although IAM itself refuses most of those.
  public func actions(matching pattern: String) -> [IAMAction] {
    var result: [IAMAction] = []
    forEachAction(matching: pattern) { action in
      result.append(action)
      return true
    }
    return result
  }

  /// The first of the actions that a policy means by a pattern, and that satisfies a predicate.
  public func firstAction(
    matching pattern: String, where isWanted: (IAMAction) -> Bool
  ) -> IAMAction? {
    var result: IAMAction?
    forEachAction(matching: pattern) { action in
      if isWanted(action) { result = action }
      return result == nil
    }
    return result
  }

  /// - Parameter body: Returns whether to go on.
  private func forEachAction(matching pattern: String, _ body: (IAMAction) -> Bool) {
    guard let layout, let (prefix, name) = pattern == "*" ? ("*", "*") : halves(of: pattern),
      let services = IAMPattern(prefix, ignoresCase: true),
      let names = IAMPattern(name, ignoresCase: true)
    else { return }
    var formats: [Range<Int>: [String]] = [:]
    for service in layout.services(matching: services) {
      for index in layout.actions(matching: names, of: service) {
        guard let action = layout.action(at: index, of: service, reusing: &formats) else {
          continue
        }
        guard body(action) else { return }
      }
    }
  }

  private func halves(of name: String) -> (Substring, Substring)? {
    guard let colon = name.firstIndex(of: ":") else { return nil }
    return (name[..<colon], name[name.index(after: colon)...])
  }

  /// A name to look for; no name in the table has more than 255 bytes.
  private struct Key {
    let bytes: [UInt8]

    init?(_ name: Substring) {
      bytes = name.utf8.prefix(256).map(\.asciiLowercased)
      guard bytes.count < 256 else { return nil }
    }
  }
}
