/// A text of the shell as the simple commands that it consists of, in the order of the text.
///
/// Nothing is evaluated: what a variable or a substitution gives is not known here. Loops,
/// conditions and functions are not a tree; each command says whether it stands inside of one.
/// All ranges count bytes of the text that was read.
public struct ShellScript: Sendable {
  public let commands: [ShellCommand]
}

/// A simple command: a program with its arguments.
public struct ShellCommand: Sendable {
  /// `NAME=value` before the program, or instead of one.
  public internal(set) var assignments: [ShellAssignment] = []
  /// The program and its arguments.
  public internal(set) var words: [ShellWord] = []
  public internal(set) var redirections: [ShellRedirection] = []
  public internal(set) var range: Range<Int>
  /// What stands before it; nil at the start of a text.
  public internal(set) var opening: ShellOperator?
  /// What stands behind it; nil at the end of a text.
  public internal(set) var closing: ShellOperator?
  /// Whether it may never run: it is in a branch, a loop or a function.
  public internal(set) var isConditional = false
  /// Whether it decides on a branch or a loop.
  public internal(set) var isTest = false
  public internal(set) var isInSubshell = false
}

public struct ShellAssignment: Sendable {
  public let name: String
  public internal(set) var value: ShellWord

  /// Takes a word that reads `NAME=value`; nil for any other.
  public init?(_ word: ShellWord) {
    guard case .text(let first, let isQuoted)? = word.parts.first,
      let equals = first.firstIndex(of: "=")
    else { return nil }
    let name = first[..<equals]
    guard let start = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(start),
      name.utf8.allSatisfy(isShellNameByte)
    else { return nil }
    self.name = String(name)
    value = word
    let rest = String(first[first.index(after: equals)...])
    value.parts =
      (rest.isEmpty ? [] : [.text(rest, isQuoted: isQuoted)]) + word.parts.dropFirst()
    value.range =
      min(
        word.range.lowerBound + name.utf8.count + 1, word.range.upperBound)..<word.range
      .upperBound
  }
}

/// What stands between two commands.
public enum ShellOperator: Sendable, Hashable {
  /// `;` or the end of a line.
  case sequence
  /// `&`
  case background
  case and
  case or
  case pipe
}

public struct ShellRedirection: Sendable {
  public enum Kind: Sendable, Hashable { case input, output, append, duplicate, hereDocument }

  public let kind: Kind
  public let target: ShellWord
}

/// A word, whose parts may be quoted.
public struct ShellWord: Sendable, Hashable {
  public enum Part: Sendable, Hashable {
    case text(String, isQuoted: Bool)
    /// `$NAME` or `${NAME}`.
    case variable(String, isQuoted: Bool)
    /// `$(…)`, `` `…` ``, `${NAME:-…}`, `$((…))`, as written.
    case expansion(String, isQuoted: Bool)
  }

  public internal(set) var parts: [Part]
  public internal(set) var range: Range<Int>

  public init(parts: [Part], range: Range<Int>) {
    self.parts = parts
    self.range = range
  }

  /// The text; nil where anything in it is expanded.
  public var literal: String? {
    var text = ""
    for part in parts {
      guard case .text(let piece, _) = part else { return nil }
      text += piece
    }
    return text
  }

  /// The text without quotes, with expansions as they are written.
  public var text: String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .text(let piece, _), .expansion(let piece, _): text += piece
      case .variable(let name, _): text += "${\(name)}"
      }
    }
  }

  /// Whether it may become no word, or several: an expansion outside of quotes is all there is.
  public var mayBeSeveral: Bool {
    guard parts.count == 1, let part = parts.first else { return false }
    switch part {
    case .text: return false
    case .variable(_, let isQuoted), .expansion(_, let isQuoted): return !isQuoted
    }
  }
}
