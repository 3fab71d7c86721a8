/// The outputs that the infrastructure of one role gives.
struct OutputTable {
  struct Output {
    let name: String
    let place: Span
    /// When it is there.
    var condition: Condition
    /// What it can be, as far as that can be told.
    var values: Set<String>
  }

  /// In the order of the text.
  private(set) var outputs: [Output] = []
  private var numbers: [String: Int] = [:]
  /// Where outputs are declared.
  let place: Place

  subscript(name: String) -> Output? { numbers[name].map { outputs[$0] } }

  /// Nil where some output may be there that stands nowhere, or may not be.
  init?(of templates: [ResourceGraph.TemplateFile], in sources: SourceStore) {
    guard let first = templates.first,
      templates.allSatisfy({ template in
        template.isWholeAsRendered && template.paths.allSatisfy(\.declaresAllOutputs)
      })
    else { return nil }
    let section = first.paths.lazy.compactMap { $0.tree.root?.entry("Outputs") }.first
    place = section.map { .span($0.key.span) } ?? .file(first.file)
    for path in templates.flatMap(\.paths) {
      for output in path.outputs {
        let condition = output.node["Condition"].flatMap { $0.isScalar ? $0.text : nil }
        let own = condition.map { path.formula(ofCondition: $0) } ?? .always
        let value = output.node["Value"].map { path.value(of: $0).identity(in: sources) } ?? ""
        add(output.name, at: output.key.contentSpan, when: path.condition.and(own), value)
      }
    }
  }

  /// A customer-managed environment: its outputs are entered by hand, as its schema declares them.
  init?(customerManaged bundle: TemplateBundle) {
    guard bundle.kind == .environment, bundle.infrastructure.isEmpty,
      let type = bundle.schema?.environmentInputs
    else { return nil }
    place = .span(type.nameSpan)
    for property in type.properties {
      add(property.name, at: property.nameSpan, when: .always, "")
    }
  }

  private mutating func add(
    _ name: String, at place: Span, when condition: Condition, _ value: String
  ) {
    if let number = numbers[name] {
      outputs[number].condition = outputs[number].condition.or(condition)
      outputs[number].values.insert(value)
    } else {
      numbers[name] = outputs.count
      outputs.append(Output(name: name, place: place, condition: condition, values: [value]))
    }
  }
}
