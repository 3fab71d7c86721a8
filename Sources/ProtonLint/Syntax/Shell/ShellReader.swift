/// Reads a text of the shell. Every text is taken: what is not closed ends with the text.
public func readShell(_ text: ArraySlice<UInt8>) -> ShellScript {
  var reader = ShellReader(Array(text))
  return reader.script()
}

/// Goes through the bytes once.
private struct ShellReader {
  private enum Block { case conditional, group, subshell }

  private var scanner: ShellScanner
  private var commands: [ShellCommand] = []
  private var current: ShellCommand
  private var blocks: [Block] = []
  private var conditionals = 0
  private var subshells = 0
  private var isTest = false
  /// The word that ends what a `for` or a `case` goes through, which is no command.
  private var headEnd: String?

  init(_ bytes: [UInt8]) {
    scanner = ShellScanner(bytes)
    current = ShellCommand(range: 0..<0)
  }

  mutating func script() -> ShellScript {
    while !scanner.isAtEnd { step() }
    close(nil)
    return ShellScript(commands: commands)
  }

  private mutating func step() {
    scanner.skipBlanks()
    guard let byte = scanner.byte() else { return }
    switch byte {
    case UInt8(ascii: "\n"):
      scanner.endLine()
      close(.sequence)
    case UInt8(ascii: "#"): scanner.skipComment()
    case UInt8(ascii: ";"):
      scanner.advance(while: UInt8(ascii: ";"))
      close(.sequence)
    case UInt8(ascii: "&"):
      if scanner.take("&&") {
        close(.and)
      } else if scanner.startsRedirection {
        redirect()
      } else {
        scanner.advance()
        close(.background)
      }
    case UInt8(ascii: "|"):
      if scanner.take("||") {
        close(.or)
      } else {
        if !scanner.take("|&") { scanner.advance() }
        close(.pipe)
      }
    case UInt8(ascii: "("): openParenthesis()
    case UInt8(ascii: ")"): closeParenthesis()
    default:
      if scanner.startsRedirection { redirect() } else { word() }
    }
  }

  private mutating func word() {
    let word = scanner.word()
    if let end = headEnd {
      if word.literal == end { headEnd = nil }
      return
    }
    if current.words.isEmpty, current.assignments.isEmpty, let text = word.literal,
      !word.isQuotedAtStart, takeReserved(text)
    {
      return
    }
    extend(to: word.range)
    if current.words.isEmpty, !word.isQuotedAtStart, let assignment = ShellAssignment(word) {
      current.assignments.append(assignment)
    } else {
      current.words.append(word)
    }
  }

  /// Whether a word at the place of a program is one that the shell keeps for itself.
  private mutating func takeReserved(_ text: String) -> Bool {
    switch text {
    case "if", "while", "until":
      open(.conditional)
      isTest = true
    case "for", "select":
      open(.conditional)
      headEnd = "do"
    case "case":
      open(.conditional)
      headEnd = "in"
    case "function":
      scanner.skipBlanks()
      _ = scanner.word()
      scanner.skipBlanks()
      if scanner.take("(") { _ = scanner.takeClosingParenthesis() }
      openFunction()
    case "then", "do", "else": isTest = false
    case "elif": isTest = true
    case "fi", "done", "esac":
      isTest = false
      close(block: .conditional)
    case "{": open(.group)
    case "}": if blocks.last != nil { closeBlock() }
    case "!": isTest = true
    default: return false
    }
    return true
  }

  private mutating func redirect() {
    guard let redirection = scanner.redirection() else { return }
    extend(to: redirection.target.range)
    current.redirections.append(redirection)
  }

  private mutating func openParenthesis() {
    scanner.advance()
    if current.words.count == 1, scanner.takeClosingParenthesis() {
      // A function: its body runs where it is called, if ever.
      current = ShellCommand(range: 0..<0)
      openFunction()
      return
    }
    open(.subshell)
  }

  private mutating func openFunction() {
    open(.conditional)
    scanner.skipToBody()
  }

  private mutating func closeParenthesis() {
    scanner.advance()
    if blocks.last == .subshell {
      close(.sequence)
      closeBlock()
    } else {
      // The pattern of a `case`.
      current = ShellCommand(range: 0..<0)
    }
  }

  private mutating func open(_ block: Block) {
    blocks.append(block)
    if block == .conditional { conditionals += 1 }
    if block == .subshell { subshells += 1 }
  }

  private mutating func close(block: Block) {
    guard blocks.last == block else { return }
    closeBlock()
  }

  private mutating func closeBlock() {
    switch blocks.popLast() {
    case .conditional: conditionals -= 1
    case .subshell: subshells -= 1
    case .group, nil: break
    }
  }

  private mutating func extend(to range: Range<Int>) {
    current.range =
      current.words.isEmpty && current.assignments.isEmpty && current.redirections.isEmpty
      ? range
      : min(
        current.range.lowerBound, range.lowerBound)..<max(
          current.range.upperBound, range.upperBound)
  }

  /// Ends the command in hand, if there is one.
  private mutating func close(_ operation: ShellOperator?) {
    headEnd = nil
    defer { current = ShellCommand(range: 0..<0) }
    guard !current.words.isEmpty || !current.assignments.isEmpty || !current.redirections.isEmpty
    else {
      if let last = commands.indices.last, operation == .pipe || operation == .or,
        commands[last].closing == .sequence
      {
        // Behind the end of a block: what it stands for goes on.
        commands[last].closing = operation
      }
      return
    }
    current.opening = commands.last?.closing
    current.closing = operation
    current.isConditional = conditionals > 0
    current.isTest = isTest
    current.isInSubshell = subshells > 0
    if isTest, conditionals == 0 { isTest = false }
    commands.append(current)
  }
}

extension ShellWord {
  fileprivate var isQuotedAtStart: Bool {
    if case .text(_, let isQuoted)? = parts.first { isQuoted } else { false }
  }
}

func isShellNameByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
    true
  default: false
  }
}
