import Foundation

/// Jinja2 itself, where python3 has it.
enum JinjaOracle {
  struct Answer: Decodable {
    let accepts: Bool
    /// What the template prints without inputs; nil where it was not asked for or failed.
    let rendered: String?
  }

  static let isPresent: Bool = {
    let version = try? run(["-c", "import jinja2; print(jinja2.__version__)"], input: Data())
    return version.map { String(decoding: $0, as: UTF8.self).hasPrefix("3.1.") } ?? false
  }()

  static let absence = "needs python3 with jinja2 3.1 to compare with"

  /// Asks one process about all templates.
  static func answers(to templates: [String], rendering: Bool = false) throws -> [Answer] {
    let encoder = JSONEncoder()
    var input = Data()
    for template in templates { input += try encoder.encode(template) + [0x0A] }
    let output = try run(["-c", script, rendering ? "render" : "parse"], input: input)
    let decoder = JSONDecoder()
    return try output.split(separator: 0x0A).map { try decoder.decode(Answer.self, from: $0) }
  }

  private static let script = """
    import jinja2, json, sys
    environment = jinja2.Environment()
    for line in sys.stdin.buffer:
        source = json.loads(line)
        answer = {"accepts": True, "rendered": None}
        try:
            environment.parse(source)
            if sys.argv[1] == "render":
                answer["rendered"] = environment.from_string(source).render()
        except Exception:
            answer["accepts"] = False
        print(json.dumps(answer))
    """

  static func run(_ arguments: [String], input: Data) throws -> Data {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appending(path: "protonlint-\(UUID().uuidString).jsonl")
    try input.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return data
  }
}
