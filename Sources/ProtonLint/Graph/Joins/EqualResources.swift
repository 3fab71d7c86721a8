/// A resource that says in some properties what another one says.
public struct EqualResource: Sendable {
  public let resource: Resource
  public let reading: MapReading
  public let other: Resource
  public let otherReading: MapReading
  /// When both are there, and read so.
  public let condition: Condition
}

extension ResourceGraph {
  /// Of a group of equal readings, the most that are compared with each other.
  private static var equalsLimit: Int { 64 }

  /// The resources that say the same in some properties as another resource of their template,
  /// each with the first such. What is not known, and what is missing, is equal to nothing; two
  /// readings of one logical id are one resource.
  ///
  /// - Parameter decidingKeys: Further properties that `isOfInterest` looks at.
  public func equals(
    among resources: [Resource], in keys: [String], decidingKeys: [String] = [],
    where isOfInterest: (MapReading) -> Bool = { _ in true }
  ) -> [EqualResource] {
    guard resources.count > 1 else { return [] }
    struct Key: Hashable {
      let template: Int
      let parts: [[NameText.Part]]
    }
    var groups: [Key: [(resource: Resource, reading: MapReading, condition: Condition)]] = [:]
    var order: [Key] = []
    for resource in resources {
      for reading in resource.properties.readings(of: keys + decidingKeys)
      where isOfInterest(reading) {
        let parts = keys.compactMap { key in reading[key].flatMap { NameText($0)?.parts } }
        let condition = reading.condition.and(resource.condition)
        guard parts.count == keys.count, !condition.isNever else { continue }
        let key = Key(template: resource.template, parts: parts)
        if groups[key] == nil { order.append(key) }
        if groups[key, default: []].count < Self.equalsLimit {
          groups[key, default: []].append((resource, reading, condition))
        }
      }
    }
    return order.flatMap { key -> [EqualResource] in
      let group = groups[key] ?? []
      return group.indices.compactMap { index in
        let one = group[index]
        for other in group where other.resource.logicalID != one.resource.logicalID {
          let both = one.condition.and(other.condition)
          guard !both.isNever else { continue }
          return EqualResource(
            resource: one.resource, reading: one.reading, other: other.resource,
            otherReading: other.reading, condition: both)
        }
        return nil
      }
    }
  }
}
