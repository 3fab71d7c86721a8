extension ResourceTypeTableBuilder {
  /// What an archive of the registry brought.
  package struct Additions {
    package var newTypes = 0
    package var changedTypes = 0
  }

  /// Adds what the archive of the CloudFormation registry knows: a zip of one JSON schema for each
  /// type, as AWS publishes it for each region.
  ///
  /// Of known types all stays that they permit, and what the archive permits besides comes in.
  /// - Parameter region: The region that the archive is of; nil: types that are new are in all.
  package mutating func add(
    archive: [UInt8], region: String?, date: CivilDate
  ) throws(FactsFault) -> Additions {
    var additions = Additions()
    do throws(ArchiveFault) {
      var archive = try ZipReader(archive, limits: ArchiveLimits())
      while let entry = try archive.next() {
        guard entry.path.suffix(5).elementsEqual(".json".utf8) else { continue }
        let tree = parseJSON(
          try archive.contents(of: entry), map: SourceMap(identity: SourceFile.ID(index: 0)))
        guard !tree.breaksOff, let schema = tree.root, let name = schema["typeName"] else {
          continue
        }
        add(schema, named: name.text, region: region, to: &additions)
      }
    } catch {
      throw FactsFault(error.words)
    }
    guard additions.newTypes + additions.changedTypes > 0 || !types.isEmpty else {
      throw FactsFault("it holds no schema of a type of resources")
    }
    let day = (date.year * 100 + date.month) * 100 + date.day
    self.date = max(self.date, UInt32(clamping: day))
    return additions
  }

  private mutating func add(
    _ schema: SyntaxNode, named name: String, region: String?, to additions: inout Additions
  ) {
    let mask = region.map { bit(ofRegion: $0) } ?? ~UInt64(0) >> UInt64(64 - max(regions.count, 1))
    var reader = SchemaReader(root: schema)
    let root = reader.read(schema, into: &graph)
    guard var type = types[name] else {
      var type = TypeDraft(name: name)
      type.variants = [TypeDraft.Variant(regions: mask, schema: root)]
      addRegistryAttributes(of: schema, to: &type, &reader)
      addFacts(of: schema, to: &type, &reader)
      types[name] = type
      additions.newTypes += 1
      return
    }
    var merging = SchemaMerging()
    let affected = type.variants.indices.filter { type.variants[$0].regions & mask != 0 }
    for index in affected {
      type.variants[index].schema = merging.union(type.variants[index].schema, root, in: &graph)
    }
    if affected.isEmpty, mask != 0 {
      // The type has come to the region.
      let other = type.variants.first?.schema
      let schema = other.map { merging.union($0, root, in: &graph) } ?? root
      type.variants.append(TypeDraft.Variant(regions: mask, schema: schema))
    }
    addRegistryAttributes(of: schema, to: &type, &reader)
    types[name] = type
    additions.changedTypes += 1
  }

  private mutating func addRegistryAttributes(
    of schema: SyntaxNode, to type: inout TypeDraft, _ reader: inout SchemaReader
  ) {
    let pointers = schema["readOnlyProperties"].map { $0.items.map(\.text) } ?? []
    addAttributes(at: pointers, to: &type, &reader)
  }

  /// A region that is not known comes in, as long as there is a bit for it.
  private mutating func bit(ofRegion name: String) -> UInt64 {
    if let known = regions.firstIndex(of: name) { return 1 << UInt64(known) }
    guard regions.count < 64 else { return 0 }
    regions.append(name)
    return 1 << UInt64(regions.count - 1)
  }
}
