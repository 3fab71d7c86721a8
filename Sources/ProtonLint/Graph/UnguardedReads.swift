/// The places of a template that ask whether a name is defined, or give it a default.
public func guardedSpans(in template: JinjaTemplate) -> Set<Span> {
  var spans: Set<Span> = []
  template.walkExpressions { expression in
    switch expression.kind {
    case .test(let operand, "defined", _, _, _), .test(let operand, "undefined", _, _, _):
      spans.insert(operand.span)
    case .filter(let operand, let filter) where filter.name == "default" || filter.name == "d":
      spans.insert(operand.span)
    default: break
    }
  }
  return spans
}

extension RenderedFile {
  /// The names that the file reads of namespaces and that it never guards.
  public func unguardedReads(
    of namespaces: Set<String>
  ) -> [(name: String, span: Span, condition: Condition)] {
    let reads = renderings.reads.filter { namespaces.contains($0.namespace) }
    guard !reads.isEmpty else { return [] }
    let spans = guardedSpans(in: renderings.template)
    let guarded = Set(reads.filter { spans.contains($0.span) }.compactMap(\.name))
    return reads.compactMap { read in
      guard let name = read.name, !guarded.contains(name) else { return nil }
      return (name, read.span, renderings.condition(of: read))
    }
  }
}
