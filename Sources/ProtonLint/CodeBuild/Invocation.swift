/// A program that a command starts, without what only leads to it (`sudo`, `npx`, `env`).
public struct Invocation: Sendable {
  /// The program's name without its folder; empty where only a deployment tells.
  public let program: String
  public let arguments: [CommandWord]
  /// The command that starts it, where the author wrote it.
  public let span: Span
  public let command: ShellCommand
  public let call: CommandRun.Call
  /// The working folder, as far as it is known.
  public let folder: String?
}

/// A word of a command, with its place.
public struct CommandWord: Sendable {
  public let word: ShellWord
  public let span: Span

  public init(word: ShellWord, span: Span) {
    self.word = word
    self.span = span
  }
}

/// How a program is reached from the words of a command.
struct Launch {
  struct PackageScript {
    let name: String
    let arguments: [CommandWord]
    /// Whether a program of that name runs where there is no such script.
    let isBinaryOtherwise: Bool
  }

  /// Nil where only a deployment tells, or there is none.
  private(set) var program: String?
  private(set) var arguments: [CommandWord] = []
  /// A file with commands that runs.
  private(set) var script: CommandWord?
  /// An entry of `package.json` that runs.
  private(set) var packageScript: PackageScript?

  init(_ words: [CommandWord]) {
    var rest = words[...]
    // Each step takes a word away.
    while let first = rest.first {
      guard let name = first.word.literal, !first.word.holdsSymbol else { return }
      rest = rest.dropFirst()
      switch name {
      case "sudo", "nohup", "exec", "command", "time", "nice", "env", "stdbuf", "timeout":
        rest = rest.drop { argument in
          let text = argument.word.text
          return text.hasPrefix("-") || (name == "env" && text.contains("="))
            || (name == "timeout" && text.utf8.first.map(isDigit) == true)
        }
      case "npx", "bunx", "pnpx":
        rest = Self.behindOptions(rest, withValue: ["-p", "--package"])
        rest = Self.packageName(rest)
      case "npm", "yarn", "pnpm", "bun":
        guard let next = Self.throughPackageManager(name, rest) else {
          program = name
          arguments = Array(rest)
          return
        }
        if case .script(let script) = next {
          program = name
          arguments = Array(rest)
          packageScript = script
          return
        }
        if case .program(let words) = next { rest = Self.packageName(words) }
      case "poetry", "pipenv", "uv", "pdm":
        guard rest.first?.word.literal == "run" else {
          set(name, rest)
          return
        }
        rest = Self.behindOptions(rest.dropFirst(), withValue: [])
      case "bundle":
        guard rest.first?.word.literal == "exec" else {
          set(name, rest)
          return
        }
        rest = rest.dropFirst()
      case "sh", "bash", "source", ".":
        set(name, rest)
        script = rest.first { !$0.word.text.hasPrefix("-") }
        if rest.contains(where: { $0.word.literal == "-c" }) { script = rest.last }
        return
      default:
        set(lastPart(of: name), rest)
        if name.contains("/") { script = first }
        return
      }
    }
  }

  private mutating func set(_ name: String, _ rest: ArraySlice<CommandWord>) {
    program = name
    arguments = Array(rest)
  }

  private static func behindOptions(
    _ words: ArraySlice<CommandWord>, withValue: Set<String>
  ) -> ArraySlice<CommandWord> {
    var rest = words
    while let text = rest.first?.word.text, text.hasPrefix("-") {
      rest = rest.dropFirst(withValue.contains(text) ? 2 : 1)
    }
    return rest
  }

  /// The first word without the version of a package, and as the name of its program.
  private static func packageName(_ words: ArraySlice<CommandWord>) -> ArraySlice<CommandWord> {
    guard let first = words.first, let text = first.word.literal else { return words }
    let name = text.dropFirst().firstIndex(of: "@").map { String(text[..<$0]) } ?? text
    let program = name == "aws-cdk" ? "cdk" : name
    guard program != text else { return words }
    let word = ShellWord(
      parts: [.text(program, isQuoted: false)], range: first.word.range)
    return [CommandWord(word: word, span: first.span)] + words.dropFirst()
  }

  private enum Next {
    case script(PackageScript)
    case program(ArraySlice<CommandWord>)
  }

  private static func throughPackageManager(
    _ manager: String, _ words: ArraySlice<CommandWord>
  ) -> Next? {
    let rest = behindOptions(words, withValue: ["--prefix", "-C", "--cwd", "--dir"])
    guard rest.startIndex == words.startIndex, let first = rest.first?.word.literal else {
      return nil
    }
    let behind = rest.dropFirst()
    switch first {
    case "exec", "dlx", "x":
      let words = behindOptions(behind, withValue: [])
      return .program(words)
    case "run", "run-script":
      guard let name = behind.first?.word.literal, !name.hasPrefix("-") else { return nil }
      let arguments = behind.dropFirst()
      return .script(
        PackageScript(
          name: name, arguments: passedOn(arguments, by: manager), isBinaryOtherwise: false))
    default:
      guard manager != "npm", !managerCommands.contains(first) else { return nil }
      return .script(
        PackageScript(
          name: first, arguments: passedOn(behind, by: manager), isBinaryOtherwise: true))
    }
  }

  /// What reaches a script. `npm` keeps the options before `--` for itself.
  private static func passedOn(
    _ words: ArraySlice<CommandWord>, by manager: String
  ) -> [CommandWord] {
    guard manager == "npm" else { return words.filter { $0.word.literal != "--" } }
    let divider = words.firstIndex { $0.word.literal == "--" } ?? words.endIndex
    return words[..<divider].filter { !$0.word.text.hasPrefix("-") } + words[divider...].dropFirst()
  }
}

/// What package managers do themselves.
private let managerCommands: Set<String> = [
  "add", "audit", "cache", "ci", "config", "global", "i", "init", "install", "link", "list",
  "outdated", "pack", "publish", "remove", "set", "up", "upgrade", "version", "why", "workspace",
  "workspaces",
]

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
