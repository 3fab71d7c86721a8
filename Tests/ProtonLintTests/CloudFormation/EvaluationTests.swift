import Foundation
import Testing

@testable import ProtonLint

private let file = SourceFile.ID(index: 0)

private func template(_ text: String) -> CloudFormationTemplate {
  CloudFormationTemplate(
    tree: parseYAML(Array(text.utf8), map: SourceMap(identity: file)), tokens: TokenTable(),
    file: file, bundle: nil, role: nil, condition: .always, number: 0)
}

/// The text of a value: scalars as they are, `@Name.Attribute` for references, `<symbol>`, parts
/// joined by `+`, alternatives in braces.
private func shown(_ value: Value, depth: Int = 0) -> String {
  guard depth < 20 else { return "…" }
  return switch value.form {
  case .null: "null"
  case .bool(let value): value ? "true" : "false"
  case .number(let text): text
  case .string(let text): "'\(text)'"
  case .list(let items):
    "[" + items.map { shown($0, depth: depth + 1) }.joined(separator: ", ") + "]"
  case .map(let entries):
    "{" + entries.map { "\($0.key): \(shown($0.value, depth: depth + 1))" }.joined(separator: ", ")
      + "}"
  case .reference(let reference):
    "@" + reference.logicalID + (reference.attribute.map { "." + $0 } ?? "")
  case .choice(let alternatives):
    "{"
      + alternatives.map {
        "\(shown($0.value, depth: depth + 1)) \($0.condition.words ?? "always")"
      }.joined(separator: "; ") + "}"
  case .text(let parts): parts.map { shown($0, depth: depth + 1) }.joined(separator: " + ")
  case .symbol(let symbol): "<\(symbol.expression)>"
  case .unknown: "?"
  }
}

private let head = """
  Parameters:
    Env: {Type: String, AllowedValues: [dev, prod]}
    Size: {Type: Number, MinValue: 1}
  Mappings:
    Sizes:
      dev: {cpu: 1, names: [a, b]}
      prod: {cpu: 4, names: [c]}
  Conditions:
    Known: !Equals [a, a]
    Never: !Equals [a, b]
    Prod: !Equals [!Ref Env, prod]
    NotProd: !Not [!Condition Prod]
    Region: !Equals [!Ref AWS::Region, eu-west-1]
    Both: !And [!Condition Prod, Condition: Region]
    Any: !Or [!Condition Prod, !Condition NotProd]
    Loop: !Not [!Condition Loop]
    Long: {Fn::And: [{Condition: Prod}, {Fn::Not: [{Condition: Prod}]}]}
  Resources:
    Topic: {Type: AWS::SNS::Topic}
  Value:
  """

private let values = [
  ("abc", "'abc'"), ("12", "12"), ("'12'", "'12'"), ("0x1F", "0x1F"), ("-inf", "'-inf'"),
  ("+nan", "'+nan'"), ("1e3", "1e3"), ("true", "true"),
  ("~", "null"), ("!!str 12", "'12'"), ("[1, {a: b}]", "[1, {a: 'b'}]"),
  ("!Ref Topic", "@Topic"), ("{Ref: Topic}", "@Topic"), ("!Ref Env", "<Env>"), ("!Ref Nope", "?"),
  ("!Ref AWS::Region", "<AWS::Region>"), ("!Ref AWS::NoValue", "null"),
  ("!GetAtt Topic.TopicName", "@Topic.TopicName"), ("!GetAtt [Topic, A.B]", "@Topic.A.B"),
  ("{Fn::GetAtt: [Topic, X]}", "@Topic.X"), ("!GetAtt Nope.X", "?"), ("!GetAtt Env.X", "?"),
  ("!Sub plain", "'plain'"), ("!Sub ''", "''"), ("!Sub 'a${Topic}b'", "'a' + @Topic + 'b'"),
  ("!Sub '${Topic.Arn}/*'", "@Topic.Arn + '/*'"), ("!Sub '${!Literal}x'", "'${Literal}x'"),
  (
    "!Sub ['${a}-${b}', {a: 1, b: !Ref Topic}]",
    "1 + '-' + @Topic"
  ),
  ("!Sub ['${a}${a}', {a: x}]", "'xx'"), ("!Sub '${open'", "'${open'"),
  ("!Join [',', [a, b]]", "'a,b'"), ("!Join ['', [a, !Ref Topic]]", "'a' + @Topic"),
  ("!Join ['-', []]", "''"), ("!Join ['-', !Ref Env]", "?"), ("!Join [x]", "?"),
  ("!Join ['', ['a', !Join ['', [!Ref Topic, b]]]]", "'a' + @Topic + 'b'"),
  ("!Select [1, [a, b]]", "'b'"), ("!Select [5, [a]]", "?"),
  ("!Select ['0', !Split ['/', x/y]]", "'x'"),
  ("!Split [',', 'a,b']", "['a', 'b']"), ("!Split ['', 'ab']", "?"),
  ("!Select [!Ref Size, [a]]", "?"),
  ("!If [Known, a, b]", "'a'"), ("!If [Never, a, b]", "'b'"), ("!If [Any, a, b]", "'a'"),
  ("!If [Long, a, b]", "'b'"),
  ("!If [Prod, a, b]", "{'a' when `Env` is `prod`; 'b' when `Env` is `dev`}"),
  ("!If [NotProd, a, !Ref AWS::NoValue]", "{'a' when `Env` is `dev`; null when `Env` is `prod`}"),
  (
    "!If [Region, a, b]",
    "{'a' when `AWS::Region` is `eu-west-1`; 'b' when `AWS::Region` is not `eu-west-1`}"
  ),
  (
    "!If [Both, 1, 2]",
    "{1 when `AWS::Region` is `eu-west-1` and `Env` is `prod`; 2 when `AWS::Region` is not `eu-west-1`, or `Env` is `dev`}"
  ),
  (
    "!If [Unknown, a, b]",
    "{'a' when condition `Unknown` holds; 'b' when condition `Unknown` does not hold}"
  ),
  (
    "!If [Loop, a, b]", "{'a' when condition `Loop` does not hold; 'b' when condition `Loop` holds}"
  ),
  ("!If [Prod, a]", "?"),
  ("!FindInMap [Sizes, dev, cpu]", "1"), ("!FindInMap [Sizes, dev, names]", "['a', 'b']"),
  ("!FindInMap [Sizes, !Ref Env, cpu]", "{1 when `Env` is `dev`; 4 when `Env` is `prod`}"),
  ("!FindInMap [Sizes, nope, cpu]", "?"), ("!FindInMap [Nope, dev, cpu]", "?"),
  (
    "!FindInMap [Sizes, !If [Prod, prod, dev], cpu]",
    "{4 when `Env` is `prod`; 1 when `Env` is `dev`}"
  ),
  ("!Base64 x", "'eA=='"), ("{Fn::Base64: !Sub 'foob'}", "'Zm9vYg=='"),
  ("!Base64 {Ref: Topic}", "?"), ("{Fn::Length: [a, b]}", "2"),
  ("!Length [a, !If [Prod, b, !Ref AWS::NoValue]]", "?"),
  (
    "!ToJsonString {a: [1, true, 'b\"']}",
    #"'{"a":[1,true,"b\""]}'"#
  ), ("!ToJsonString [!Ref Topic]", "?"),
  ("!Cidr [10.0.0.0/22, 3, 8]", "['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24']"),
  ("!Cidr [10.0.0.0/24, 2, 8]", "?"), ("!Cidr [10.0.0.0/24, 2]", "?"),
  ("!Select [1, !Cidr ['10.0.0.0/16', '2', '4']]", "'10.0.0.16/28'"),
  ("!FindInMap [Sizes, nope, cpu, {DefaultValue: 9}]", "9"),
  ("!FindInMap [Sizes, dev, nope, {DefaultValue: !Ref Topic}]", "@Topic"),
  ("!Unknown x", "?"), ("{Fn::Sub: 'a'}", "'a'"),
  ("{Fn::If: [Known, {Ref: Topic}, x]}", "@Topic"),
  ("!Sub '${Env}'", "<Env>"),
]

struct EvaluationTests {
  @Test func evaluatesFunctions() throws {
    for (text, expected) in values {
      let template = template(head + " " + text + "\n")
      let node = try #require(template.tree.root?["Value"], "\(text)")
      #expect(shown(template.value(of: node)) == expected, "\(text)")
    }
  }

  @Test func placesOfParts() throws {
    let text = "Resources: {T: {Type: A}}\nValue: !Sub 'ab${T}cd'\n"
    let template = template(text)
    let value = template.value(of: try #require(template.tree.root?["Value"]))
    guard case .text(let parts) = value.form else {
      Issue.record("no text")
      return
    }
    let places = parts.map { String(decoding: Array(text.utf8)[$0.span.range], as: UTF8.self) }
    #expect(places == ["ab", "${T}", "cd"])
  }

  @Test func symbolsOfRenderedText() throws {
    let rendering = SymbolicFixture(
      "Resources: {}\nValue: a-{{ service_instance.inputs.port }}-{{ 'x' if service_instance.inputs.flag else 'y' }}\n"
    ).renderings
    let first = try #require(rendering.all.first)
    let template = CloudFormationTemplate(
      tree: parseYAML(first.text, map: first.map), tokens: rendering.tokens, file: file,
      bundle: nil,
      role: nil, condition: .always, number: 0)
    let value = template.value(of: try #require(template.tree.root?["Value"]))
    #expect(
      shown(value)
        == "'a-' + <service_instance.inputs.port> + '-' + {'x' when `flag` is `true`; 'y' when `flag` is `false`}"
    )
    guard case .text(let parts) = value.form else { return }
    let source = rendering.template.bytes
    #expect(
      parts.map { String(decoding: source[$0.span.range], as: UTF8.self) } == [
        "a-", "{{ service_instance.inputs.port }}", "-",
        "{{ 'x' if service_instance.inputs.flag else 'y' }}",
      ])
  }

  /// What calls are known to give.
  @Test func kindsOfResults() throws {
    let head = """
      Parameters: {Names: {Type: CommaDelimitedList}, Ids: {Type: 'AWS::SSM::Parameter::Value<List<String>>'}, Name: {Type: String}}
      Mappings: {M: {a: {list: [b], text: b}}}
      Resources: {Topic: {Type: AWS::SNS::Topic}}
      Value:\u{20}
      """
    let calls: [(String, ResultKinds)] = [
      ("!Ref Name", .text), ("!Ref Names", .list), ("!Ref Ids", .list), ("!Ref Topic", .text),
      ("!Ref AWS::NotificationARNs", .list), ("!Ref AWS::NoValue", .any), ("!Ref Nope", .any),
      ("!GetAtt Topic.TopicName", .any), ("!Join ['', []]", .text), ("!Split [a, b]", .list),
      ("!If [C, !Ref Name, [a]]", [.text, .list]), ("!Select [0, [{a: b}]]", .object),
      ("!Select [0, !Ref Names]", .text), ("!FindInMap [M, a, list]", .list),
      ("!FindInMap [M, a, text]", .text), ("!FindInMap [M, !Ref Name, text]", [.text, .list]),
      ("!And [a, b]", .truth), ("!ToJsonString {}", .text), ("[a]", .list), ("!Nope a", .any),
    ]
    for (text, kinds) in calls {
      let template = template(head + text + "\n")
      let node = try #require(template.tree.root?["Value"], "\(text)")
      #expect(template.resultKinds(of: node) == kinds, "\(text)")
    }
  }

  /// Loops inside of loops are written out at the place of their body; too many of them are not.
  @Test func writesLoopsOut() throws {
    let text = """
      Transform: AWS::LanguageExtensions
      Resources:
        Fn::ForEach::Outer:
          - A
          - [x-1, y]
          - Fn::ForEach::Inner:
              - B
              - ['${A}', z]
              - 'T&{A}${B}': {Type: A::B::C, Properties: {P: !Ref A, Q: !Sub '${B}${C}', R: {Ref: B}}}

      """
    let tree = writingOutLoops(of: parseYAML(Array(text.utf8), map: SourceMap(identity: file)))
    let resources = try #require(tree.root?["Resources"])
    #expect(resources.entries.map(\.key.text) == ["Tx1x-1", "Tx1z", "Tyy", "Tyz"])
    let properties = try #require(resources["Tx1z"]?["Properties"])
    #expect(["P", "Q", "R"].map { properties[$0]?.text } == ["x-1", "z${C}", "z"])
    #expect(!tree.hasLoops)

    let many = (0..<6).reduce("{'${A0}${A1}${A2}${A3}${A4}${A5}': {Type: A::B::C}}") {
      body, level in
      "{Fn::ForEach::L\(level): [A\(level), [a, b, c, d, e, f, g, h, i, j], \(body)]}"
    }
    let large = "Transform: AWS::LanguageExtensions\nResources: \(many)\n"
    let parsed = parseYAML(Array(large.utf8), map: SourceMap(identity: file))
    #expect(writingOutLoops(of: parsed).hasLoops)
  }

  /// Functions inside of functions, and aliases of them, on a small stack.
  @Test(.timeLimit(.minutes(1)), arguments: [512 << 10, 8 << 20])
  func endsOnHostileTemplates(stackSize: Int) {
    func nested(_ open: String, _ core: String, _ close: String, _ count: Int) -> String {
      String(repeating: open, count: count) + core + String(repeating: close, count: count)
    }
    func chain(_ first: String, _ next: String) -> String {
      (1..<2000).reduce("a0: &a0 \(first)\n") { text, index in
        text + "a\(index): &a\(index) " + next.replacingOccurrences(of: "%", with: "*a\(index - 1)")
          + "\n"
      } + "Value: *a1999\n"
    }
    var conditions = "Conditions:\n  c0: !Equals [!Ref AWS::Region, x]\n"
    for index in 1..<500 {
      let operands = Array(repeating: "!Condition c\(index - 1)", count: 10)
      conditions += "  c\(index): !And [\(operands.joined(separator: ", "))]\n"
    }
    let texts = [
      "Value: " + nested("!Join ['', [", "!Ref AWS::Region", "]]", 60),
      "Value: " + nested("!Select [0, [", "x", "]]", 60),
      "Value: " + nested("{Fn::Join: ['', [", "{Ref: AWS::Region}", "]]}", 40),
      "Value: " + nested("!Sub ['${a}${a}', {a: ", "!Sub '${AWS::Region}'", "}]", 60),
      "Value: " + nested("!Sub ['${a}${a}', {a: ", "xxxxxxxx", "}]", 60),
      "Value: " + nested("!If [C, ", "x", ", y]", 120),
      chain("!Ref AWS::Region", "!Join ['', [%, %]]"), chain("x", "!Select [0, [%]]"),
      chain("x", "!Sub ['${a}${a}', {a: %}]"), chain("x", "!If [C, %, %]"),
      conditions + "Value: !If [c499, a, b]\n",
    ]
    let done = Mutexed(0)
    let thread = Thread {
      for text in texts {
        let template = template(text + "\n")
        if let node = template.tree.root?["Value"] {
          _ = template.functionFaults.count
          let value = template.value(of: node)
          _ = value.form
          _ = value.alternatives.count
          _ = value.words.utf8.count
        }
        done.add(1)
      }
    }
    thread.stackSize = stackSize
    thread.start()
    while !thread.isFinished { Thread.sleep(forTimeInterval: 0.01) }
    #expect(done.value == texts.count)
  }
}

private final class Mutexed: @unchecked Sendable {
  private let lock = NSLock()
  private var number: Int
  init(_ number: Int) { self.number = number }
  func add(_ amount: Int) { lock.withLock { number += amount } }
  var value: Int { lock.withLock { number } }
}
