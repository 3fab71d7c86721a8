extension Value {
  /// What a path of keys leads to, each with when it is there; `[]` stands for each element, `{}`
  /// for the value of each key.
  public func values(at path: ArraySlice<String>) -> [Alternative] {
    guard let key = path.first else { return alternatives }
    let found =
      switch key {
      case "[]": elements
      case "{}": members
      default: self[key]?.alternatives ?? []
      }
    return found.flatMap { outer in
      outer.value.values(at: path.dropFirst()).compactMap { inner in
        let condition = outer.condition.and(inner.condition)
        return condition.isNever ? nil : Alternative(condition: condition, value: inner.value)
      }
    }
  }

  private var members: [Alternative] {
    alternatives.flatMap { alternative in
      alternative.value.entries.flatMap(\.value.alternatives).compactMap { inner in
        let condition = alternative.condition.and(inner.condition)
        return condition.isNever ? nil : Alternative(condition: condition, value: inner.value)
      }
    }
  }
}
