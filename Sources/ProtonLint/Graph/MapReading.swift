/// One way that some properties of a map can read together.
///
/// Where functions and expressions choose what stands behind a key, a map reads differently from
/// case to case: each reading has one value for each key, and the condition of the case.
public struct MapReading: Sendable {
  private let values: [String: Value]
  public let condition: Condition

  init(values: [String: Value] = [:], condition: Condition) {
    self.values = values
    self.condition = condition
  }

  /// Nil where the key is missing, or its value is `AWS::NoValue`. What is not known is a value, too,
  /// and so is a null that is written out.
  public subscript(key: String) -> Value? { values[key] }

  func adding(_ alternative: Value.Alternative, for key: String) -> MapReading? {
    let both = condition.and(alternative.condition)
    guard !both.isNever else { return nil }
    guard !alternative.value.isNull else { return MapReading(values: values, condition: both) }
    var values = values
    values[key] = alternative.value
    return MapReading(values: values, condition: both)
  }
}

extension Value {
  /// The most readings of one map; where there are more, none is given.
  private static let readingLimit = 64

  /// The ways that some properties of this map can read together; none where a macro or an
  /// expression may add keys that nobody knows, or this is no map.
  public func readings(of keys: String...) -> [MapReading] { readings(of: keys) }

  public func readings(of keys: [String]) -> [MapReading] {
    alternatives.flatMap { alternative -> [MapReading] in
      guard alternative.value.hasKnownKeys else { return [] }
      var readings = [MapReading(condition: alternative.condition)]
      for key in keys {
        guard let value = alternative.value[key] else { continue }
        // A written null is refused wherever it stands: nobody knows what was meant.
        let choices =
          value.origin?.node.isNull == true
          ? [Alternative(condition: .always, value: Value(.unknown, at: value.span))]
          : value.alternatives
        readings = readings.flatMap { reading in
          choices.compactMap { reading.adding($0, for: key) }
        }
        guard readings.count <= Self.readingLimit else { return [] }
      }
      return readings
    }
  }

  /// Whether this is a map, and all of its keys stand in the text.
  public var hasKnownKeys: Bool {
    if isWrittenMap, let (node, template) = origin {
      return node.entries.allSatisfy { entry in
        let key = entry.key
        return key.isScalar && !template.holdsSymbol(key) && key.text != "<<"
          && !key.text.hasPrefix("Fn::")
      }
    }
    guard case .map(let entries) = form else { return false }
    return entries.allSatisfy {
      $0.key != "<<" && !$0.key.hasPrefix("Fn::") && !$0.key.contains("{{")
    }
  }

  /// Where a key of this map stands, or the map itself.
  public func keySpan(of key: String) -> Span {
    alternatives.lazy.flatMap(\.value.entries).first { $0.key == key }?.keySpan ?? span
  }
}

extension Resource {
  /// The ways that some of its properties can read together.
  public func readings(of keys: String...) -> [MapReading] { properties.readings(of: keys) }

  /// Where a property would stand that is missing: the key `Properties`, or the name of a resource
  /// without one.
  public var propertiesSpan: Span {
    attributes.entries.first { $0.key == "Properties" }?.keySpan ?? nameSpan
  }
}
