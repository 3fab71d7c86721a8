import ArgumentParser
import ProtonLint

struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Print the text of a template for given inputs.",
    discussion: """
      The file with the inputs is a JSON or YAML object whose keys are the names that the template
      sees: `environment`, `service`, `service_instance`…

      With --spec the names are filled in as Proton does: from a spec and the schema of the bundle
      around the template. What no spec knows (outputs, accounts, the service's name) is taken from
      --inputs, which are merged over it.

      With --all-paths no inputs are needed: the text of every path is printed, with the inputs that
      lead to it; what an input or an output will print stands as ⟨its name⟩.

      EXAMPLES
        protonlint render --inputs inputs.json instance_infrastructure/cloudformation.yaml
        protonlint render --spec spec.yaml --instance dev instance_infrastructure/cloudformation.yaml
        protonlint render --all-paths service-template/
      """)

  @Option(help: "A JSON or YAML object: the names that the template sees.")
  var inputs: String?

  @Option(help: "A spec of an environment or a service, for a template of a bundle.")
  var spec: String?

  @Option(help: "With --spec: the instance of the service, if there are several.")
  var instance: String?

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
    if allPaths, spec != nil { throw ValidationError("--all-paths takes no --spec") }
    if instance != nil, spec == nil { throw ValidationError("--instance goes with --spec") }
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
    let source: SourceFile
    let rendered: ConcreteRendering
    let values = try inputs.map { try mapping(in: $0) }
    if let spec {
      let specValues = try mapping(in: spec)
      let sources = try readSources([template])
      guard let file = sources.files.first(where: { sources.named.contains($0.id) }) else {
        write("protonlint: `\(template)` is no file\n", to: .errors)
        throw Exit.unreadablePath
      }
      source = file
      do throws(SpecFault) {
        rendered = try render(
          file, in: Workspace(sources), spec: specValues, instance: instance,
          inputs: values?.root)
      } catch {
        write("protonlint: `\(spec)`: \(error.words)\n", to: .errors)
        throw Exit.wrongArguments
      }
    } else {
      source = try readOne(template)
      rendered = render(source, inputs: values?.root)
    }
    guard let fault = rendered.fault else { return write(rendered.text, to: .output) }
    let lines = LineTable(source.bytes)
    let line = lines.line(at: fault.span.start)
    let column = lines.column(at: fault.span.start, in: .utf16)
    let expression = source.text(of: fault.span)
    let place = expression.contains("\n") ? "" : ", in `\(expression)`"
    write("\(source.path):\(line):\(column): \(fault.message)\(place)\n", to: .errors)
    if spec != nil, inputs == nil {
      write("protonlint: what the spec does not say can be given with --inputs\n", to: .errors)
    }
    throw Exit.findings
  }

  private func mapping(in path: String) throws -> SyntaxTree {
    let file = try readOne(path)
    let tree = parseYAML(file.bytes, map: SourceMap(identity: file.id))
    guard tree.problems.isEmpty, tree.root?.isMapping == true else {
      write("protonlint: `\(path)` is no JSON or YAML object\n", to: .errors)
      throw Exit.wrongArguments
    }
    return tree
  }
}
