import ArgumentParser
import ProtonLint

struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the text of a template for given inputs.",
    discussion: """
      The file with the inputs is a JSON or YAML object whose keys are the names that the template
      sees: `environment`, `service`, `service_instance`…

      With --all-paths no inputs are needed: the text of every path is printed, with the inputs that
      lead to it; what an input or an output will print stands as ⟨its name⟩.

      EXAMPLES
        protonlint render --inputs inputs.json instance_infrastructure/cloudformation.yaml
        protonlint render --all-paths service-template/
      """)

  @Option(help: "A JSON or YAML object: the names that the template sees.")
  var inputs: String?

  @Flag(help: "Print every path through every template below the given file or folder.")
  var allPaths = false

  @Option(
    help: ArgumentHelp(
      "With --all-paths: write a file for each path into this folder.",
      valueName: "folder"))
  var into: String?

  @Argument(help: "The template; `-` is standard input.")
  var template: String

  mutating func validate() throws {
    if allPaths, inputs != nil { throw ValidationError("--all-paths takes no --inputs") }
    if into != nil, !allPaths { throw ValidationError("--into goes with --all-paths") }
  }

  func run() throws {
    if allPaths { try renderAllPaths() } else { try renderOne() }
  }

  private func renderAllPaths() throws {
    let paths = renderedPaths(model(of: try readSources([template])))
    guard let into else {
      for path in paths { write("# \(path.title)\n\(path.text)\n", to: .output) }
      return
    }
    guard makeFolder(into) else { throw cannotWrite(into) }
    for (number, path) in paths.enumerated() {
      let file = "\(into)/\(number).yaml"
      guard write(path.text, toFile: file) else { throw cannotWrite(file) }
    }
  }

  private func cannotWrite(_ path: String) -> Exit {
    write("protonlint: cannot write `\(path)`\n", to: .errors)
    return .wrongArguments
  }

  private func renderOne() throws {
    let source = try readOne(template)
    var values: SyntaxTree?
    if let inputs {
      let file = try readOne(inputs)
      let tree = parseYAML(file.bytes, map: SourceMap(identity: file.id))
      guard tree.problems.isEmpty, tree.root?.isMapping == true else {
        write("protonlint: `\(inputs)` is no JSON or YAML object\n", to: .errors)
        throw Exit.wrongArguments
      }
      values = tree
    }
    let rendered = render(source, inputs: values?.root)
    guard let fault = rendered.fault else { return write(rendered.text, to: .output) }
    let lines = LineTable(source.bytes)
    let line = lines.line(at: fault.span.start)
    let column = lines.column(at: fault.span.start, in: .utf16)
    write("\(source.path):\(line):\(column): \(fault.message)\n", to: .errors)
    throw Exit.findings
  }
}
