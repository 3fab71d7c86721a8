extension RuleExample {
  /// `Flagged: a misspelt input`.
  var heading: String { (kind == .flagged ? "Flagged: " : "Not flagged: ") + title }

  /// The text as a user would write it, without guillemets.
  var plainText: String { String(text.filter { !isGuillemet($0) }) }

  /// The text as a code block of Markdown.
  var fencedText: String {
    var longest = 0
    var current = 0
    for character in text {
      current = character == "`" ? current + 1 : 0
      longest = max(longest, current)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)yaml\n\(plainText)\n\(fence)"
  }

  /// The lines of the text, and below each the carets for what stands between guillemets.
  var markedLines: [String] {
    var result: [String] = []
    var depth = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var plain = ""
      var marks = ""
      for character in line {
        if isGuillemet(character) {
          depth += character == "«" ? 1 : -1
        } else {
          plain.append(character)
          marks += String(repeating: depth > 0 ? "^" : " ", count: displayWidth(character))
        }
      }
      result.append(plain)
      if let last = marks.lastIndex(of: "^") { result.append(String(marks[...last])) }
    }
    return result
  }
}

private func isGuillemet(_ character: Character) -> Bool { character == "«" || character == "»" }
