/// The filters that look into lists, and give something at once.
extension Renderer {
  mutating func applyToList(
    _ name: String, _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    switch name {
    case "length", "count":
      guard let length = try knownLength(of: value, at: span) else {
        throw JinjaFailure(kind: .failure, message: "this value has no length", span: span)
      }
      return .integer(length)
    case "first":
      if case .iterator(let number) = value {
        return try next(of: number, at: span) ?? nothing("first")
      }
      return try items(of: value, at: span).first.map { fresh($0) } ?? nothing("first")
    case "last":
      if case .iterator = value { throw given.failure }
      return try items(of: value, at: span).last.map { fresh($0) } ?? nothing("last")
    case "list": return .items(try items(of: value, at: span))
    case "reverse": return try reversed(value, at: span)
    case "join":
      var items = try self.items(of: value, at: span)
      if let attribute = given["attribute"], !attribute.isNone {
        let path = AttributePath(attribute)
        for index in items.indices {
          items[index] = try path.value(of: items[index], in: &self, at: span)
        }
      }
      return try join(items, given["d"] ?? .text(""), at: span)
    case "sum": return try sum(value, given, at: span)
    case "min", "max": return try extreme(value, isMin: name == "min", given, at: span)
    case "sort": return try sorted(value, given, at: span)
    case "dictsort": return try sortedPairs(value, given, at: span)
    default: return try grouped(value, given, at: span)
    }
  }

  private func nothing(_ name: String) -> JinjaValue {
    .undefined(JinjaUndefined(name: name, reason: .undefined(name)))
  }

  /// Python's `len`; nil for what has none.
  mutating func knownLength(of value: JinjaValue, at span: Span) throws(JinjaFailure) -> Int? {
    switch value {
    case .list(let list): present(list).count
    case .tuple(let items), .group(let items): items.count
    case .lazy(let lazy): fresh(lazy).items.count
    case .dict(let dict): present(dict).entries.count
    case .string(let text): text.known.map { $0.unicodeScalars.count }
    case .loop(let number): try length(ofLoop: number, at: span)
    default: nil
    }
  }

  private mutating func reversed(_ value: JinjaValue, at span: Span) throws(JinjaFailure)
    -> JinjaValue
  {
    switch value {
    case .string(let text):
      let known = text.known ?? ""
      let reversed = String(String.UnicodeScalarView(known.unicodeScalars.reversed()))
      return .string(JinjaText(reversed, isMarkup: text.isMarkup))
    case .list(let list):
      let last = present(list).count - 1
      return .iterator(try made(.reversed(list, last), at: span))
    case .iterator(let number): return .items(try drained(number, at: span).reversed())
    default:
      return .iterator(try made(.items(try items(of: value, at: span).reversed(), 0), at: span))
    }
  }

  mutating func join(
    _ items: [JinjaValue], _ separator: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    var separator = try text(of: try required(separator, at: span), at: span)
    var texts: [JinjaText] = []
    for item in items { texts.append(try text(of: try required(item, at: span), at: span)) }
    let isMarkup = escapes && (separator.isMarkup || texts.contains(where: \.isMarkup))
    if isMarkup {
      separator = escaped(separator)
      texts = texts.map { escaped($0) }
    }
    var result = JinjaText("", isMarkup: isMarkup)
    for (index, text) in texts.enumerated() {
      if index > 0 { result.append(separator) }
      result.append(text)
      guard result.parts.count <= limits.elements else { throw tooLarge(span) }
      if index.isMultiple(of: 1024) { try spend(bytes: result.byteCount, at: span) }
    }
    return try weighed(result, at: span)
  }

  private mutating func sum(
    _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let path = AttributePath(given["attribute"])
    let items = try self.items(of: value, at: span)
    var total = given["start"] ?? .integer(0)
    if case .string = total { throw given.failure }
    for item in items {
      let next = try path.value(of: item, in: &self, at: span)
      total = try combine(
        try required(total, at: span), .add, try required(next, at: span), at: span)
    }
    return total
  }

  private mutating func extreme(
    _ value: JinjaValue, isMin: Bool, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let items = try self.items(of: value, at: span)
    guard var best = items.first else { return nothing(isMin ? "min" : "max") }
    let keys = try keys(of: items, given, at: span)
    var bestKey = keys[0]
    for (item, key) in zip(items, keys).dropFirst() {
      let isBetter = try isMin ? precedes(key, bestKey, at: span) : precedes(bestKey, key, at: span)
      if isBetter { (best, bestKey) = (item, key) }
    }
    return best
  }

  private mutating func keys(
    of items: [JinjaValue], _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> [JinjaValue] {
    let path = AttributePath(given["attribute"])
    let foldsCase = try !isTrue(given["case_sensitive"], at: span)
    var keys: [JinjaValue] = []
    for item in items {
      keys.append(try path.value(of: item, in: &self, foldsCase: foldsCase, at: span))
    }
    return keys
  }

  private mutating func precedes(
    _ left: JinjaValue, _ right: JinjaValue, at span: Span
  ) throws(JinjaFailure) -> Bool {
    try compareKnown(
      try required(left, at: span), .less, try required(right, at: span), at: span)
  }

  /// The places of the keys in order; equal ones stay as they are.
  mutating func order(
    of keys: [JinjaValue], isReversed: Bool, at span: Span
  ) throws(JinjaFailure) -> [Int] {
    var order = Array(keys.indices)
    if isReversed { order.reverse() }
    var width = 1
    while width < order.count {
      var merged: [Int] = []
      merged.reserveCapacity(order.count)
      var start = 0
      while start < order.count {
        let middle = min(start + width, order.count)
        let end = min(start + 2 * width, order.count)
        var (left, right) = (start, middle)
        while left < middle || right < end {
          try spendStep(at: span)
          var takesRight = left == middle
          if !takesRight, right < end {
            takesRight = try precedes(keys[order[right]], keys[order[left]], at: span)
          }
          merged.append(takesRight ? order[right] : order[left])
          if takesRight { right += 1 } else { left += 1 }
        }
        start = end
      }
      order = merged
      width *= 2
    }
    if isReversed { order.reverse() }
    return order
  }

  private mutating func sorted(
    _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let items = try self.items(of: value, at: span)
    let isReversed = try given.integer("reverse") ?? 0 != 0
    let foldsCase = try !isTrue(given["case_sensitive"], at: span)
    // `attribute="a,b"` sorts by several.
    var paths = [AttributePath(given["attribute"])]
    if case .string(let text)? = given["attribute"], let known = text.known, known.contains(",") {
      paths = known.split(separator: ",", omittingEmptySubsequences: false).map {
        AttributePath(.text(String($0)))
      }
    }
    var keys: [JinjaValue] = []
    for item in items {
      var key: [JinjaValue] = []
      for path in paths {
        key.append(try path.value(of: item, in: &self, foldsCase: foldsCase, at: span))
      }
      keys.append(.items(key))
    }
    let order = try order(of: keys, isReversed: isReversed, at: span)
    return .items(order.map { items[$0] })
  }

  private mutating func sortedPairs(
    _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let by = given["by"] == nil ? "key" : try given.text("by") ?? ""
    guard by == "key" || by == "value", case .dict(let dict) = value else { throw given.failure }
    let isReversed = try given.integer("reverse") ?? 0 != 0
    let foldsCase = try !isTrue(given["case_sensitive"], at: span)
    let entries = present(dict).entries
    let keys = entries.map { entry in
      let key = by == "key" ? entry.key : entry.value
      return foldsCase ? caseFolded(key) : key
    }
    let order = try order(of: keys, isReversed: isReversed, at: span)
    return .items(order.map { .tuple([entries[$0].key, entries[$0].value]) })
  }

  private mutating func grouped(
    _ value: JinjaValue, _ given: BoundArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let items = try self.items(of: value, at: span)
    let path = AttributePath(given["attribute"])
    let foldsCase = try !isTrue(given["case_sensitive"], at: span)
    var keys: [JinjaValue] = []
    for item in items {
      keys.append(
        try path.value(
          of: item, in: &self, foldsCase: foldsCase, default: given["default"], at: span))
    }
    var groups: [(key: JinjaValue, items: [JinjaValue])] = []
    for index in try order(of: keys, isReversed: false, at: span) {
      if let last = groups.last, try isEqual(last.key, keys[index], at: span) {
        groups[groups.count - 1].items.append(items[index])
      } else {
        groups.append((keys[index], [items[index]]))
      }
    }
    var result: [JinjaValue] = []
    for group in groups {
      var key = group.key
      if foldsCase, let first = group.items.first {
        key = try path.value(of: first, in: &self, default: given["default"], at: span)
      }
      result.append(.group([key, owned(.items(group.items))]))
    }
    return .items(result)
  }
}

extension JinjaValue {
  var isNone: Bool { if case .none = self { true } else { false } }
}
