import ProtonLint

/// A shape anywhere in a schema, with its path: `Input.port`, `Input.tags[]`.
struct NamedShape {
  let path: String
  /// The name of the innermost input or type.
  let name: String
  let shape: InputShape
}

extension TemplateBundle {
  /// All shapes of the schema, each once: references lead to the same ones again and again.
  var shapes: [NamedShape] {
    guard let schema else { return [] }
    var found: [NamedShape] = []
    var seen: Set<Span> = []
    for type in schema.types {
      collect(type.shape, path: type.name, name: type.name, into: &found, &seen)
    }
    return found
  }
}

/// The depth of shapes is bounded where they are read.
private func collect(
  _ shape: InputShape, path: String, name: String, into found: inout [NamedShape],
  _ seen: inout Set<Span>
) {
  guard seen.insert(shape.node.span).inserted else { return }
  found.append(NamedShape(path: path, name: name, shape: shape))
  for property in shape.properties {
    collect(
      property.shape, path: "\(path).\(property.name)", name: property.name, into: &found, &seen)
  }
  if let items = shape.items {
    collect(items, path: path + "[]", name: name, into: &found, &seen)
  }
}
