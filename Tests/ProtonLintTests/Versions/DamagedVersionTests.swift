import Foundation
import Testing

@testable import ProtonLint

/// Whatever stands in the files of either side, the comparison ends, and every place lies inside its
/// file: the reports cut the text at these places.
@Test func damagedVersionsAreCompared() throws {
  let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Fixtures/clean").standardizedFileURL
  var files: [String: String] = [:]
  for path in try FileManager.default.subpathsOfDirectory(atPath: root.path)
  where path.hasSuffix(".yaml") {
    files[path] = try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
  var random = SeededNumbers(state: 7)
  for round in 0..<60 {
    let (old, new) = (damaged(files, &random), damaged(files, &random))
    let before = VersionSide(model(of: SourceStore(old)))
    let after = VersionSide(model(of: SourceStore(new)), prefix: "new:")
    let comparison = compareVersions(old: before, new: after)
    for change in comparison.bundles.flatMap(\.changes) {
      for (label, side) in [(change.old, before), (change.new, after)] {
        guard case .span(let span)? = label?.place else { continue }
        let count = side.model.sources[span.file].bytes.count
        #expect(span.end <= count, "round \(round): \(change.kind)")
      }
    }
    #expect(!versionReport(comparison, old: before, new: after, colour: true).isEmpty)
    #expect(!versionJSON(comparison, old: before, new: after).isEmpty)
  }
}

private let pieces = [
  "{{", "{% if ", ": ", "- ", "[", "}", "'", "&a ", "*a", "null", "\n", "$ref: '#/",
]

private func damaged(
  _ files: [String: String], _ random: inout SeededNumbers
) -> [String: String] {
  var files = files
  for _ in 0..<2 {
    guard let path = files.keys.sorted().randomElement(using: &random), let text = files[path]
    else {
      continue
    }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let line = Int.random(in: 0..<lines.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: lines.remove(at: line)
    case 1: lines.swapAt(line, Int.random(in: 0..<lines.count, using: &random))
    case 2: lines[line] += pieces.randomElement(using: &random) ?? ""
    default: lines.removeSubrange(line..<min(lines.count, line + 20))
    }
    files[path] = lines.joined(separator: "\n")
  }
  return files
}
