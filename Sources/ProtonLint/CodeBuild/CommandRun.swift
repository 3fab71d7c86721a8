/// All that a list of commands starts, in the order in which it does, as far as the files of the
/// bundle tell: scripts of the shell and of `package.json` are followed.
public struct CommandRun: Sendable {
  /// A text whose commands run one after the other: an item of the list, or a script.
  public struct Unit: Sendable {
    public let text: ShellText
    /// What started it; nil for an item of the list.
    public let caller: Call?
    /// Whether the first command that fails ends it, and a failed part of a pipe counts.
    public let stopsAtFailure: Bool
    public let mindsPipes: Bool
    /// Whether it looks at the outcome of commands itself (`$?`, `trap`).
    public let looksAtOutcomes: Bool
  }

  /// A command by its unit and its place there.
  public struct Call: Hashable, Sendable {
    public let unit: Int
    public let command: Int
  }

  public private(set) var units: [Unit] = []
  public private(set) var invocations: [Invocation] = []
  /// Scripts that the bundle does not have, with what starts them.
  public private(set) var missingScripts: [Invocation] = []
  /// False where something runs that could not be looked into.
  public private(set) var isWhole = true

  /// Whether there are more commands than the limit.
  private(set) var isCutShort = false

  private let sources: SourceStore
  /// What is known of the working folder; nil after a step that is not understood.
  private var folder: String?
  private let bundleFolder: String
  private var packages: [String: SyntaxNode?] = [:]
  private var mindsPipes = false

  /// - Parameter folder: Where the first command starts.
  init(_ texts: [ShellText], in folder: String, of sources: SourceStore) {
    self.sources = sources
    self.folder = folder
    bundleFolder = folder
    for text in texts { run(text, from: nil, depth: 0) }
  }

  private static let depthLimit = 4
  fileprivate static let invocationLimit = 1_000

  /// - Parameter script: Of an entry of `package.json`: the command that names it, which is where
  ///   the author sees what happens, and the arguments that it adds.
  private mutating func run(
    _ text: ShellText, from caller: Call?, depth: Int,
    script: (span: Span, arguments: [CommandWord])? = nil
  ) {
    let number = units.count
    let options = text.script.commands.flatMap(\.setOptions)
    if options.contains("pipefail") { mindsPipes = true }
    units.append(
      Unit(
        text: text, caller: caller, stopsAtFailure: options.contains("errexit"),
        mindsPipes: mindsPipes,
        looksAtOutcomes: text.script.commands.contains(where: \.looksAtOutcome)))
    for (index, command) in text.script.commands.enumerated() {
      guard invocations.count < Self.invocationLimit else {
        isWhole = false
        isCutShort = true
        return
      }
      var words = command.words.map { CommandWord(word: $0, span: text.span(of: $0.range)) }
      if index == text.script.commands.count - 1 { words += script?.arguments ?? [] }
      let span = script?.span ?? text.span(of: command.range)
      invoke(words, span, command, at: Call(unit: number, command: index), depth: depth)
    }
  }

  private mutating func invoke(
    _ words: [CommandWord], _ span: Span, _ command: ShellCommand, at call: Call, depth: Int
  ) {
    let launch = Launch(words)
    guard let name = launch.program else {
      // `$TOOL …` may be anything; an assignment alone starts nothing.
      if !words.isEmpty { isWhole = false }
      return invocations.append(
        Invocation(
          program: "", arguments: words, span: span, command: command, call: call, folder: folder))
    }
    let invocation = Invocation(
      program: name, arguments: launch.arguments, span: span, command: command, call: call,
      folder: folder)
    if name == "cd" || name == "pushd" || name == "popd" {
      change(to: launch.arguments.first, command, name)
    }
    if let script = launch.packageScript {
      return run(packageScript: script, invocation, call, depth: depth)
    }
    invocations.append(invocation)
    if let script = launch.script { follow(script, invocation, call, depth: depth) }
  }

  private mutating func change(to target: CommandWord?, _ command: ShellCommand, _ name: String) {
    guard name == "cd", let path = target?.word.literal, !command.isConditional,
      !command.isInSubshell, !path.hasPrefix("/"), !path.hasPrefix("~"), path != "-",
      target?.word.holdsSymbol == false
    else { return folder = nil }
    folder = folder.flatMap { resolve(path, in: $0) }
  }

  private mutating func follow(
    _ script: CommandWord, _ invocation: Invocation, _ call: Call, depth: Int
  ) {
    guard let name = script.word.literal, !script.word.holdsSymbol, !name.hasPrefix("/"),
      !name.hasPrefix("~"), let folder, let path = resolve(name, in: folder)
    else { return isWhole = false }
    guard let file = sources.file(at: path) else {
      if isPath(path, in: bundleFolder) { missingScripts.append(invocation) }
      return isWhole = false
    }
    guard case .text(let bytes) = file.content, isShell(file.name, bytes), depth < Self.depthLimit,
      !sources.outsideLinks.contains(file.id)
    else { return isWhole = false }
    run(ShellText(file), from: call, depth: depth + 1)
  }

  private mutating func run(
    packageScript script: Launch.PackageScript, _ invocation: Invocation, _ call: Call, depth: Int
  ) {
    guard let folder, depth < Self.depthLimit else {
      isWhole = false
      return invocations.append(invocation)
    }
    let place = path(folder, "package.json")
    if packages[place] == nil {
      let file = sources.file(at: place)
      packages[place] = .some(file.flatMap { parseData($0).root?["scripts"] })
    }
    if let scripts = packages[place] ?? nil, let text = scripts[script.name], text.isScalar {
      return run(
        ShellText(text), from: call, depth: depth + 1,
        script: (invocation.span, script.arguments))
    }
    // Without a script of the name, what is most often behind it: the program of that name.
    if script.name == "cdk" || script.isBinaryOtherwise {
      return invocations.append(
        Invocation(
          program: script.name, arguments: script.arguments, span: invocation.span,
          command: invocation.command, call: call, folder: folder))
    }
    isWhole = false
    invocations.append(invocation)
  }

  private func isShell(_ name: String, _ bytes: [UInt8]) -> Bool {
    if name.hasSuffix(".sh") || name.hasSuffix(".bash") { return true }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    return line.starts(with: "#!".utf8) && line.suffix(2).elementsEqual("sh".utf8)
  }
}

extension CommandRun {
  /// Whether a failure of a command ends all that runs after it; nil where that is not known.
  public func failureEndsRun(of call: Call) -> Bool? {
    var call = call
    for _ in 0...Self.depthLimit {
      let unit = units[call.unit]
      guard let ends = unit.failureEnds(at: call.command) else { return nil }
      guard ends else { return false }
      guard let caller = unit.caller else { return true }
      call = caller
    }
    return nil
  }
}

extension CommandRun.Unit {
  /// Whether the unit ends and fails if one of its commands fails.
  fileprivate func failureEnds(at index: Int) -> Bool? {
    let commands = text.script.commands
    // Somebody looks at the outcome, in a way that is not followed.
    guard !looksAtOutcomes, !commands[index].isConditional, !commands[index].isTest else {
      return nil
    }
    var index = index
    while let closing = commands[index].closing {
      switch closing {
      case .and:
        // The rest of the chain is left out; what is behind the chain decides.
        index += 1
        guard index < commands.count else { return true }
      case .or:
        guard index + 1 < commands.count else { return true }
        switch commands[index + 1].words.first?.literal {
        case "exit", "false", "return": return true
        case ":", "echo", "true": return false
        default: return nil
        }
      case .pipe:
        guard mindsPipes else { return false }
        index += 1
        guard index < commands.count else { return true }
      case .background: return false
      case .sequence: return index == commands.count - 1 || stopsAtFailure
      }
    }
    return true
  }
}

extension ShellCommand {
  /// What `set` turns on.
  fileprivate var setOptions: [String] {
    guard words.first?.literal == "set" else { return [] }
    var options: [String] = []
    for word in words.dropFirst().compactMap(\.literal) {
      if word == "pipefail" || word == "errexit" { options.append(word) }
      if word.hasPrefix("-"), word.contains("e") { options.append("errexit") }
    }
    return options
  }

  fileprivate var looksAtOutcome: Bool {
    if words.first?.literal == "trap" { return true }
    return (words + assignments.map(\.value)).contains { word in
      word.parts.contains { part in
        if case .variable("?", _) = part { true } else { false }
      }
    }
  }
}

/// Says for each manifest of which not every command was looked at that it is so.
func incompleteRuns(of manifests: [CodeBuildManifest]) -> [ToolNote] {
  manifests.filter { $0.projects.flatMap(\.commandLists).contains(where: \.run.isCutShort) }.map {
    ToolNote(
      "only the first \(CommandRun.invocationLimit) commands of a list were looked at",
      about: .place(.file($0.rendered.file)))
  }
}

/// A path relative to a folder; nil where it leads above all folders.
func resolve(_ name: String, in folder: String) -> String? {
  var result = folder
  for part in name.split(separator: "/") where part != "." {
    if part == ".." {
      guard let parent = parentFolder(of: result) else { return nil }
      result = parent
    } else {
      result = path(result, String(part))
    }
  }
  return result
}
