import Testing

@testable import ProtonLint

/// Whatever the simple reader takes, it takes as libyaml does, to the byte.
@Test func simpleReaderAgreesWithLibYAML() {
  let texts =
    simpleTexts + yamlCorpus.map(\.text) + mutations(of: simpleTexts, count: 12_000)
    + randomLines(count: 20_000)
  var simple = 0
  for text in texts {
    let bytes = Array(text.utf8)
    let map = SourceMap(identity: SourceFile.ID(index: 0))
    guard let tree = parseSimpleYAML(bytes, map: map) else { continue }
    simple += 1
    let reference = parseByLibYAML(bytes, map: map)
    guard dump(tree) == dump(reference), tree.problems == reference.problems else {
      Issue.record(
        "\(text.debugDescription)\n\(dump(tree) as String)\n\(dump(reference) as String)")
      return
    }
  }
  #expect(simple > texts.count / 8, "the simple reader hardly ever reads")
}

/// Lines that may follow each other, at random depths: some of these texts are YAML.
private func randomLines(count: Int) -> [String] {
  var random = Xorshift(state: 0xD1B5_4A32_D192_ED03)
  return (0..<count).map { _ in
    (0...random.next(below: 7)).map { _ in
      let indentation = String(repeating: " ", count: random.next(below: 4) * 2)
      return indentation + pieces[random.next(below: pieces.count)]
    }.joined(separator: "\n") + (random.next(below: 4) == 0 ? "" : "\n")
  }
}

private let pieces = [
  "a:", "b: c", "key: 'it''s'", "q: \"x\\ny\" # note", "- ", "-", "- a", "- b: 1", "- - c",
  "- !Ref d",
  "f: [a, 'b', !Ref c,", "]", "g: {x: 1, y: [2, 3]}", "h: |", "i: >-", "j: |+", "k: >", "# comment",
  "", " ", "text", "text: more # x", "!Sub", "m: !If", "- !Sub '${A}'", "n: !Ref", "- key:",
  "o: a:b",
  "p: -1", "r: - x", "s: a #b", "t: {}", "- []", "u: !GetAtt a.b", "\"w\": 1", "'x' : y", "z: a: b",
  "  deep", "aa bb", ":log", "x: y z", "é: \u{E000}ü", "- |", "- >+", "--- ", "c: [a, b: c]",
  "d: {a}",
]

private let simpleTexts = [
  """
  ---
  AWSTemplateFormatVersion: '2010-09-09'
  Resources:
    # A comment
    Bucket: !If
      - Cond
      - !Ref A
      - !Sub "${A}\\n"
    Roles:
    - Type: AWS::IAM::Role
      Properties: {Path: /, Tags: [{Key: a, Value: 'it''s'}, !Ref B]}
    -
      - nested
      - key: value
        other:
    Empty:
    Script: !Sub |-
      #!/bin/sh
        echo é

    Folded: >+
      one
      two

        three
      four

  Outputs: {}
  Description: several words
    over lines

    and a paragraph # with a note
  """,
  "a:\n- b\n-   c: 1\n    d: 2\n- [x, y,\n  z]\ne: |\n\n  text\n   more\n\n\nf: >\n  a\n  b\n\n  c\n",
]
