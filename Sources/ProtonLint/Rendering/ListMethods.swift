/// The methods of Python's lists, tuples and ranges. Changes are seen by all who hold the list.
extension Renderer {
  mutating func callList(
    _ name: String, _ list: JinjaList, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    var items = present(list)
    func given(
      _ parameters: [String], required: Int = 0
    ) throws(JinjaFailure) -> BoundArguments {
      try arguments.bound(
        to: parameters, required: required, positionalOnly: parameters.count, of: name, at: span)
    }
    switch name {
    case "append":
      items.append(try given(["item"], required: 1)["item"] ?? .none)
    case "extend":
      let more = try given(["items"], required: 1)["items"] ?? .none
      items += try self.items(of: more, at: span)
    case "clear":
      _ = try given([])
      items = []
    case "copy":
      _ = try given([])
      return owned(.items(items))
    case "insert":
      let given = try given(["index", "item"], required: 2)
      guard let index = try given.integer("index") else { throw given.failure }
      let place = index < 0 ? max(0, items.count + max(index, -items.count)) : index
      items.insert(given["item"] ?? .none, at: min(place, items.count))
    case "pop":
      let given = try given(["index"])
      let index = try given.integer("index") ?? -1
      let place = index < 0 ? items.count + max(index, -items.count - 1) : index
      guard items.indices.contains(place) else { throw given.failure }
      let item = items.remove(at: place)
      try revise(list, to: items, at: span)
      return fresh(item)
    case "remove":
      let given = try given(["item"], required: 1)
      guard let index = try index(of: given["item"] ?? .none, in: items, at: span) else {
        throw given.failure
      }
      items.remove(at: index)
    case "reverse":
      _ = try given([])
      items.reverse()
    case "sort":
      let given = try arguments.bound(
        to: ["positional", "key", "reverse"], positionalOnly: 1, of: name, at: span)
      guard given["positional"] == nil, given["key"] == nil || given["key"]?.isNone == true else {
        throw given["positional"] == nil
          ? notEvaluated("`sort` by a function", span) : given.failure
      }
      let isReversed = try given.integer("reverse") ?? 0 != 0
      let order = try order(of: items, isReversed: isReversed, at: span)
      items = order.map { items[$0] }
    default: return try callSequence(name, items, arguments, at: span)
    }
    try revise(list, to: items, at: span)
    return .none
  }

  /// `count` and `index`, which tuples and ranges have as well.
  mutating func callSequence(
    _ name: String, _ items: [JinjaValue], _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    let given = try arguments.bound(
      to: name == "count" ? ["item"] : ["item", "start", "stop"], required: 1, positionalOnly: 3,
      of: name, at: span)
    let item = given["item"] ?? .none
    if name == "count" {
      var count = 0
      for other in items where try isEqual(item, other, at: span) { count += 1 }
      return .integer(count)
    }
    func bound(_ value: Int?, _ fallback: Int) -> Int {
      guard let value else { return fallback }
      return min(value < 0 ? max(0, items.count + max(value, -items.count)) : value, items.count)
    }
    let start = bound(try given.integer("start"), 0)
    let stop = bound(try given.integer("stop"), items.count)
    guard start < stop, let index = try index(of: item, in: Array(items[start..<stop]), at: span)
    else { throw given.failure }
    return .integer(start + index)
  }

  private mutating func index(
    of item: JinjaValue, in items: [JinjaValue], at span: Span
  ) throws(JinjaFailure) -> Int? {
    for (index, other) in items.enumerated() where try isEqual(item, other, at: span) {
      return index
    }
    return nil
  }
}
