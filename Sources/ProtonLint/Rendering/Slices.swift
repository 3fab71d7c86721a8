/// `value[start:stop:step]`.
extension Renderer {
  mutating func slice(
    _ base: JinjaValue, _ start: JinjaExpression?, _ stop: JinjaExpression?,
    _ step: JinjaExpression?, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    var bounds: [Int?] = []
    var isKnown = true
    var inputs = symbols(in: base)
    for part in [start, stop, step] {
      guard let part else {
        bounds.append(nil)
        continue
      }
      let bound = try required(try evaluate(part), at: part.span)
      if case .none = bound {
        bounds.append(nil)
      } else if let number = bound.integer {
        bounds.append(number)
      } else {
        bounds.append(nil)
        isKnown = false
        inputs += symbols(in: bound)
      }
    }
    func cut<Element>(_ items: [Element]) throws(JinjaFailure) -> [Element] {
      guard bounds[2] != 0 else {
        throw JinjaFailure(kind: .failure, message: "the step of a slice is zero", span: span)
      }
      return pythonSlice(items, start: bounds[0], stop: bounds[1], step: bounds[2] ?? 1)
    }
    if isKnown {
      switch base {
      case .list(let list): return .items(try cut(present(list)))
      case .tuple(let items), .group(let items): return .tuple(try cut(items))
      case .string(let text):
        if let known = text.known {
          var result = String.UnicodeScalarView()
          try spend(bytes: known.utf8.count, at: span)
          result.append(contentsOf: try cut(Array(known.unicodeScalars)))
          return .string(JinjaText(String(result), isMarkup: text.isMarkup))
        }
      case .lazy(let lazy) where lazy.isRange: return .lazy(try cutRange(lazy, bounds, at: span))
      default: break
      }
    }
    guard !inputs.isEmpty else {
      throw JinjaFailure(kind: .failure, message: "this cannot be sliced", span: span)
    }
    return .symbol(derived(source(of: span), from: inputs))
  }

  /// A range of a range, with the bounds that Python gives it.
  private func cutRange(
    _ lazy: JinjaLazy, _ bounds: [Int?], at span: Span
  ) throws(JinjaFailure) -> JinjaLazy {
    let cut = bounds[2] ?? 1
    guard case .range(let start, _, let step) = lazy.kind, cut != 0 else {
      throw JinjaFailure(kind: .failure, message: "the step of a slice is zero", span: span)
    }
    let (first, last) = pythonBounds(
      count: lazy.items.count, start: bounds[0], stop: bounds[1], step: cut)
    let (newStep, overflow) = step.multipliedReportingOverflow(by: cut)
    guard !overflow else { throw tooLarge(span) }
    let items = pythonSlice(lazy.items, start: bounds[0], stop: bounds[1], step: cut)
    return JinjaLazy(
      kind: .range(
        start: start &+ first &* step, stop: start &+ last &* step, step: newStep),
      items: items)
  }
}

/// `items[start:stop:step]` as Python takes it; the step is not zero.
func pythonSlice<Element>(_ items: [Element], start: Int?, stop: Int?, step: Int) -> [Element] {
  let (first, end) = pythonBounds(count: items.count, start: start, stop: stop, step: step)
  let isForward = step > 0
  var index = first
  var result: [Element] = []
  while isForward ? index < end : index > end {
    result.append(items[index])
    let (next, overflow) = index.addingReportingOverflow(step)
    if overflow { break }
    index = next
  }
  return result
}

/// Where a slice begins and ends in a list of a length; the step is not zero.
private func pythonBounds(
  count: Int, start: Int?, stop: Int?, step: Int
) -> (first: Int, end: Int) {
  func clamped(_ bound: Int, _ low: Int, _ high: Int) -> Int {
    let positive = bound < 0 ? max(bound, -count - 1) + count : bound
    return min(max(positive, low), high)
  }
  let isForward = step > 0
  let first =
    start.map { clamped($0, isForward ? 0 : -1, isForward ? count : count - 1) }
    ?? (isForward ? 0 : count - 1)
  let end =
    stop.map { clamped($0, isForward ? 0 : -1, isForward ? count : count - 1) }
    ?? (isForward ? count : -1)
  return (first, end)
}
