extension Spec {
  /// Reads a spec; nil if the tree is none. Which bundle it is for is found later.
  init?(file: SourceFile.ID, tree: SyntaxTree) {
    guard let root = tree.root, let proton = root["proton"], let kind = Kind(rawValue: proton.text)
    else { return nil }
    var sections: [Section] = []
    func add(_ role: Section.Role, _ entry: SyntaxNode.Entry?, else place: Span) {
      sections.append(
        Section(role: role, values: entry?.value, place: entry?.key.span ?? place))
    }
    switch kind {
    case .environment: add(.environment, root.entry("spec"), else: proton.span)
    case .service:
      add(.pipeline, root.entry("pipeline"), else: proton.span)
      for instance in root["instances"].map({ Array($0.items) }) ?? [] {
        add(.instance, instance.entry("spec"), else: (instance["name"] ?? instance).span)
      }
    }
    self.init(file: file, tree: tree, kind: kind, sections: sections, bundle: nil)
  }

  func matched(to bundle: TemplateBundle.ID?) -> Spec {
    Spec(file: file, tree: tree, kind: kind, sections: sections, bundle: bundle)
  }
}

/// Finds the bundle that a spec gives values for.
///
/// Nothing in a spec names its template, so folders decide how far to look, and the inputs that
/// the schemas declare decide among what is found there.
struct SpecMatching {
  private let bundles: [TemplateBundle]
  /// The bundles in and below a folder, by the folder.
  private let bundlesBelow: [String: [Int]]
  /// For each bundle the names of its inputs in lower case, by section.
  private let inputs: [[Spec.Section.Role: Set<String>]]

  init(_ bundles: [TemplateBundle]) {
    self.bundles = bundles
    var bundlesBelow: [String: [Int]] = [:]
    for bundle in bundles {
      var folder: String? = bundle.root
      while let current = folder {
        bundlesBelow[current, default: []].append(bundle.id.index)
        folder = parentFolder(of: current)
      }
    }
    self.bundlesBelow = bundlesBelow
    inputs = bundles.map { bundle in
      func names(_ type: InputType?) -> Set<String> {
        Set((type?.properties ?? []).map { $0.name.lowercased() })
      }
      return [
        .environment: names(bundle.schema?.environmentInputs),
        .instance: names(bundle.schema?.serviceInputs),
        .pipeline: names(bundle.schema?.pipelineInputs),
      ]
    }
  }

  func bundle(of spec: Spec, in file: SourceFile) -> TemplateBundle.ID? {
    let kind: TemplateBundle.Kind =
      switch spec.kind {
      case .environment: .environment
      case .service: .service
      }
    // A folder of specs beside the bundles says by its place what they are for.
    let isSpecFolder = ["spec", "specs"].contains(lastPart(of: file.folder))
    var folder: String? = file.folder
    var steps = 0
    while let current = folder {
      let near = (bundlesBelow[current] ?? []).map { bundles[$0] }.filter { $0.kind == kind }
      if let around = near.first(where: { $0.root == current }) { return around.id }
      if !near.isEmpty {
        return best(
          of: near, for: spec, fileName: file.name, needsCommonInput: !(isSpecFolder && steps <= 1))
      }
      folder = parentFolder(of: current)
      steps += 1
    }
    return nil
  }

  /// The candidate that declares most of the values that the spec gives; of equals, the one whose
  /// name the file's name resembles most; of versions of one template, the latest.
  private func best(
    of candidates: [TemplateBundle], for spec: Spec, fileName: String, needsCommonInput: Bool
  ) -> TemplateBundle.ID? {
    let words = self.words(of: fileName)
    let given = spec.givenNames
    let ranked = candidates.map { bundle in
      Rank(
        bundle: bundle, inputs: commonInputs(of: given, and: bundle),
        words: self.words(of: bundle.name).intersection(words).count)
    }.sorted { $1 < $0 }
    guard let first = ranked.first else { return nil }
    if first.inputs == 0 && (needsCommonInput || Set(ranked.map(\.template)).count > 1) {
      return nil
    }
    let isAmbiguous = ranked.dropFirst().contains {
      $0.inputs == first.inputs && $0.words == first.words && $0.template != first.template
    }
    return isAmbiguous ? nil : first.bundle.id
  }

  private struct Rank: Comparable {
    let bundle: TemplateBundle
    let inputs: Int
    let words: Int

    /// The same for all major versions of a template.
    var template: String {
      bundle.isVersioned ? parentFolder(of: bundle.root) ?? bundle.root : bundle.root
    }

    static func < (left: Rank, right: Rank) -> Bool {
      (left.inputs, left.words, left.bundle.majorVersion)
        < (right.inputs, right.words, right.bundle.majorVersion)
    }

    static func == (left: Rank, right: Rank) -> Bool { !(left < right) && !(right < left) }
  }

  /// How many of the given values are for inputs of the bundle.
  private func commonInputs(
    of given: [Spec.Section.Role: Set<String>], and bundle: TemplateBundle
  ) -> Int {
    given.reduce(0) { count, section in
      count + section.value.intersection(inputs[bundle.id.index][section.key] ?? []).count
    }
  }

  private func words(of name: String) -> Set<String> {
    Set(name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
  }
}

extension Spec {
  /// The names of the values by section, in lower case: a wrong case is a mistake to report, and
  /// no reason to miss the bundle.
  fileprivate var givenNames: [Section.Role: Set<String>] {
    var given: [Section.Role: Set<String>] = [:]
    for section in sections {
      for entry in section.values.map({ Array($0.entries) }) ?? [] {
        given[section.role, default: []].insert(entry.key.text.lowercased())
      }
    }
    return given
  }
}
