import ArgumentParser
import ProtonLint

struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the text of a template for given inputs.",
    discussion: """
      The file with the inputs is a JSON or YAML object whose keys are the names that the template
      sees: `environment`, `service`, `service_instance`…

      EXAMPLES
        protonlint render --inputs inputs.json instance_infrastructure/cloudformation.yaml
      """)

  @Option(help: "A JSON or YAML object: the names that the template sees.")
  var inputs: String?

  @Argument(help: "The template; `-` is standard input.")
  var template: String

  func run() throws {
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
