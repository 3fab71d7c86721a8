extension Value {
  /// A text that two values share if they come to the same: by what they refer to and what is
  /// printed, not by how that is written. What is not known stands as its author wrote it.
  func identity(in sources: SourceStore) -> String {
    var writer = IdentityWriter(sources: sources)
    writer.write(self, depth: 0)
    return writer.isComplete ? writer.text : "text " + sources.text(of: span)
  }
}

private struct IdentityWriter {
  let sources: SourceStore
  var text = ""
  var isComplete = true
  private var budget = 20_000

  init(sources: SourceStore) { self.sources = sources }

  mutating func write(_ value: Value, depth: Int) {
    budget -= 1
    guard depth < 24, budget > 0 else {
      isComplete = false
      return
    }
    switch value.form {
    case .null: text += "null"
    case .bool, .number, .string: quote(value.string ?? "")
    case .list(let items):
      text += "["
      for item in items {
        write(item, depth: depth + 1)
        text += ","
      }
      text += "]"
    case .map(let entries):
      text += "{"
      for entry in entries.sorted(by: { $0.key < $1.key }) {
        quote(entry.key)
        text += ":"
        write(entry.value, depth: depth + 1)
        text += ","
      }
      text += "}"
    case .reference(let reference):
      text += "ref "
      quote(reference.logicalID + "." + (reference.attribute ?? ""))
    case .choice(let alternatives):
      text += "("
      for alternative in alternatives {
        quote(alternative.condition.words ?? "")
        text += "?"
        write(alternative.value, depth: depth + 1)
        text += "|"
      }
      text += ")"
    case .text(let parts):
      text += "<"
      for part in parts {
        write(part, depth: depth + 1)
        text += "+"
      }
      text += ">"
    case .symbol(let symbol):
      text += "symbol "
      quote(symbol.expression)
    case .unknown: writeUnknown(value, depth: depth)
    }
  }

  /// A function of which nobody knows what it comes to: its name and what it is given.
  private mutating func writeUnknown(_ value: Value, depth: Int) {
    guard let (node, template) = value.origin else {
      text += "text "
      return quote(sources.text(of: value.span))
    }
    let argument = IntrinsicCall(node)?.argument ?? node
    text += "call "
    quote(IntrinsicCall(node)?.name ?? node.tag ?? "")
    switch argument.kind {
    case .scalar: quote(template.tokens.displayText(of: argument))
    case .sequence:
      for item in argument.items { write(template.value(of: item), depth: depth + 1) }
    case .mapping:
      for entry in argument.entries {
        quote(template.tokens.displayText(of: entry.key))
        write(template.value(of: entry.value), depth: depth + 1)
      }
    case .alias: break
    }
  }

  /// Lengths in front, so that no text can look like another value.
  private mutating func quote(_ part: String) {
    text += "\(part.utf8.count):\(part)"
    budget -= part.utf8.count / 64
  }
}
