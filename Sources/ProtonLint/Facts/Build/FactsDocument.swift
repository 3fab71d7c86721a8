/// Why a text is no document that a table can be built from.
package struct FactsFault: Error, Hashable {
  /// The end of a sentence.
  package let words: String

  init(_ words: String) { self.words = words }
}

extension ResourceTypeTableBuilder {
  /// Adds all that a document says: JSON lines, as `scripts/facts/resource_document.py` describes
  /// them.
  package mutating func add(document: [UInt8]) throws(FactsFault) {
    var parts: [String: Int] = [:]
    var number = 0
    for line in document.split(separator: UInt8(ascii: "\n")) {
      number += 1
      let tree = parseJSON(Array(line), map: SourceMap(identity: SourceFile.ID(index: 0)))
      guard tree.problems.isEmpty, let root = tree.root, root.isMapping else {
        throw FactsFault("line \(number) is no JSON object")
      }
      if let date = root["date"] {
        self.date = UInt32(date.text) ?? 0
        regions = Array((root["regions"].map { $0.items.map(\.text) } ?? []).prefix(64))
      } else if let name = root["document"], let schema = root["schema"] {
        documents[name.text] = read(schema)
      } else if let key = root["part"], let schema = root["schema"] {
        parts[key.text] = read(schema)
      } else if root["type"] != nil {
        addType(root, parts: parts)
      } else {
        throw FactsFault("line \(number) says nothing known")
      }
    }
    guard date > 0 else { throw FactsFault("it has no date") }
  }

  private mutating func read(_ schema: SyntaxNode) -> Int {
    var reader = SchemaReader(root: schema)
    return reader.read(schema, into: &graph)
  }

  private mutating func addType(_ line: SyntaxNode, parts: [String: Int]) {
    var type = TypeDraft(name: line["type"]?.text ?? "")
    var isMain = true
    for variant in mainFirst(line["variants"].map { Array($0.items) } ?? []) {
      guard let schema = variant["schema"] else { continue }
      var reader = SchemaReader(root: schema)
      var root = reader.read(schema, into: &graph)
      addAttributes(of: schema, line, to: &type, &reader)
      if isMain { addFacts(of: schema, to: &type, &reader) }
      isMain = false
      for ruled in variant["ruled"].map({ Array($0.items) }) ?? [] {
        guard let part = ruled["part"].flatMap({ parts[$0.text] }), let rule = ruled["rule"] else {
          continue
        }
        let operand = SchemaGraph.Operand.ruled(
          rule: graph.intern(rule.text), schema: part, countsEach: ruled["each"]?.text == "true")
        let path = ruled["path"].map { $0.items.map(\.text) } ?? []
        root = graph.attach(operand, at: path[...], below: root)
      }
      type.variants.append(
        TypeDraft.Variant(
          regions: mask(of: variant["regions"].map { $0.items.map(\.text) } ?? []), schema: root))
    }
    types[type.name] = type
  }

  /// The variant of the region that has most types gives what is the same everywhere.
  private func mainFirst(_ variants: [SyntaxNode]) -> [SyntaxNode] {
    let main = variants.firstIndex { variant in
      variant["regions"].map { $0.items.contains { $0.text == "us-east-1" } } ?? false
    }
    guard let main else { return variants }
    return [variants[main]] + variants[..<main] + variants[(main + 1)...]
  }

  private func mask(of names: [String]) -> UInt64 {
    names.reduce(0) { mask, name in
      regions.firstIndex(of: name).map { mask | 1 << UInt64($0) } ?? mask
    }
  }

  private mutating func addAttributes(
    of schema: SyntaxNode, _ line: SyntaxNode, to type: inout TypeDraft,
    _ reader: inout SchemaReader
  ) {
    for open in line["openAttributes"].map({ Array($0.items) }) ?? [] {
      // Outputs of stacks are text.
      type.attributes[open.text] =
        open.text == "*" ? SchemaGraph.anything : graph.add(SchemaGraph.Node(kinds: .string))
    }
    let pointers =
      line["attributes"].map { Array($0.items) }
      ?? (schema["readOnlyProperties"].map { Array($0.items) } ?? [])
      + (line["moreAttributes"].map { Array($0.items) } ?? [])
    addAttributes(at: pointers.map(\.text), to: &type, &reader)
  }
}

extension ResourceTypeTableBuilder {
  /// Some types have a hundred.
  private static let attributeLimit = 2_000

  /// Attributes that are not known yet, by their pointers into the schema.
  mutating func addAttributes(
    at pointers: [String], to type: inout TypeDraft, _ reader: inout SchemaReader
  ) {
    for pointer in pointers.prefix(Self.attributeLimit) {
      let path = schemaPath(pointer)
      guard !path.isEmpty else { continue }
      if let star = path.firstIndex(of: "*") {
        // What an element's attribute is called is not written down anywhere.
        let open = path[..<star].joined(separator: ".") + ".*"
        if type.attributes[open] == nil { type.attributes[open] = SchemaGraph.anything }
        continue
      }
      addAttribute(path, to: &type, &reader)
    }
  }

  /// An object gives an attribute for each of its properties, too.
  private mutating func addAttribute(
    _ path: [String], to type: inout TypeDraft, _ reader: inout SchemaReader
  ) {
    guard type.attributes.count < Self.attributeLimit else { return }
    let name = path.joined(separator: ".")
    let node = reader.schema(at: path)
    let schema = node.map { reader.read($0, into: &graph) } ?? SchemaGraph.anything
    // The schema of one region may lack what that of another has.
    if type.attributes[name] ?? SchemaGraph.anything == SchemaGraph.anything {
      type.attributes[name] = schema
    }
    guard path.count < 4, case .namedSchemas(let properties)? = graph[schema][.properties] else {
      return
    }
    for property in properties {
      addAttribute(path + [graph.names.texts[property.name]], to: &type, &reader)
    }
  }

  mutating func addFacts(
    of schema: SyntaxNode, to type: inout TypeDraft, _ reader: inout SchemaReader
  ) {
    func paths(_ key: String) -> [String] {
      (schema[key].map { Array($0.items) } ?? []).map {
        schemaPath($0.text).joined(separator: "/")
      }.filter { !$0.isEmpty }
    }
    type.readOnly = paths("readOnlyProperties")
    type.createOnly = paths("createOnlyProperties")
    type.writeOnly = paths("writeOnlyProperties")
    type.deprecated = paths("deprecatedProperties")
    type.identifier = paths("primaryIdentifier")
    let identifiers = schema["primaryIdentifier"].map { $0.items.map(\.text) } ?? []
    if identifiers.count == 1 {
      let node = reader.schema(at: schemaPath(identifiers[0]))
      type.reference = node.map { reader.read($0, into: &graph) } ?? SchemaGraph.anything
    } else if identifiers.count > 1 {
      type.reference = graph.add(SchemaGraph.Node(kinds: .string))
    }
    let mayBeTagged = (schema["tagging"]?["taggable"] ?? schema["taggable"])?.text
    if mayBeTagged == "true" {
      type.flags.insert(.mayBeTagged)
      let pointer = schema["tagging"]?["tagProperty"]?.text ?? "/properties/Tags"
      if reader.schema(at: schemaPath(pointer)) != nil {
        type.tagging = [schemaPath(pointer).joined(separator: "/")]
      }
    } else if mayBeTagged == "false" {
      type.flags.insert(.mayNotBeTagged)
    }
    switch schema["lifecycle"]?["status"]?.text {
    case "maintenance": type.stage = .inMaintenance
    case "sunset": type.stage = .ending
    case "shutdown": type.stage = .ended
    default: break
    }
    let date = schema["lifecycle"]?["date"]?.text ?? ""
    type.stageDate = UInt32(date.filter { $0 != "-" }) ?? 0
  }

  /// `/properties/Endpoint/Port` as `["Endpoint", "Port"]`.
  private func schemaPath(_ pointer: String) -> [String] {
    let steps = pointer.split(separator: "/").map(String.init)
    return steps.first == "properties" ? Array(steps.dropFirst()) : []
  }
}

extension SchemaGraph {
  /// A copy of a schema that says something more at a path below it; the schema itself where it
  /// has no such path.
  mutating func attach(_ operand: Operand, at path: ArraySlice<String>, below root: Int) -> Int {
    var steps: [(schema: Int, name: Int?)] = []
    var current = root
    for step in path {
      if step == "*", case .schema(let items)? = self[current][.items] {
        steps.append((current, nil))
        current = items
      } else if case .namedSchemas(let properties)? = self[current][.properties],
        let property = properties.first(where: { names.texts[$0.name] == step })
      {
        steps.append((current, property.name))
        current = property.content
      } else {
        return root
      }
    }
    var copy = self[current]
    copy.add(.ruled, operand)
    var changed = add(copy)
    for step in steps.reversed() {
      var parent = self[step.schema]
      if let name = step.name, case .namedSchemas(var properties)? = parent[.properties] {
        for index in properties.indices where properties[index].name == name {
          properties[index].content = changed
        }
        parent[.properties] = .namedSchemas(properties)
      } else {
        parent[.items] = .schema(changed)
      }
      changed = add(parent)
    }
    return changed
  }
}
