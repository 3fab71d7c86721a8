import ProtonLint
import Testing

@Test(arguments: [
  ("*", "", true),
  ("", "", true),
  ("", "a", false),
  ("?", "", false),
  ("arn:aws:s3:::logs/*", "arn:aws:s3:::logs/2026/a.gz", true),
  ("arn:aws:s3:::logs/*", "arn:aws:s3:::LOGS/a.gz", false),
  ("arn:aws:s3:::logs-?", "arn:aws:s3:::logs-12", false),
  ("arn:aws:s3:::logs-?", "arn:aws:s3:::logs-é", true),
  ("*é", "caf\u{E9}", true),
  ("*?", "é", true),
  ("*??", "é", false),
  ("[a-z]", "b", false),
  (String(repeating: "a", count: 2048), String(repeating: "a", count: 2048), true),
  (String(repeating: "a", count: 2049), String(repeating: "a", count: 2049), false),
  ("*", String(repeating: "a", count: 2049), false),
  // Exponential for a matcher that goes back to every `*`.
  (String(repeating: "*a", count: 1000) + "b", String(repeating: "a", count: 2048), false),
])
func resourcePatternMatches(pattern: String, text: String, expected: Bool) {
  #expect(iamPattern(pattern, matches: text) == expected)
}

@Test(arguments: [
  ("s3:get*", "s3:GetObject", true),
  ("S3:GetObject", "s3:getobject", true),
  ("s3:get", "s3:GetObject", false),
  ("s3:É", "s3:é", false),
  ("@", "`", false),
  ("[", "{", false),
])
func actionPatternIgnoresCase(pattern: String, action: String, expected: Bool) {
  #expect(iamActionPattern(pattern, matches: action) == expected)
}

/// All short patterns against all short texts, compared with the definition of a match.
@Test func matcherAgreesWithTheDefinition() {
  let patterns = words(over: "ab*?", upTo: 5)
  let texts = words(over: "ab", upTo: 5)
  var wrong: [String] = []
  for pattern in patterns {
    for text in texts where iamPattern(pattern, matches: text) != defined(pattern[...], text[...]) {
      wrong.append("\(pattern) \(text)")
    }
  }
  #expect(wrong == [])
}

private func words(over alphabet: String, upTo length: Int) -> [String] {
  var all = [""]
  var longest = [""]
  for _ in 0..<length {
    longest = longest.flatMap { word in alphabet.map { word + String($0) } }
    all += longest
  }
  return all
}

private func defined(_ pattern: Substring, _ text: Substring) -> Bool {
  switch pattern.first {
  case nil: text.isEmpty
  case "*":
    defined(pattern.dropFirst(), text) || !text.isEmpty && defined(pattern, text.dropFirst())
  case let first?:
    !text.isEmpty && (first == "?" || first == text.first)
      && defined(pattern.dropFirst(), text.dropFirst())
  }
}
