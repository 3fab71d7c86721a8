import ArgumentParser
import ProtonLint

struct Graph: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Draw the resources and the references between them.",
    discussion: """
      EXAMPLES
        protonlint graph . --format dot | dot -Tsvg > graph.svg
        protonlint graph templates/ --format mermaid
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case dot, mermaid, json }

  @Argument(help: "Files and folders.")
  var paths: [String] = ["."]

  @Option(help: "How to draw it.")
  var format: Format = .dot

  func run() throws {
    let model = model(of: try readSources(paths))
    let text =
      switch format {
      case .dot: dotGraph(model)
      case .mermaid: mermaidGraph(model)
      case .json: jsonGraph(model)
      }
    write(text, to: .output)
  }
}
