import ProtonLint

extension CodeBuildProject {
  /// Both lists of commands, with what they start.
  var runs: [CommandRun] { commandLists.map(\.run) }

  /// Whether a variable of the environment is set anywhere, by the manifest or by a command.
  func setsVariable(where matches: (String) -> Bool) -> Bool {
    if (variables + secrets + parameters).contains(where: { matches($0.key.text) }) { return true }
    return runs.contains { run in
      run.units.contains { unit in
        unit.text.script.commands.contains { command in
          command.assignments.contains { matches($0.name) }
            || command.words.contains { word in
              word.text.firstIndex(of: "=").map { matches(String(word.text[..<$0])) } ?? false
            }
        }
      }
    }
  }

  /// Whether any of the texts that run holds a word.
  func mentions(_ word: String) -> Bool {
    runs.contains { run in run.units.contains { mention(of: word, in: $0.text) != nil } }
  }
}

/// The first place of a word in a text of the shell that is not a part of a longer name.
func mention(of word: String, in text: ShellText) -> Span? {
  let bytes = text.bytes
  let name = Array(word.utf8)
  guard let first = name.first, bytes.count >= name.count else { return nil }
  func isNameByte(at index: Int) -> Bool {
    guard bytes.indices.contains(index) else { return false }
    return isNamePart(bytes[index])
  }
  for start in 0...(bytes.count - name.count) where bytes[start] == first {
    let end = start + name.count
    guard bytes[start..<end].elementsEqual(name), !isNameByte(at: start - 1), !isNameByte(at: end)
    else { continue }
    return text.span(of: start..<end)
  }
  return nil
}

private func isNamePart(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
    true
  default: false
  }
}
