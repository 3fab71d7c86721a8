import ProtonLint

/// What a command does to the resources of a bundle, by the tool that it starts.
struct Deployment {
  enum Action { case deploy, destroy }

  let tool: Tool
  let action: Action
  /// The words behind the verb.
  let arguments: [CommandWord]
  let invocation: Invocation

  enum Tool: String {
    case terraform, cdk, pulumi, cloudFormation, sam, serverless, helm, kubectl
  }

  /// Nil where a command neither deploys nor destroys, or nobody here knows its tool.
  init?(_ invocation: Invocation) {
    guard let (tool, action, arguments) = recognized(invocation) else { return nil }
    self.tool = tool
    self.action = action
    self.arguments = arguments
    self.invocation = invocation
  }

  /// `terraform destroy`
  var words: String {
    let verb = invocation.arguments.first { !$0.word.text.hasPrefix("-") }?.word.text ?? ""
    return tool == .cloudFormation
      ? "aws cloudformation \(arguments.isEmpty ? verb : (verbOfCloudFormation ?? verb))"
      : "\(invocation.program) \(verb)"
  }

  private var verbOfCloudFormation: String? {
    positional(of: invocation.arguments, optionsWithValue: globalOptions).dropFirst().first?.word
      .text
  }
}

extension Invocation {
  /// Whether the command has an option, alone or with a value behind `=`.
  func has(_ options: String...) -> Bool {
    arguments.contains { argument in
      options.contains { argument.word.text == $0 || argument.word.text.hasPrefix($0 + "=") }
    }
  }

  /// Whether variables or inputs may give the command options that nobody sees here: a bare `$ARGS`
  /// that is not the value of the option before it.
  var mayHaveMoreOptions: Bool {
    zip(arguments.indices, arguments).contains { index, argument in
      guard argument.word.mayBeSeveral || argument.word.isSymbolAlone else { return false }
      guard index > 0 else { return true }
      let before = arguments[index - 1].word.text
      return !before.hasPrefix("-") || before.contains("=")
    }
  }

  /// The value of an option, in either spelling.
  func value(of options: String...) -> CommandWord? {
    for (index, argument) in arguments.enumerated() {
      for option in options {
        if argument.word.text == option, index + 1 < arguments.count { return arguments[index + 1] }
        if argument.word.text.hasPrefix(option + "=") {
          return argument.droppingPrefix(option + "=")
        }
      }
    }
    return nil
  }

  /// Whether the command gets an input of its own, which may be the answer that it asks for.
  var readsInput: Bool {
    command.opening == .pipe
      || command.redirections.contains { $0.kind == .input || $0.kind == .hereDocument }
  }
}

extension CommandWord {
  fileprivate func droppingPrefix(_ prefix: String) -> CommandWord? {
    var parts = word.parts
    guard case .text(let text, let isQuoted)? = parts.first, text.hasPrefix(prefix) else {
      return nil
    }
    let rest = String(text.dropFirst(prefix.count))
    parts[0] = .text(rest, isQuoted: isQuoted)
    if rest.isEmpty { parts.removeFirst() }
    return CommandWord(word: ShellWord(parts: parts, range: word.range), span: span)
  }
}

extension ShellWord {
  fileprivate var isSymbolAlone: Bool {
    guard holdsSymbol, let text = literal else { return false }
    return !text.utf8.contains { $0 < 0x80 }
  }
}

/// The words that are neither options nor the values of options.
func positional(
  of words: [CommandWord], optionsWithValue: Set<String> = []
) -> [CommandWord] {
  var found: [CommandWord] = []
  var isValue = false
  for word in words {
    let text = word.word.text
    if isValue {
      isValue = false
    } else if text.hasPrefix("-"), text != "-" {
      isValue = optionsWithValue.contains(text)
    } else {
      found.append(word)
    }
  }
  return found
}

private func recognized(
  _ invocation: Invocation
) -> (Deployment.Tool, Deployment.Action, [CommandWord])? {
  let words = positional(of: invocation.arguments, optionsWithValue: globalOptions)
  guard let verb = words.first?.word.literal else { return nil }
  func found(
    _ tool: Deployment.Tool, deploy: [String], destroy: [String]
  ) -> (Deployment.Tool, Deployment.Action, [CommandWord])? {
    let rest = Array(words.dropFirst())
    if deploy.contains(verb) { return (tool, .deploy, rest) }
    return destroy.contains(verb) ? (tool, .destroy, rest) : nil
  }
  switch invocation.program {
  case "terraform", "tofu":
    if verb == "apply", invocation.has("-destroy", "--destroy") {
      return (.terraform, .destroy, Array(words.dropFirst()))
    }
    return found(.terraform, deploy: ["apply"], destroy: ["destroy"])
  case "cdk": return found(.cdk, deploy: ["deploy"], destroy: ["destroy"])
  case "pulumi": return found(.pulumi, deploy: ["up", "update"], destroy: ["destroy", "down"])
  case "sam": return found(.sam, deploy: ["deploy"], destroy: ["delete"])
  case "serverless", "sls": return found(.serverless, deploy: ["deploy"], destroy: ["remove"])
  case "helm":
    return found(.helm, deploy: ["install", "upgrade"], destroy: ["delete", "uninstall"])
  case "kubectl": return found(.kubectl, deploy: ["apply", "create"], destroy: ["delete"])
  case "aws":
    guard verb == "cloudformation", let action = words.dropFirst().first?.word.literal else {
      return nil
    }
    let rest = Array(words.dropFirst(2))
    switch action {
    case "create-stack", "deploy", "update-stack": return (.cloudFormation, .deploy, rest)
    case "delete-stack": return (.cloudFormation, .destroy, rest)
    default: return nil
    }
  default: return nil
  }
}

/// Options that take the next word, of the tools above, wherever they may stand before a verb.
private let globalOptions: Set<String> = [
  "--app", "-a", "--cloud", "--color", "--config-file", "--context", "-c", "--cwd", "-C",
  "--namespace", "-n", "--output", "--profile", "--region", "--stack", "-s", "--stack-name",
  "--stage", "--var", "--values", "-f",
]
