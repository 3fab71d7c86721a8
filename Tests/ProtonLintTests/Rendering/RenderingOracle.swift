import Foundation

/// What Jinja2 prints where undefined names are faults, as Proton sets it up.
enum RenderingOracle {
  struct Question: Encodable {
    let template: String
    /// A JSON object whose keys are the names that the template sees.
    let inputs: String
  }

  struct Answer: Decodable {
    /// Nil where Jinja fails.
    let text: String?
    let fault: String?
  }

  /// Asks one process about all templates.
  static func answers(to questions: [Question]) throws -> [Answer] {
    let encoder = JSONEncoder()
    var input = Data()
    for question in questions { input += try encoder.encode(question) + [0x0A] }
    let output = try JinjaOracle.run(["-c", script], input: input)
    let decoder = JSONDecoder()
    return try output.split(separator: 0x0A).map { try decoder.decode(Answer.self, from: $0) }
  }

  /// Questions that processes of Jinja are working on.
  struct Asked {
    private let parts: [Part]

    private final class Part: @unchecked Sendable {
      private var result: Result<[Answer], any Error>?
      private let done = DispatchSemaphore(value: 0)

      init(_ questions: [Question]) {
        Thread.detachNewThread { [self] in
          result = Result { try RenderingOracle.answers(to: questions) }
          done.signal()
        }
      }

      func answers() throws -> [Answer] {
        done.wait()
        defer { done.signal() }
        return try result?.get() ?? []
      }
    }

    init(_ questions: [Question], processes: Int) {
      let size = (questions.count + processes - 1) / processes
      parts = stride(from: 0, to: questions.count, by: max(1, size)).map {
        Part(Array(questions[$0..<min($0 + size, questions.count)]))
      }
    }

    func answers() throws -> [Answer] { try parts.flatMap { try $0.answers() } }
  }

  private static let script = """
    import jinja2, json, signal, sys, warnings
    warnings.simplefilter("ignore")
    def stop(*_): raise RuntimeError("this takes too long")
    signal.signal(signal.SIGALRM, stop)
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, cache_size=0)
    for line in sys.stdin.buffer:
        question = json.loads(line)
        signal.alarm(5)
        try:
            template = environment.from_string(question["template"])
            answer = {"text": template.render(json.loads(question["inputs"])), "fault": None}
        except Exception as fault:
            answer = {"text": None, "fault": type(fault).__name__ + ": " + str(fault)}
        print(json.dumps(answer))
    """
}
