import Testing

@testable import ProtonLint

/// A tree as the tables of the tests have it: its dump, then its problems.
func description(of tree: SyntaxTree) -> String {
  var lines = dump(tree).split(separator: "\n").map(String.init)
  for problem in tree.problems {
    var line = "! \(problem.span.start)..<\(problem.span.end) \(problem.message)"
    if let related = problem.related {
      line += " (\(related.start)..<\(related.end) \(problem.relatedText ?? ""))"
    }
    lines.append(line)
  }
  return lines.joined(separator: "\n")
}

/// A text, and the description of its tree.
struct TreeRow: CustomTestStringConvertible {
  let text: String
  let tree: String
  var testDescription: String { text.debugDescription }

  init(_ text: String, _ tree: String) {
    self.text = text
    self.tree = tree
  }
}

enum Language { case yaml, json }

func parse(_ text: [UInt8], as language: Language = .yaml) -> SyntaxTree {
  let map = SourceMap(identity: SourceFile.ID(index: 0))
  return switch language {
  case .yaml: parseYAML(text, map: map)
  case .json: parseJSON(text, map: map)
  }
}

/// What must hold of every tree; nil if it does.
func brokenInvariant(of tree: SyntaxTree) -> String? {
  let text = tree.text
  var open: [(index: Int, end: Int)] = []
  for (index, node) in tree.nodes.enumerated() {
    func fault(_ text: String) -> String { "node \(index) at \(node.start)..<\(node.end): \(text)" }
    let start = Int(node.start)
    let end = Int(node.end)
    let subtreeEnd = Int(node.subtreeEnd)
    guard start <= end, end <= text.count else { return fault("outside of the text") }
    guard subtreeEnd > index, subtreeEnd <= tree.nodes.count else { return fault("no subtree") }
    while let last = open.last, last.end <= index { open.removeLast() }
    if let parent = open.last {
      let around = tree.nodes[parent.index]
      guard around.start <= node.start, node.end <= around.end else {
        return fault("outside of its parent")
      }
      guard subtreeEnd <= parent.end else { return fault("ends behind its parent") }
    } else if index > 0 {
      return fault("a second root")
    }
    if subtreeEnd > index + 1 {
      guard node.kind == .mapping || node.kind == .sequence else { return fault("has children") }
      open.append((index, subtreeEnd))
    }
    switch node.kind {
    case .scalar:
      let limit = node.valueIsInSide ? tree.side.count : end
      guard node.valueStart <= node.valueEnd, Int(node.valueEnd) <= limit,
        node.valueIsInSide || start <= Int(node.valueStart)
      else { return fault("the value is outside") }
      switch node.style {
      case .singleQuoted: if text[start] != UInt8(ascii: "'") { return fault("no quote") }
      case .doubleQuoted: if text[start] != UInt8(ascii: "\"") { return fault("no quote") }
      case .literal: if text[start] != UInt8(ascii: "|") { return fault("no `|`") }
      case .folded: if text[start] != UInt8(ascii: ">") { return fault("no `>`") }
      case .plain, .none: break
      }
    case .mapping:
      var count = 0
      var child = index + 1
      while child < subtreeEnd {
        if count.isMultiple(of: 2), tree.nodes[child].kind == .scalar,
          tree.nodes[child].name == .max
        {
          return fault("a key without a name")
        }
        count += 1
        child = Int(tree.nodes[child].subtreeEnd)
      }
      if !count.isMultiple(of: 2) { return fault("a key without a value") }
    case .alias:
      if !node.isBroken {
        guard node.target < index, Int(tree.nodes[Int(node.target)].subtreeEnd) <= index,
          tree.nodes[Int(node.target)].kind != .alias
        else { return fault("a bad target") }
      }
    case .sequence: break
    }
  }
  for problem in tree.problems {
    guard problem.span.end <= text.count, (problem.related?.end ?? 0) <= text.count else {
      return "problem outside of the text: \(problem.message)"
    }
    guard !problem.span.range.isEmpty || text.isEmpty else { return "empty: \(problem.message)" }
  }
  return nil
}
