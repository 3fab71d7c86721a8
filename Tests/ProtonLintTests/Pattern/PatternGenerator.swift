/// The same patterns and texts in each run.
struct PatternGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }

  mutating func text(over alphabet: String) -> String {
    let characters = Array(alphabet)
    return String(
      (0..<Int.random(in: 0...7, using: &self)).compactMap { _ in
        characters.randomElement(using: &self)
      })
  }

  mutating func pattern(depth: Int) -> String {
    (0..<Int.random(in: 0...3, using: &self)).map { _ in
      atom(depth: depth)
        + one(of: ["", "", "", "*", "+", "?", "*?", "{2}", "{0,2}", "{1,}", "{,1}", "{"])
    }.joined()
  }

  private mutating func atom(depth: Int) -> String {
    switch Int.random(in: 0..<(depth > 0 ? 15 : 9), using: &self) {
    case 0, 1, 2: one(of: ["a", "b", "c", "-", "1", "}", "]", ",", "é"])
    case 3: one(of: ["^", "$", #"\b"#, #"\B"#])
    case 4: one(of: [".", #"\d"#, #"\w"#, #"\W"#, #"\s"#, #"\S"#, #"\-"#])
    case 5, 6: "[" + one(of: ["", "^"]) + members() + "]"
    case 7, 8: one(of: ["a", "b", "ab"])
    case 9, 10: "(" + pattern(depth: depth - 1) + "|" + pattern(depth: depth - 1) + ")"
    case 11, 12: one(of: ["(", "(?:"]) + pattern(depth: depth - 1) + ")"
    case 13: one(of: ["(?=", "(?!"]) + pattern(depth: depth - 1) + ")"
    default: one(of: ["(?<=", "(?<!"]) + pattern(depth: depth - 1) + ")"
    }
  }

  private mutating func members() -> String {
    (0..<Int.random(in: 0...3, using: &self)).map { _ in
      one(of: ["a", "b-c", "a-", "-", #"\d"#, #"\w-"#, "^", #"\b"#, " ", "c-a", "[", "1-c"])
    }.joined()
  }

  private mutating func one(of choices: [String]) -> String {
    choices.randomElement(using: &self) ?? ""
  }
}
