import Foundation
import Testing

@testable import ProtonLint

private let corpus = ProcessInfo.processInfo.environment["PROTONLINT_ORACLES"]
  .map { URL(filePath: $0).appending(path: "corpus/proton") }

/// Every template of real bundles, with values that their schemas permit.
@Suite(
  .enabled(
    if: JinjaOracle.isPresent && corpus != nil,
    "needs PROTONLINT_ORACLES with real bundles, and python3 with jinja2 3.1"))
struct CorpusRenderingTests {
  @Test func printsWhatJinjaPrints() throws {
    let root = try #require(corpus)
    var files: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
      files[path] = try? String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
    let model = model(of: SourceStore(files))
    var questions: [RenderingOracle.Question] = []
    var paths: [String] = []
    for template in model.graph.templates {
      guard let bundle = template.bundle.map({ model.workspace[$0] }) else { continue }
      let source = model.workspace.sources[template.file]
      let text = String(decoding: source.bytes, as: UTF8.self)
      // Jinja2 itself does not have Proton's filters.
      if text.contains("proton_cfn_") { continue }
      for isFull in [true, false] {
        let inputs = SampleInputs(bundle.schema, template.renderings.reads, isFull: isFull)
        questions.append(RenderingOracle.Question(template: text, inputs: try inputs.json()))
        paths.append(source.path)
      }
    }
    let answers = try RenderingOracle.answers(to: questions)
    try #require(answers.count == questions.count)
    #expect(answers.count { $0.text != nil } > 40)
    for ((path, question), answer) in zip(zip(paths, questions), answers) {
      let file = SourceFile.ID(index: 0)
      let inputs = parseJSON(Array(question.inputs.utf8), map: SourceMap(identity: file))
      let rendering = render(
        parseJinja(Array(question.template.utf8), file: file), inputs: inputs.root)
      let here = rendering.fault == nil ? rendering.text : nil
      let isEqual = here.map { Array($0.utf8) } == answer.text.map { Array($0.utf8) }
      #expect(
        isEqual,
        "\(path): \(rendering.fault?.message ?? "rendered") / \(answer.fault ?? "rendered")")
    }
  }
}

/// Names and values that a template sees.
private struct SampleInputs {
  private var roots: [String: Any] = [:]

  /// - Parameter isFull: Whether optional inputs without a default are set.
  init(_ schema: InputSchema?, _ reads: [NameRead], isFull: Bool) {
    func values(_ type: InputType?) -> [String: Any] {
      var result: [String: Any] = [:]
      for property in type?.properties ?? [] {
        let shape = property.shape
        guard isFull || property.isRequired || shape.defaultValue != nil else { continue }
        result[property.name] = Self.sample(shape)
      }
      return result
    }
    func outputs(_ namespace: String) -> [String: Any] {
      var result: [String: Any] = [:]
      for read in reads where read.namespace == namespace {
        if let name = read.name { result[name] = "out-\(name)" }
      }
      return result
    }
    let environment: [String: Any] = [
      "name": "env", "account_id": "123456789012", "inputs": values(schema?.environmentInputs),
      "outputs": outputs("environment.outputs"),
    ]
    roots["environment"] = environment
    roots["service"] = [
      "name": "svc", "repository_id": "a/b", "repository_connection_arn": "arn:x",
      "branch_name": "main",
    ]
    let instance: [String: Any] = [
      "name": "inst", "inputs": values(schema?.serviceInputs), "environment": environment,
      "outputs": outputs("service_instances.outputs"),
      "components": ["default": ["name": "c", "outputs": ["x": "y"]]],
    ]
    roots["service_instance"] = instance
    roots["service_instances"] = [instance, instance]
    roots["pipeline"] = ["inputs": values(schema?.pipelineInputs)]
  }

  func json() throws -> String {
    String(
      decoding: try JSONSerialization.data(withJSONObject: roots, options: .sortedKeys),
      as: UTF8.self)
  }

  private static func sample(_ shape: InputShape) -> Any {
    let text = (shape.defaultValue?.value ?? shape.allowed?.first)?.text
    switch shape.type {
    case .boolean?: return text == "true"
    case .integer?, .number?: return text.flatMap { Int($0) } ?? Int(shape.minimum ?? 1)
    case .list?: return shape.items.map { [sample($0)] } ?? []
    case .map?:
      return Dictionary(
        shape.properties.map { ($0.name, sample($0.shape)) }, uniquingKeysWith: { $1 })
    case .string?, nil: return text ?? "text"
    }
  }
}
