/// A tiny workspace inside a rule: documentation and test at once.
///
/// `#- path` begins a file; text without such a line is one template, `template.yaml`.
/// «Guillemets» stand around what must be flagged. A line `#… 60000 bytes` makes a file that large
/// without its text.
public struct RuleExample: Sendable {
  public enum Kind: Sendable { case flagged, clean }

  public let kind: Kind
  public let title: String
  public let text: String
  /// The file or folder that is flagged as a whole: what is missing has no span.
  public let unmarkedPlace: String?
  /// The day on which it holds, for rules on expiry; nil: any day after all that they know of.
  public let day: CivilDate?

  public static func flagged(
    _ title: String, at place: String? = nil, on day: CivilDate? = nil, _ text: String
  ) -> RuleExample {
    RuleExample(kind: .flagged, title: title, text: text, unmarkedPlace: place, day: day)
  }

  public static func clean(
    _ title: String, on day: CivilDate? = nil, _ text: String
  ) -> RuleExample {
    RuleExample(kind: .clean, title: title, text: text, unmarkedPlace: nil, day: day)
  }

  /// The files by path, with their guillemets.
  public var files: [String: String] {
    var files: [String: String] = [:]
    var path = "template.yaml"
    var lines: [Substring] = []
    func close() {
      guard !lines.isEmpty else { return }
      files[path] = lines.joined(separator: "\n") + "\n"
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("#- ") {
        close()
        path = String(line.dropFirst(3))
        lines = []
      } else {
        lines.append(line)
      }
    }
    close()
    return files
  }

  /// A store of the files, whose texts may have lost their guillemets.
  package func sources(_ texts: [String: String]) -> SourceStore {
    var sources = SourceStore()
    for (path, text) in texts.sorted(by: {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }) {
      sources.add(path: path, content: .text(Array(text.utf8)), size: Self.size(in: text))
    }
    return sources
  }

  private static func size(in text: String) -> Int? {
    let sizes = text.split(separator: "\n").filter { $0.hasPrefix("#… ") }
    return sizes.first.flatMap { Int($0.split(separator: " ").dropFirst().first ?? "") }
  }
}
