/// Finds the bundle that a spec gives values for.
///
/// Nothing in a spec names its template, so folders decide how far to look, and the inputs that
/// the schemas declare decide among what is found there.
struct SpecMatching {
  private let bundles: [TemplateBundle]
  private let bundlesByName: [String: [Int]]
  /// The bundles in and below a folder, by the folder.
  private let bundlesBelow: [String: [Int]]
  /// For each bundle the names of its inputs in lower case, by section.
  private let inputs: [[Spec.Section.Role: Set<String>]]

  init(_ bundles: [TemplateBundle]) {
    self.bundles = bundles
    bundlesByName = Dictionary(grouping: bundles.indices) { bundles[$0].name }
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

  /// The spec with its bundle, if that can be told.
  func matched(_ spec: Spec, in file: SourceFile) -> Spec {
    if let named = named(by: spec) { return spec.matched(to: named, byName: true) }
    return spec.matched(to: bundle(of: spec, in: file), byName: false)
  }

  /// The bundle of the template that stands beside a spec: of that version, or of the latest.
  private func named(by spec: Spec) -> TemplateBundle.ID? {
    guard let template = spec.template else { return nil }
    let kind = kind(of: spec)
    let named = (bundlesByName[template.name] ?? []).map { bundles[$0] }.filter { $0.kind == kind }
    let exact = named.filter { !$0.isVersioned || $0.majorVersion == template.majorVersion }
    return (exact.isEmpty && template.majorVersion == nil ? named : exact)
      .max { $0.majorVersion < $1.majorVersion }?.id
  }

  private func kind(of spec: Spec) -> TemplateBundle.Kind {
    switch spec.kind {
    case .environment: .environment
    case .service: .service
    }
  }

  private func bundle(of spec: Spec, in file: SourceFile) -> TemplateBundle.ID? {
    let kind = kind(of: spec)
    // A folder of specs beside the bundles says by its place what they are for.
    let isSpecFolder = ["spec", "specs"].contains(lastPart(of: file.folder))
    var folder: String? = file.folder
    var steps = 0
    while let current = folder {
      let near = (bundlesBelow[current] ?? []).map { bundles[$0] }.filter { bundle in
        // A template that is called otherwise is not the one that stands beside the spec.
        bundle.kind == kind && (spec.template == nil || !bundle.isVersioned)
      }
      if let around = near.first(where: { $0.root == current }) { return around.id }
      if !near.isEmpty {
        return best(
          of: near, for: spec, fileName: file.name,
          needsCommonInput: !(isSpecFolder && steps <= 1)
            && !near.allSatisfy { $0.isVersioned && $0.templateFolder == current })
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
    var template: String { bundle.templateFolder }

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
