/// The findings of a result as SARIF's `result` objects.
struct SARIFResults {
  /// What paths are relative to: the name that SARIF's own examples use, which GitHub knows.
  static let baseID = "%SRCROOT%"
  /// GitHub code scanning keeps this many results of a run.
  static let limit = 5000
  /// GitHub shows this many locations of a result.
  private static let relatedLimit = 100

  private(set) var results: [JSON] = []
  /// The findings beyond the limit.
  let leftOut: Int

  private let sources: SourceStore
  private let tables: LineTables
  private let ruleIndices: [Rule.ID: Int]
  /// The first file below each folder that is itself a place.
  private let firstFiles: [String: SourceFile.ID]

  init(of result: LintResult, rules: [Rule]) {
    sources = result.sources
    ruleIndices = Dictionary(
      rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    leftOut = max(0, result.findings.count - Self.limit)
    var kept = result
    kept.findings = Array(worstFirst(result.findings, in: sources).prefix(Self.limit))
    tables = LineTables(for: kept)
    firstFiles = firstFilesByFolder(of: kept)

    var lineHashes: [SourceFile.ID: LineHashes] = [:]
    var occurrences: [[String]: Int] = [:]
    for finding in kept.findings {
      let place = finding.problem.primary.place
      let file = documentFile(of: place)
      if let file, lineHashes[file] == nil { lineHashes[file] = LineHashes(sources[file].bytes) }
      occurrences[identity(of: finding), default: 0] += 1
      results.append(
        self.result(
          finding,
          lineHash: file.flatMap { lineHashes[$0]?.text(ofLine: line(of: place)) },
          occurrence: occurrences[identity(of: finding), default: 1]))
    }
  }

  /// Where a note belongs, if it is about a place.
  func location(of note: ToolNote) -> JSON? {
    switch note.subject {
    case nil: nil
    case .place(let place): ["physicalLocation": physicalLocation(of: place)]
    case .path(let path): ["physicalLocation": ["artifactLocation": artifactLocation(path)]]
    }
  }

  private func result(_ finding: Finding, lineHash: String?, occurrence: Int) -> JSON {
    let problem = finding.problem
    let related = problem.related.prefix(Self.relatedLimit)
    let location: JSON = [
      "physicalLocation": physicalLocation(of: problem.primary.place),
      "logicalLocations": finding.scope.isEmpty
        ? nil : [["fullyQualifiedName": .string(finding.scope), "kind": "module"]],
    ]
    return [
      "ruleId": .string(finding.rule),
      "ruleIndex": ruleIndices[finding.rule].map { .integer($0) },
      "level": .string(finding.severity.rawValue),
      "message": ["text": .string(message(of: problem, related: Array(related)))],
      "locations": [location],
      "relatedLocations": related.isEmpty
        ? nil
        : .array(related.enumerated().map { relatedLocation($1, id: $0 + 1) }),
      "partialFingerprints": [
        "primaryLocationLineHash": lineHash.map { .string($0) },
        "protonlint/v1": .string(fingerprint(of: finding, occurrence: occurrence)),
      ],
    ]
  }

  /// The whole of a finding in sentences, with links to the related locations by their ids.
  private func message(of problem: Problem, related: [Label]) -> String {
    let condition = problem.condition.words.map { ($0.hasPrefix("when ") ? " " : ", ") + $0 } ?? ""
    var sentences = [sentence(problem.message + condition)]
    if let help = problem.help { sentences.append(sentence(help)) }
    if !related.isEmpty {
      let links = related.enumerated().map { "[\(linkText(of: $1))](\($0 + 1))" }
      sentences.append("See \(links.joined(separator: ", ")).")
    }
    return sentences.joined(separator: " ")
  }

  private func relatedLocation(_ label: Label, id: Int) -> JSON {
    [
      "id": .integer(id),
      "physicalLocation": physicalLocation(of: label.place),
      "message": ["text": .string(words(of: label))],
    ]
  }

  private func words(of label: Label) -> String {
    if let text = label.text { return visible(text) }
    switch label.place {
    case .span(let span): return visible(sources[span.file].name)
    case .file(let file): return visible(sources[file].name)
    case .folder: return label.place.words(in: sources, tables)
    }
  }

  /// SARIF (3.11.6) has brackets in the text of a link escaped.
  private func linkText(of label: Label) -> String {
    words(of: label).reduce(into: "") { text, character in
      if "[]\\".contains(character) { text += "\\" }
      text.append(character)
    }
  }

  private func physicalLocation(of place: Place) -> JSON {
    guard let file = documentFile(of: place) else {
      return ["artifactLocation": artifactLocation(place.words(in: sources, tables))]
    }
    let artifact = artifactLocation(sources[file].path)
    guard case .span(let span) = place else { return ["artifactLocation": artifact] }
    return ["artifactLocation": artifact, "region": region(of: span)]
  }

  /// Ends are exclusive: the column behind the last character.
  private func region(of span: Span) -> JSON {
    let lines = tables[span.file]
    let range = lines.shown(span)
    return [
      "startLine": .integer(lines.line(at: range.lowerBound)),
      "startColumn": .integer(lines.column(at: range.lowerBound, in: .utf16)),
      "endLine": .integer(lines.line(at: range.upperBound)),
      "endColumn": .integer(lines.column(at: range.upperBound, in: .utf16)),
      "byteOffset": .integer(range.lowerBound),
      "byteLength": .integer(range.count),
    ]
  }

  /// The line that GitHub shows the place at. It takes the first where there is no region.
  private func line(of place: Place) -> Int {
    guard case .span(let span) = place else { return 1 }
    return tables[span.file].line(at: tables[span.file].shown(span).lowerBound)
  }

  /// The file that stands for a place. GitHub has no alerts on folders, so for a folder it is the
  /// first file below it.
  private func documentFile(of place: Place) -> SourceFile.ID? {
    switch place {
    case .span(let span): return span.file
    case .file(let file): return file
    case .folder(let path): return firstFiles[path]
    }
  }
}

/// By severity, then by place: of a report that is cut, the end can be missed most easily.
private func worstFirst(_ findings: [Finding], in sources: SourceStore) -> [Finding] {
  func key(_ finding: Finding) -> (String, Int, Int, String, String) {
    let (rule, message) = (finding.rule, finding.problem.message)
    switch finding.problem.primary.place {
    case .span(let span): return (sources[span.file].path, span.start, span.end, rule, message)
    case .file(let file): return (sources[file].path, -1, -1, rule, message)
    case .folder(let path): return (path, -1, -1, rule, message)
    }
  }
  return findings.sorted { left, right in
    left.severity == right.severity ? key(left) < key(right) : left.severity > right.severity
  }
}
