extension Value {
  /// The value of a key of a map; nil where there is none or this is no map.
  public subscript(key: String) -> Value? {
    guard case .map(let entries) = form else { return nil }
    return entries.last { $0.key == key }?.value
  }
}
