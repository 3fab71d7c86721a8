import Testing

@testable import ProtonLint

private let file = SourceFile.ID(index: 0)

/// A document in a text of whatever style is read with the places that its parts have there.
@Test(arguments: [
  #"Body: '{"a": "«word»"}'"#,
  #"Body: "{\"a\": \"«word»\"}""#,
  #"Body: "{\n\"a\":\t\"«word»\"}""#,
  "Body: |\n  {\n    \"a\": \"«word»\"\n  }\n",
  "Body: >\n  {\n  \"a\":\n\n  \"«word»\"\n  }\n",
  "Body: !Sub |\n  {\"b\": \"${X}\",\n   \"a\": \"«word»\"}\n",
  "Body: {Fn::Sub: ['{\"a\": \"«word»\"}', {X: 1}]}",
  "Body: !If [C, '{\"a\": \"«word»\"}', !Ref AWS::NoValue]",
])
func partsOfTextsHavePlaces(_ marked: String) throws {
  let text = marked.filter { $0 != "«" && $0 != "»" }
  let start = marked.prefix { $0 != "«" }.utf8.count
  let template = template(text)
  let node = try #require(template.tree.root?["Body"])
  let document = try #require(template.documentTexts(node).first)
  let span = try #require(document.json.root?["a"]).contentSpan
  #expect(span == Span(file: file, start: start, end: start + 4))
}

/// What functions make has one place, and what inputs make is not known.
@Test func textsOfFunctions() throws {
  let template = template("A: !Join ['', ['{\"a\": ', '1}']]\nB: !Join ['', ['{', !Ref X]]\n")
  let known = try #require(template.tree.root?["A"])
  let unknown = try #require(template.tree.root?["B"])
  let text = try #require(template.documentTexts(known).first)
  #expect(String(decoding: text.bytes, as: UTF8.self) == "{\"a\": 1}")
  #expect(text.json.root?["a"]?.span == known.span)
  #expect(template.documentTexts(unknown).isEmpty)
}

private func template(_ text: String) -> CloudFormationTemplate {
  CloudFormationTemplate(
    tree: parseYAML(Array(text.utf8), map: SourceMap(identity: file)), tokens: TokenTable(),
    file: file, bundle: nil, role: nil, condition: .always, number: 0)
}
