/// The specs that commands of a text hand over: `aws proton create-service --spec '…'`, in a script,
/// in steps of a workflow or in words for people. And the environments that they make.
struct CommandSpecs {
  private(set) var specs: [Spec] = []
  private(set) var environments: [DeclaredEnvironment] = []

  init(in file: SourceFile) {
    let bytes = file.bytes
    guard contains("--spec", in: bytes) else { return }
    var rest = bytes[...]
    while let start = firstOffset(of: "aws proton ", in: rest) {
      let command = CommandInText(file, from: start + 11)
      rest = bytes[command.end...]
      read(command, in: file)
    }
  }

  private mutating func read(_ command: CommandInText, in file: SourceFile) {
    guard let name = command.words.first?.text,
      ["create-", "update-"].contains(where: { name.hasPrefix($0) })
    else { return }
    let template = command.option("--template-name").map { name in
      Spec.Template(
        name: name.text,
        majorVersion: command.option("--template-major-version").flatMap { Int($0.text) })
    }
    if name == "create-environment", let template, let made = command.option("--name"),
      !made.text.contains("$"), !made.text.contains("<")
    {
      environments.append(
        DeclaredEnvironment(name: made.text, template: template, span: made.content.span))
    }
    let creates = name.hasPrefix("create-")
    guard let value = command.option("--spec"), let root = value.content.parsed().root,
      let spec = Spec(
        file: file.id, root: root, origin: .command(creates: creates), template: template)
    else { return }
    specs.append(spec)
  }
}

/// One command of a shell amid any text, as far as words and quotes go.
private struct CommandInText {
  struct Word {
    let content: EmbeddedText
    var text: String { String(decoding: content.bytes, as: UTF8.self) }
  }

  private(set) var words: [Word] = []
  /// The offset behind the command.
  private(set) var end: Int
  private let file: SourceFile
  private let bytes: [UInt8]

  init(_ file: SourceFile, from start: Int) {
    self.file = file
    bytes = file.bytes
    end = start
    while words.count < 100, skipBlanks(), let word = readWord() { words.append(word) }
  }

  /// The value of an option: the next word.
  func option(_ name: String) -> Word? {
    guard let index = words.firstIndex(where: { $0.text == name }), index + 1 < words.count else {
      return nil
    }
    return words[index + 1]
  }

  /// Goes to the next word of the command; false at its end.
  private mutating func skipBlanks() -> Bool {
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): end += 1
      case UInt8(ascii: "\\"):
        // A line that goes on in the next one.
        var next = end + 1
        while next < bytes.count, [32, 9, 13].contains(bytes[next]) { next += 1 }
        guard next < bytes.count, bytes[next] == UInt8(ascii: "\n") else { return true }
        end = next + 1
      default: return !isEnd(bytes[end])
      }
    }
    return false
  }

  private mutating func readWord() -> Word? {
    let first = bytes[end]
    guard first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") else {
      let start = end
      while end < bytes.count, !isEnd(bytes[end]), !isSpace(bytes[end]) { end += 1 }
      return end > start ? Word(content: EmbeddedText(start..<end, of: file)) : nil
    }
    let start = end + 1
    var unescaped: [UInt8] = []
    end += 1
    while end < bytes.count, bytes[end] != first {
      let isEscape = first == UInt8(ascii: "\"") && bytes[end] == UInt8(ascii: "\\")
      if isEscape && end + 1 < bytes.count { end += 1 }
      unescaped.append(bytes[end])
      end += 1
    }
    guard end < bytes.count else { return nil }
    let range = start..<end
    end += 1
    return Word(
      content: unescaped.count == range.count
        ? EmbeddedText(range, of: file) : EmbeddedText(unescaped, from: range, of: file))
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    "\n\r;&|`)".utf8.contains(byte)
  }
}
