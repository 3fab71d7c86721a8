import Testing

@testable import ProtonLint

/// Symbolic rendering against brute force: every permitted set of inputs is rendered as Jinja does,
/// and the branches that are reached so are those that some symbolic path reaches.
struct PathCoverTests {
  /// Conditions of which everything can be decided from the schema.
  @Test func rendersWhatIsReachedAndReportsWhatIsNot() {
    var generator = BranchGenerator(seed: 2026, atoms: BranchGenerator.decidable)
    let counts = compare(&generator, rounds: 300, isExact: true)
    print("path cover, decidable: \(counts)")
    #expect(counts.dead > 200)
    #expect(counts.reached > 1_000)
  }

  /// Any conditions: what is reached must be rendered, whatever else is.
  @Test func rendersWhatIsReachedWhateverTheCondition() {
    var generator = BranchGenerator(seed: 7, atoms: BranchGenerator.all)
    let counts = compare(&generator, rounds: 300, isExact: false)
    print("path cover, any: \(counts)")
    #expect(counts.reached > 1_000)
  }

  struct Counts {
    var reached = 0
    var dead = 0
    /// Symbolic branches that no input reaches, where that need not be known.
    var undecided = 0
    var incomplete = 0
    var faults = 0
  }

  private func compare(
    _ generator: inout BranchGenerator, rounds: Int, isExact: Bool
  ) -> Counts {
    var counts = Counts()
    for _ in 0..<rounds {
      let (template, inputs) = generator.next()
      let fixture = SymbolicFixture(template, schema: BranchGenerator.schema(of: inputs))
      guard fixture.renderings.isComplete else {
        counts.incomplete += 1
        continue
      }
      let outputs = Set(fixture.renderings.all.map { String(decoding: $0.text, as: UTF8.self) })
      let symbolic = outputs.reduce(into: Set()) { $0.formUnion(markers(in: $1)) }
      var concrete: Set<String> = []
      var hasFault = false
      for values in BranchGenerator.assignments(of: inputs) {
        let rendering = rendered(template, values)
        concrete.formUnion(markers(in: rendering.text))
        if rendering.fault != nil {
          hasFault = true
        } else {
          #expect(
            outputs.contains(rendering.text),
            "no path prints \(rendering.text) of \(template) for \(values)")
        }
      }
      counts.reached += concrete.count
      #expect(
        concrete.isSubset(of: symbolic),
        "not rendered: \(concrete.subtracting(symbolic).sorted()) of \(template)")
      guard !hasFault else {
        counts.faults += 1
        continue
      }
      let phantom = symbolic.subtracting(concrete)
      if isExact {
        #expect(phantom.isEmpty, "never reached: \(phantom.sorted()) of \(template)")
      } else {
        counts.undecided += phantom.count
      }
      let dead = deadMarkers(in: fixture.renderings, of: template, reached: concrete)
      counts.dead += dead.expected.count
      if phantom.isEmpty {
        #expect(dead.reported == dead.expected, "of \(template)")
      }
    }
    return counts
  }

  private func rendered(_ template: String, _ values: String) -> ConcreteRendering {
    let inputs = parseJSON(
      Array("{\"service_instance\": {\"inputs\": {\(values)}}}".utf8),
      map: SourceMap(identity: SymbolicFixture.file))
    return render(
      parseJinja(Array(template.utf8), file: SymbolicFixture.file), inputs: inputs.root)
  }

  private func markers(in text: String) -> Set<String> {
    Set(text.split(separator: "<").compactMap { $0.split(separator: ">").first.map(String.init) })
  }

  /// The branches that are reported as dead, and those of a reached `if` that no input takes.
  private func deadMarkers(
    in renderings: Renderings, of template: String, reached: Set<String>
  ) -> (reported: Set<String>, expected: Set<String>) {
    let dead = Set(renderings.deadBranches.map(\.tagSpan))
    var reported: Set<String> = []
    var expected: Set<String> = []
    func search(_ body: [JinjaStatement]) {
      for statement in body {
        guard case .if(let ways) = statement.kind else { continue }
        for way in ways {
          let text = String(decoding: renderings.template.bytes[way.bodySpan.range], as: UTF8.self)
          let marker = String(text.dropFirst().prefix { $0 != ">" })
          if dead.contains(way.tagSpan) { reported.insert(marker) }
          if reached.contains(marker) { search(way.body) } else { expected.insert(marker) }
        }
      }
    }
    search(renderings.template.body)
    return (reported, expected)
  }
}

/// Random templates of nested `if`s, each way of which prints a number of its own.
private struct BranchGenerator {
  struct Input {
    let name: String
    /// What the schema says of it.
    let schema: String
    let isRequired: Bool
    /// Permitted values as JSON; nil: it is left out.
    let values: [String?]
  }

  typealias Atom = (Input.Kind, [String])

  static let inputs: [Input.Kind: [Input]] = [
    .choice: [
      Input(
        name: "kind", schema: "{type: string, enum: [a, b, c]}", isRequired: true,
        values: ["\"a\"", "\"b\"", "\"c\""]),
      Input(
        name: "tier", schema: "{type: string, enum: [a, z], default: a}", isRequired: false,
        values: ["\"a\"", "\"z\""]),
    ],
    .flag: [
      Input(name: "flag", schema: "{type: boolean}", isRequired: true, values: ["true", "false"]),
      Input(
        name: "on", schema: "{type: boolean, default: true}", isRequired: false,
        values: ["true", "false"]),
    ],
    .optional: [
      Input(
        name: "note", schema: "{type: string, enum: [a, b]}", isRequired: false,
        values: [nil, "\"a\"", "\"b\""])
    ],
    .number: [
      Input(
        name: "n", schema: "{type: integer, minimum: 1, maximum: 4}", isRequired: true,
        values: ["1", "2", "3", "4"]),
      Input(
        name: "m", schema: "{type: integer, enum: [0, 2, 5], default: 0}", isRequired: false,
        values: ["0", "2", "5"]),
      // Wide, but all that the literals of the conditions tell apart.
      Input(
        name: "port", schema: "{type: integer, minimum: 0, default: 3}", isRequired: false,
        values: ["0", "1", "2", "3", "4", "5", "6", "7", "80"]),
    ],
    .text: [
      Input(
        name: "text", schema: "{type: string, default: a}", isRequired: false,
        values: ["\"\"", "\"a\"", "\"b\"", "\"q\""]),
      Input(
        name: "name", schema: "{type: string, minLength: 1}", isRequired: true,
        values: ["\"a\"", "\"b\"", "\"q\"", "\"long one\""]),
    ],
    .list: [
      Input(
        name: "list", schema: "{type: array, maxItems: 2, items: {type: string}}", isRequired: true,
        values: ["[]", "[\"a\"]", "[\"q\"]", "[\"a\", \"b\"]"])
    ],
  ]

  /// Conditions by the kind of what they ask; `$` stands for the input.
  static let decidable: [Atom] = [
    (.choice, ["$ == 'a'", "$ != 'b'", "$ in ['a', 'c']", "$ not in ['b']", "'z' == $"]),
    (.choice, ["$ == 'other'", "$ | upper == 'A'", "$ ~ '1' == 'a1'", "$.startswith('b')"]),
    (.choice, ["('x' if $ == 'a' else 'y') == 'x'", "{'a': 1, 'b': 2, 'c': 3, 'z': 1}[$] > 1"]),
    (.flag, ["$", "not $", "$ == true", "$ is false", "$ != false", "$ == 'true'"]),
    (.optional, ["$ is defined", "$ is not defined", "$ is defined and $ == 'a'"]),
    (.optional, ["$ | default('b') == 'b'", "$ | default('') == ''", "$ | default(false)"]),
    (
      .number,
      ["$ > 2", "$ >= 2", "$ < 3", "$ <= 1", "$ == 4", "2 < $", "1 < $ < 4", "$ in [1, 2]"]
    ),
    (.number, ["$ > 0", "$ < 5", "$ != 2", "$ == '2'", "$ > -1", "$ is number"]),
    (.text, ["$ == 'a'", "$ != 'b'", "$ in ['a', 'b']", "$", "not $", "$ == 3"]),
    (.list, ["$", "not $", "$ | length > 0", "$ | length == 2", "$ | length > 2"]),
  ]

  static let all: [Atom] =
    decidable + [
      (.number, ["$ + 1 > 3", "$ % 2 == 0", "$ * 2 == 4", "$ is odd", "$ // 2 == 1", "-$ < -2"]),
      (.number, ["$ | string == '2'", "$ ~ '' == '2'", "($ if $ > 2 else 0) == 0"]),
      (.text, ["$ | length > 1", "'a' in $", "$.startswith('q')", "$ | upper == 'A'", "$ < 'b'"]),
      (.text, ["$ | default('b', true) == 'b'", "$ | trim == ''", "$[0] == 'a'"]),
      (.list, ["'a' in $", "$[0] == 'a'", "$ | first == 'q'", "$ | join('') == 'ab'"]),
      (.optional, ["$ == 'a'", "$", "$ | upper == 'B'", "$ is string"]),
    ]

  private var random: JinjaGenerator
  private let atoms: [Atom]
  private var used: [String: Input] = [:]
  private var markers = 0

  init(seed: UInt64, atoms: [Atom]) {
    random = JinjaGenerator(seed: seed)
    self.atoms = atoms
  }

  mutating func next() -> (template: String, inputs: [Input]) {
    used = [:]
    markers = 0
    var template = ""
    for _ in 0...random.number(below: 2) { template += branches(depth: 2) }
    return (template, used.values.sorted { $0.name < $1.name })
  }

  private mutating func branches(depth: Int) -> String {
    var result = ""
    for number in 0...random.number(below: 3) {
      result += "{% \(number == 0 ? "if" : "elif") \(condition(depth: 2)) %}" + body(depth)
    }
    if random.number(below: 3) > 0 { result += "{% else %}" + body(depth) }
    return result + "{% endif %}"
  }

  private mutating func body(_ depth: Int) -> String {
    markers += 1
    let marker = "<\(markers)>"
    return depth > 0 && random.number(below: 3) == 0 ? marker + branches(depth: depth - 1) : marker
  }

  private mutating func condition(depth: Int) -> String {
    switch random.number(below: depth > 0 ? 8 : 4) {
    case 4: return "(\(condition(depth: depth - 1)) and \(condition(depth: depth - 1)))"
    case 5: return "(\(condition(depth: depth - 1)) or \(condition(depth: depth - 1)))"
    case 6: return "not (\(condition(depth: depth - 1)))"
    default:
      let (kind, conditions) = atoms[random.number(below: atoms.count)]
      let inputs = Self.inputs[kind] ?? []
      var input = inputs[random.number(below: inputs.count)]
      // Three inputs at most, so that brute force stays cheap.
      if used.count >= 3 {
        let known = inputs.filter { used[$0.name] != nil }
        guard let first = known.first else { return "true" }
        input = first
      }
      used[input.name] = input
      let text = conditions[random.number(below: conditions.count)]
      return text.split(separator: "$", omittingEmptySubsequences: false)
        .joined(separator: "service_instance.inputs.\(input.name)")
    }
  }

  static func schema(of inputs: [Input]) -> String {
    let required = inputs.filter(\.isRequired).map(\.name).joined(separator: ", ")
    let properties = inputs.map { "\($0.name): \($0.schema)" }.joined(separator: ", ")
    return """
      schema:
        format: {openapi: "3.0.0"}
        service_input_type: Input
        types: {Input: {type: object, required: [\(required)], properties: {\(properties)}}}
      """
  }

  /// Every combination of permitted values, as members of a JSON object.
  static func assignments(of inputs: [Input]) -> [String] {
    inputs.reduce([""]) { assignments, input in
      assignments.flatMap { before in
        input.values.map { value in
          guard let value else { return before }
          return before + (before.isEmpty ? "" : ", ") + "\"\(input.name)\": \(value)"
        }
      }
    }
  }
}

extension BranchGenerator.Input {
  enum Kind { case choice, flag, optional, number, text, list }
}
