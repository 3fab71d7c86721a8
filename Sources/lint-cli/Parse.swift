import ArgumentParser
import ProtonLint

struct Parse: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Print the syntax tree of a file, with its places.",
    discussion: """
      Exits with 0 if the text is of the language and with 1 if it is not.

      EXAMPLES
        protonlint parse --language yaml template.yaml
        protonlint parse --language jinja instance_infrastructure/cloudformation.yaml
      """)

  enum Language: String, ExpressibleByArgument, CaseIterable { case yaml, json, jinja }

  @Option(help: "The language to read it as.")
  var language: Language

  @Argument(help: "A file; `-` is standard input.")
  var file: String

  func run() throws {
    let source = try readOne(file)
    let problems: [SyntaxProblem]
    switch language {
    case .yaml, .json:
      let map = SourceMap(identity: source.id)
      let tree =
        language == .yaml ? parseYAML(source.bytes, map: map) : parseJSON(source.bytes, map: map)
      write(dump(tree), to: .output)
      problems = tree.problems
    case .jinja:
      let template = parseJinja(source.bytes, file: source.id)
      write(dump(template), to: .output)
      problems = template.problems.filter {
        if case .unsupported = $0.kind { false } else { true }
      }
    }
    let lines = LineTable(source.bytes)
    for problem in problems {
      let line = lines.line(at: problem.span.start)
      let column = lines.column(at: problem.span.start, in: .utf16)
      write("\(source.path):\(line):\(column): \(problem.message)\n", to: .errors)
    }
    if !problems.isEmpty { throw Exit.findings }
  }
}
