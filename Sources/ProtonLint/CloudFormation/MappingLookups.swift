/// One key of an `Fn::FindInMap`, and the part of the mapping that it is looked up in.
public struct MappingLookup: Sendable {
  public let mapping: String
  /// The names of all keys that are there.
  public let keys: [String]
  /// Where those keys stand.
  public let keysSpan: Span
  public let key: Value
  /// The key above this one, where this is the second of the two.
  public let topKey: String?
  /// When it is looked up.
  public let condition: Condition
}

extension CloudFormationTemplate {
  /// The keys that functions look up in mappings, where all keys are known. What a condition may
  /// leave out (`Fn::If`, the condition of a resource) is not among them, and neither is a look-up
  /// with a default.
  public var mappingLookups: [MappingLookup] {
    guard let mappings, transforms.allSatisfy({ $0 == "AWS::Serverless-2016-10-31" }) else {
      return []
    }
    let nodes = (resources + outputs).map(\.node).filter { $0["Condition"] == nil }
    return nodes.flatMap { node -> [MappingLookup] in
      let calls = calls(below: node)
      let optional = calls.filter { $0.name == "Fn::If" }.map(\.argument.rangeInText)
      return calls.flatMap { call -> [MappingLookup] in
        guard call.name == "Fn::FindInMap",
          !optional.contains(where: { $0.contains(call.argument.rangeInText.lowerBound) })
        else { return [] }
        return lookups(of: Array(call.argument.items), in: mappings)
      }
    }
  }

  private func lookups(of arguments: [SyntaxNode], in mappings: SyntaxNode) -> [MappingLookup] {
    guard arguments.count == 3, let name = value(of: arguments[0]).string,
      let mapping = mappings.entry(name), let keys = knownKeys(of: mapping.value)
    else { return [] }
    let top = value(of: arguments[1])
    let second = value(of: arguments[2])
    var found = [
      MappingLookup(
        mapping: name, keys: keys, keysSpan: mapping.key.span, key: top, topKey: nil,
        condition: condition)
    ]
    for outcome in top.outcomes {
      guard let text = outcome.text, let entry = mapping.value.entry(text),
        let keys = knownKeys(of: entry.value)
      else { continue }
      found.append(
        MappingLookup(
          mapping: name, keys: keys, keysSpan: entry.key.span, key: second, topKey: text,
          condition: condition.and(outcome.condition)))
    }
    return found
  }

  private func knownKeys(of map: SyntaxNode) -> [String]? {
    guard map.isMapping, map.tag == nil,
      map.entries.allSatisfy({ !holdsSymbol($0.key) && $0.key.text != "<<" })
    else { return nil }
    let keys = map.entries.map(\.key.text)
    return keys.contains { $0.hasPrefix("Fn::") } ? nil : keys
  }
}
