import ArgumentParser

/// `protonlint`: arguments in, exit code out.
@main
struct Protonlint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "protonlint",
    abstract: "Checks AWS Proton template bundles and CloudFormation before they are deployed.",
    discussion: """
      Finds every bundle and template below the paths, follows every path through their Jinja, \
      and reports what will not register, render or deploy, and what is open to the world.

      EXAMPLES
        protonlint                          lint what is below the current directory
        protonlint templates/ --fail-on warning
        protonlint --format sarif --output protonlint.sarif .
        protonlint - < template.yaml        lint one template from standard input
        protonlint explain undeclared-input

      EXIT CODES
        0  nothing at or above the --fail-on severity
        1  findings at or above it
        2  wrong arguments
        3  a path does not exist or cannot be read, or a folder holds nothing to lint
        4  a fault of protonlint itself
      """,
    version: version,
    subcommands: [
      Lint.self, Rules.self, Explain.self, Diff.self, Graph.self, Parse.self, Render.self,
      Facts.self,
    ],
    defaultSubcommand: Lint.self)

  static let version = "0.1.0"

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let exit as Exit {
      exit.leave()
    } catch {
      // The parser would say 64 (EX_USAGE); wrong arguments are 2 here.
      let text = fullMessage(for: error)
      let isHelp = exitCode(for: error) == .success
      write(text.isEmpty ? "" : text + "\n", to: isHelp ? .output : .errors)
      (isHelp ? Exit.clean : Exit.wrongArguments).leave()
    }
  }
}

/// How the process ends; the table in `--help`.
enum Exit: Int32, Error {
  case clean = 0
  case findings = 1
  case wrongArguments = 2
  case unreadablePath = 3
  case internalFault = 4
}
