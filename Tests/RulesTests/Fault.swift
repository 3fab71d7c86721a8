import Foundation
import ProtonLint
import Testing

/// One kind of fault: how to break a sound workspace, and which rule has to answer.
struct Fault: Sendable, CustomTestStringConvertible {
  let name: String
  let rule: Rule.ID
  /// Errors that are true as well, once it is broken: what it takes away is missed elsewhere.
  var consequences: Set<Rule.ID> = []
  /// All the places of a workspace where it can be applied.
  let injections: @Sendable (WorkspaceTexts) -> [Injection]
  var testDescription: String { name }

  init(
    _ name: String, _ rule: Rule.ID,
    injections: @escaping @Sendable (WorkspaceTexts) -> [Injection]
  ) {
    self.name = name
    self.rule = rule
    self.injections = injections
  }

  /// A fault that replaces one match of a pattern. In the replacement, `$1` stands for a group, and
  /// guillemets stand around what has to be flagged.
  init(
    _ name: String, _ rule: Rule.ID, in role: FileRole, _ pattern: String, _ replacement: String,
    where condition: @escaping @Sendable (FaultMatch) -> Bool = { _ in true },
    consequences: Set<Rule.ID> = []
  ) {
    self.init(name, rule) { texts in
      texts.paths(of: role).flatMap { path in
        texts.matches(of: pattern, in: path).filter(condition).map { match in
          Injection { match.replaced(by: replacement) }
        }
      }
    }
    self.consequences = consequences
  }

  /// A fault that takes out one match of a pattern, and is flagged somewhere else.
  init(
    _ name: String, _ rule: Rule.ID, removing pattern: String, from role: FileRole,
    flagged place: @escaping @Sendable (FaultMatch) -> FaultPlace?
  ) {
    self.init(name, rule) { texts in
      texts.paths(of: role).flatMap { path in
        texts.matches(of: pattern, in: path).compactMap { match in
          place(match).map { place in
            Injection { BrokenWorkspace(match.replaced(by: "").texts, [place]) }
          }
        }
      }
    }
  }
}

/// One place where a fault can be applied. Breaking a workspace costs something; finding out that
/// one can does not.
struct Injection: Sendable {
  let broken: @Sendable () -> BrokenWorkspace
}

struct BrokenWorkspace {
  var texts: WorkspaceTexts
  /// Where the rule has to answer: all of them.
  var places: [FaultPlace]

  init(_ texts: WorkspaceTexts, _ places: [FaultPlace]) {
    self.texts = texts
    self.places = places
  }
}

struct FaultPlace: Hashable, Sendable, CustomStringConvertible {
  let path: String
  /// Nil for a whole file, and for a folder.
  let line: Int?
  /// In bytes, from 1 on; nil where the line alone is known.
  var column: Int? = nil

  var description: String {
    ([path] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
  }

  /// Whether a finding at a place is one at this place.
  func isMet(by other: FaultPlace) -> Bool {
    path == other.path && line == other.line && (column == nil || column == other.column)
  }
}

/// What a file is in a bundle of CloudFormation that Proton renders.
enum FileRole: Sendable {
  case manifest, schema, spec, registration, compatibleEnvironments
  case template, environmentTemplate, instanceTemplate, pipelineTemplate
}

/// The texts of a workspace by their paths.
struct WorkspaceTexts: Sendable {
  var files: [String: String]

  subscript(path: String) -> String { files[path] ?? "" }

  func paths(of role: FileRole) -> [String] { files.keys.filter { isA(role, $0) }.sorted() }

  private func isA(_ role: FileRole, _ path: String) -> Bool {
    let (folder, name) = split(path)
    let isTemplate =
      name.hasSuffix(".yaml") && !isManifest(path) && isManifest(folder + "/manifest.yaml")
    return switch role {
    case .manifest: isManifest(path)
    case .schema:
      path.hasSuffix("/schema/schema.yaml")
        && files.keys.contains { $0.hasPrefix(split(folder).folder + "/") && isManifest($0) }
    case .spec: self[path].hasPrefix("proton:")
    case .registration: name == ".template-registration.yaml"
    case .compatibleEnvironments: name == ".compatible-envs"
    case .template: isTemplate
    case .environmentTemplate: isTemplate && folder.hasSuffix("/infrastructure")
    case .instanceTemplate: isTemplate && folder.hasSuffix("/instance_infrastructure")
    case .pipelineTemplate: isTemplate && folder.hasSuffix("/pipeline_infrastructure")
    }
  }

  private func isManifest(_ path: String) -> Bool {
    path.hasSuffix("/manifest.yaml") && self[path].contains("jinja")
  }

  /// The matches of a pattern in a file, but for those in comments.
  func matches(of pattern: String, in path: String) -> [FaultMatch] {
    guard
      let expression = try? NSRegularExpression(pattern: pattern, options: .anchorsMatchLines)
    else {
      fatalError("no regular expression: \(pattern)")
    }
    let text = self[path] as NSString
    return expression.matches(in: text as String, range: NSRange(location: 0, length: text.length))
      .map { FaultMatch(texts: self, path: path, expression: expression, result: $0) }
      .filter { match in
        let line = text.substring(
          with: text.lineRange(for: NSRange(location: match.start, length: 0)))
        return line.drop { $0 == " " }.first != "#"
      }
  }

  /// The lines of a file that match a pattern.
  func lines(of pattern: String, in path: String) -> [FaultPlace] {
    matches(of: pattern, in: path).map { FaultPlace(path: path, line: $0.line) }
  }

  /// The folder of the bundle that a file of some role lies in.
  func bundle(of path: String) -> String { split(split(path).folder).folder }

  /// The templates of a bundle, in the roles given.
  func templates(in bundle: String, _ role: FileRole = .template) -> [String] {
    paths(of: role).filter { $0.hasPrefix(bundle + "/") }
  }

  /// The environment bundles here that a service bundle is registered for.
  func environments(of bundle: String) -> [String] {
    let registrations = [".template-registration.yaml", ".compatible-envs"].map {
      bundle + "/" + $0
    }
    return registrations.flatMap { matches(of: #"([\w-]+):(\d+)$"#, in: $0) }.flatMap { match in
      paths(of: .environmentTemplate).map { self.bundle(of: $0) }.filter {
        "/\($0)".hasSuffix("/\(match[1])/v\(match[2])")
      }
    }
  }

  func replacing(_ path: String, with text: String?) -> WorkspaceTexts {
    var copy = self
    copy.files[path] = text
    return copy
  }

  func removing(_ isRemoved: (String) -> Bool) -> WorkspaceTexts {
    WorkspaceTexts(files: files.filter { !isRemoved($0.key) })
  }
}

func split(_ path: String) -> (folder: String, name: String) {
  guard let slash = path.lastIndex(of: "/") else { return ("", path) }
  return (String(path[..<slash]), String(path[path.index(after: slash)...]))
}

/// A match of a fault's pattern.
struct FaultMatch: @unchecked Sendable {
  let texts: WorkspaceTexts
  let path: String
  fileprivate let expression: NSRegularExpression
  fileprivate let result: NSTextCheckingResult

  fileprivate init(
    texts: WorkspaceTexts, path: String, expression: NSRegularExpression,
    result: NSTextCheckingResult
  ) {
    self.texts = texts
    self.path = path
    self.expression = expression
    self.result = result
  }

  var start: Int { result.range.location }
  var line: Int { line(at: start) }
  var bundle: String { texts.bundle(of: path) }
  var text: String { texts[path] }

  /// What a group matched; empty where it took no part.
  subscript(group: Int) -> String {
    let range = result.range(at: group)
    return range.location == NSNotFound ? "" : (text as NSString).substring(with: range)
  }

  func line(at offset: Int) -> Int {
    (text as NSString).substring(to: offset).utf8.reduce(1) { $0 + ($1 == 10 ? 1 : 0) }
  }

  /// The workspace with a replacement for the match, which has guillemets around what is wrong.
  func replaced(by replacement: String) -> BrokenWorkspace {
    let original = text as NSString
    let before = original.substring(to: start)
    let after = original.substring(from: start + result.range.length)
    let new = expression.replacementString(
      for: result, in: text, offset: 0, template: replacement)
    let lines = (before + new.prefix { $0 != "«" }).utf8.split(
      separator: 10, omittingEmptySubsequences: false)
    let clean = new.filter { $0 != "«" && $0 != "»" }
    return BrokenWorkspace(
      texts.replacing(path, with: before + clean + after),
      new.contains("«")
        ? [FaultPlace(path: path, line: lines.count, column: (lines.last?.count ?? 0) + 1)] : [])
  }
}
