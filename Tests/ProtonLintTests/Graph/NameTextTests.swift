import Testing

@testable import ProtonLint

/// `{x}` stands for a symbol.
@Test(arguments: [
  ("/ecs/app", "/ecs/app", true),
  ("/ecs/app", "/ecs/apps", false),
  ("{a}/{b}", "{a}/{b}", true),
  ("{a}/{b}", "{a}-{b}", false),
  ("/ecs/{a}", "{a}", false),
  ("/ecs/{a}", "/ecs/{a}-web", false),
  ("/ecs/{a}", "/aws/{a}", false),
  ("{a}-web", "{b}-api", false),
  ("/ecs/{a}", "/ecs/{b}", true),
  ("/ecs/{a}", "{b}", true),
  ("/ecs/{a}", "/ecs/app", true),
  ("/ecs/{a}{b}", "/ecs/{a}", true),
  ("{a}", "", true),
  ("a", "", false),
])
func namesThatCanBeEqual(_ left: String, _ right: String, _ expected: Bool) throws {
  let one = try #require(NameText(value(left)))
  let other = try #require(NameText(value(right)))
  #expect(one.canEqual(other) == expected)
  #expect(other.canEqual(one) == expected)
  #expect(one.isSame(as: other) == (left == right))
}

private func value(_ text: String) -> Value {
  let span = Span(file: SourceFile.ID(index: 0), start: 0, end: 0)
  let parts = text.split(separator: "{", omittingEmptySubsequences: false).enumerated().flatMap {
    index, piece -> [Value] in
    guard index > 0, let end = piece.firstIndex(of: "}") else {
      return [Value(.string(String(piece)), at: span)]
    }
    let name = String(piece[..<end])
    return [
      Value(.symbol(Symbol(source: .proton(name), expression: name)), at: span),
      Value(.string(String(piece[piece.index(after: end)...])), at: span),
    ]
  }
  return Value(.text(parts), at: span)
}
