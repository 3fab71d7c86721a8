/// Lists and dictionaries can be changed, and whoever holds one sees it. Values are values here, so
/// each has an identity, and what was changed stands in a table: a value is looked up there before
/// it is used.
extension Renderer {
  /// The value with an identity, so that a change of it is seen by all who hold it.
  mutating func owned(_ value: JinjaValue) -> JinjaValue {
    switch value {
    case .list(let list) where list.identity == 0:
      lastIdentity += 1
      return .list(JinjaList(list.items, identity: lastIdentity))
    case .dict(var dict) where dict.identity == 0:
      lastIdentity += 1
      dict.identity = lastIdentity
      return .dict(dict)
    default: return value
    }
  }

  /// The value as it is now.
  func fresh(_ value: JinjaValue) -> JinjaValue {
    guard !revisions.isEmpty else { return value }
    switch value {
    case .list(let list): return revisions[list.identity] ?? value
    case .dict(let dict): return revisions[dict.identity] ?? value
    case .lazy(let lazy): return .lazy(fresh(lazy))
    default: return value
    }
  }

  func fresh(_ lazy: JinjaLazy) -> JinjaLazy {
    switch lazy.kind {
    case .range: return lazy
    case .keys(let identity), .values(let identity), .pairs(let identity):
      guard case .dict(let dict)? = revisions[identity] else { return lazy }
      return JinjaLazy(
        kind: lazy.kind, items: dict.entries.map { JinjaLazy.part(of: $0, lazy.kind) })
    }
  }

  func present(_ list: JinjaList) -> [JinjaValue] {
    guard !revisions.isEmpty, case .list(let now)? = revisions[list.identity] else {
      return list.items
    }
    return now.items
  }

  func present(_ dict: JinjaDict) -> JinjaDict {
    guard !revisions.isEmpty, case .dict(let now)? = revisions[dict.identity] else { return dict }
    return now
  }

  /// Changes a list for all who hold it.
  mutating func revise(
    _ list: JinjaList, to items: [JinjaValue], at span: Span
  ) throws(JinjaFailure) {
    let value = JinjaValue.list(JinjaList(items, identity: list.identity))
    _ = try weighed(value, at: span)
    if list.identity != 0 { revisions[list.identity] = value }
  }

  mutating func revise(_ dict: JinjaDict, at span: Span) throws(JinjaFailure) {
    _ = try weighed(.dict(dict), at: span)
    if dict.identity != 0 { revisions[dict.identity] = .dict(dict) }
  }
}
