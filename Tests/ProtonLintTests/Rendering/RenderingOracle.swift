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

  private static let script = """
    import jinja2, json, sys
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, cache_size=0)
    for line in sys.stdin.buffer:
        question = json.loads(line)
        try:
            template = environment.from_string(question["template"])
            answer = {"text": template.render(json.loads(question["inputs"])), "fault": None}
        except Exception as fault:
            answer = {"text": None, "fault": type(fault).__name__ + ": " + str(fault)}
        print(json.dumps(answer))
    """
}
