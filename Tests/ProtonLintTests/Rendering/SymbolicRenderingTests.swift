import Testing

@testable import ProtonLint

/// A template; the paths through it; the problems on them. `$` stands for
/// `service_instance.inputs`.
private struct Row: Sendable, CustomTestStringConvertible {
  let template: String
  let lines: [String]
  let problems: [String]
  let role: Infrastructure.Role

  init(
    _ template: String, _ lines: [String], problems: [String] = [],
    role: Infrastructure.Role = .instance
  ) {
    self.template = template.replacingDollars
    self.lines = lines
    self.problems = problems.map(\.replacingDollars)
    self.role = role
  }

  var testDescription: String { template }
}

extension String {
  fileprivate var replacingDollars: String {
    split(separator: "$", omittingEmptySubsequences: false)
      .joined(separator: "service_instance.inputs")
  }
}

private let rows = [
  Row("a: 1\n", ["always: a: 1"]),
  Row("{{ $.port }} {{ service.name }}", ["always: ⟨port⟩ ⟨service.name⟩"]),
  Row(
    "{% if $.kind == 'public' %}A{% else %}B{% endif %}",
    ["when `kind` is `public`: A", "when `kind` is `private`: B"]),
  Row(
    "{% if $.kind == 'public' %}A{% elif $.kind == 'private' %}B{% else %}C{% endif %}",
    ["when `kind` is `public`: A", "when `kind` is `private`: B"]),
  Row(
    "{% if $.size == 's' %}S{% elif $.size in ['m'] %}M{% else %}L{% endif %}",
    ["when `size` is `s`: S", "when `size` is `m`: M", "when `size` is `l`: L"]),
  Row("{% if $.kind == 'other' %}A{% else %}B{% endif %}", ["always: B"]),
  Row(
    "{% if $.kind == 'public' %}{% if $.kind != 'public' %}X{% endif %}A{% endif %}",
    ["when `kind` is `public`: A", "when `kind` is `private`: "]),
  Row(
    "{% if $.flag %}A{% endif %}{% if not $.flag %}B{% endif %}",
    ["when `flag` is `true`: A", "when `flag` is `false`: B"]),
  Row(
    "{% if $.flag == true %}A{% endif %}", ["when `flag` is `true`: A", "when `flag` is `false`: "]),
  Row(
    "{% if $.flag is true %}A{% endif %}", ["when `flag` is `true`: A", "when `flag` is `false`: "]),
  Row("{% if $.flag == 'true' %}A{% else %}B{% endif %}", ["always: B"]),
  Row(
    "{% if $.count %}A{% else %}B{% endif %}",
    ["when `count` is `1` or `2`: A", "when `count` is `0`: B"]),
  Row(
    "{% if $.note is defined %}{{ $.note }}{% endif %}",
    ["when `note` is set: ⟨note⟩", "when `note` is not set: "]),
  Row(
    "{% if $.note is defined and $.note == 'x' %}A{% endif %}",
    [
      "when `note` is set and `note` is `x`: A",
      "when `note` is not set: ",
      "when `note` is set and `note` is not `x`: ",
    ]),
  Row(
    "{{ $.note }}", ["always: ⟨note⟩"],
    problems: ["$.note: unguardedOptional when `note` is not set"]),
  Row(
    "{{ $.note | default('d') }}", ["always: ⟨⟨note⟩ when `note` is set; d when `note` is not set⟩"]
  ),
  Row(
    "{{ $.note if $.note is defined else 'd' }}",
    ["always: ⟨⟨note⟩ when `note` is set; d when `note` is not set⟩"]),
  Row(
    "{{ $.note if $.note is defined and $.flag else 'd' }}",
    [
      "always: ⟨⟨⟨note⟩ when `flag` is `true`; d when `flag` is `false`⟩ when `note` is set; d when `note` is not set⟩"
    ]),
  Row(
    "{{ 'x' if $.flag }}",
    ["always: ⟨x when `flag` is `true`; ⟨'x' if flag⟩ when `flag` is `false`⟩"],
    problems: ["'x' if $.flag: undefined when `flag` is `false`"]),
  Row(
    "{{ 'A' if $.kind == 'public' else 'B' }}",
    ["always: ⟨A when `kind` is `public`; B when `kind` is `private`⟩"]),
  Row(
    "{% set v = 'A' if $.flag else 'B' %}{% if v == 'A' %}1{% else %}2{% endif %}{{ v }}",
    ["when `flag` is `true`: 1A", "when `flag` is `false`: 2B"]),
  Row(
    "{{ {'s': 1, 'm': 2, 'l': 3}[$.size] }}",
    ["always: ⟨1 when `size` is `s`; 2 when `size` is `m`; 3 when `size` is `l`⟩"]),
  Row(
    "{{ {'s': 1, 'm': 2}[$.size] }}",
    [
      "always: ⟨1 when `size` is `s`; 2 when `size` is `m`; ⟨{'s': 1, 'm': 2}[size]⟩ when `size` is `l`⟩"
        .replacingDollars
    ],
    problems: ["{'s': 1, 'm': 2}[$.size]: undefined when `size` is `l`"]),
  Row(
    "{% for x in $.list %}[{{ x }}]{% else %}none{% endfor %}",
    [
      "when `list` has 0 elements: none", "when `list` has 1 element: [⟨list[0]⟩]",
      "when `list` has 2 elements: [⟨list[0]⟩][⟨list[1]⟩]",
    ]),
  Row("{% for x in $.some %}{{ loop.last }}{% endfor %}", ["always: True"]),
  Row("{% for x in $.two %}{{ loop.index }}{% endfor %}", ["always: 123"]),
  Row(
    "{% for s in service_instances %}{{ s.name }},{{ s.inputs.port }};{% endfor %}",
    [
      "when `service_instances` has 1 element: ⟨service_instances[0].name⟩,⟨service_instances[0].inputs.port⟩;",
      "when `service_instances` has 2 elements: ⟨service_instances[0].name⟩,⟨service_instances[0].inputs.port⟩;⟨service_instances[1].name⟩,⟨service_instances[1].inputs.port⟩;",
    ],
    role: .pipeline),
  Row("{% for i in range($.few) %}{{ i }}{% endfor %}", ["always: 01"]),
  Row(
    "{% for i in range($.count) %}{{ i }}{% endfor %}|",
    ["when `count` is `0`: |", "when `count` is `1`: 0|", "when `count` is `2`: 01|"]),
  Row("{% set v = $.name %}{{ v }}-{{ v | upper }}", ["always: ⟨name⟩-⟨name | upper⟩"]),
  Row("{{ 'a-' ~ $.name ~ '-b' }}", ["always: a-⟨name⟩-b"]),
  Row("{{ [$.name, 'x'] | join(',') }}", ["always: ⟨name⟩,x"]),
  Row("{% if $.port > 0 %}A{% endif %}{% if 70000 < $.port %}B{% endif %}", ["always: A"]),
  Row(
    "{% if $.port > 1024 %}A{% else %}B{% endif %}",
    [
      "when `port` is `1025` to `65535`: A", "when `port` is `1` to `1024`: B",
    ]),
  Row(
    "{% if $.port > 1024 %}A{% elif $.port > 2000 %}dead{% elif $.port == 80 %}B{% else %}C{% endif %}",
    [
      "when `port` is `1025` to `65535`: A", "when `port` is `80`: B",
      "when `port` is `1` to `79` or `81` to `1024`: C",
    ]),
  Row(
    "{% if $.memory >= 8 %}A{% endif %}",
    ["when `memory` is at least `8`: A", "when `memory` is at most `7`: "],
    problems: ["$.memory: unguardedOptional when `memory` is not set"]),
  Row(
    "{% if $.plain == 'a' or $.plain == 'b' %}A{% elif $.plain == 'a' %}dead{% else %}B{% endif %}",
    [
      "when `plain` is `a`: A", "when `plain` is `b`: A",
      "when `plain` is neither `a` nor `b`: B",
    ]),
  Row(
    "{% if $.list | length > 2 %}A{% elif $.list %}B{% else %}C{% endif %}",
    [
      "when `list` has 1 element: B",
      "when `list` has 2 elements and `service_instance.inputs.list | length > 2`: A",
      "when `list` has 0 elements: C",
      "when `list` has 2 elements and not `service_instance.inputs.list | length > 2`: B",
    ]),
  Row("{% if $.name %}A{% else %}B{% endif %}", ["always: A"]),
  Row(
    "{% if $.plain %}A{% else %}B{% endif %}",
    ["when `plain` is not empty: A", "when `plain` is empty: B"]),
  Row(
    "{% if $.flag or $.kind == 'public' %}A{% else %}B{% endif %}",
    [
      "when `flag` is `true`: A", "when `flag` is `false` and `kind` is `public`: A",
      "when `flag` is `false` and `kind` is `private`: B",
    ]),
  Row(
    "{% if not ($.flag and $.kind == 'public') %}A{% endif %}",
    [
      "when `flag` is `true` and `kind` is `public`: ", "when `flag` is `false`: A",
      "when `flag` is `true` and `kind` is `private`: A",
    ]),
  Row("{% with a, b = ($.kind, 1) %}{{ b }}{% endwith %}", ["always: 1"]),
  Row(
    "{{ $.prot }}|{{ $.port }}", ["always: ⟨{{ prot }}⟩|⟨port⟩"],
    problems: ["$.prot: undeclaredInput"]),
  Row(
    "{% if $.kind == 'public' %}{{ $.prot }}{% endif %}|",
    ["when `kind` is `public`: ⟨{{ prot }}⟩|", "when `kind` is `private`: |"],
    problems: ["$.prot: undeclaredInput when `kind` is `public`"]),
  Row(
    "{{ 1 // 0 if $.flag else 2 }}",
    [
      "always: ⟨⟨1 // 0 if flag else 2⟩ when `flag` is `true`; 2 when `flag` is `false`⟩"
        .replacingDollars
    ],
    problems: ["1 // 0: failure when `flag` is `true`"]),
  Row("{{ environment.outputs.VpcId }}", ["always: ⟨environment.outputs.VpcId⟩"]),
  Row(
    "{{ environment.VpcId }}", ["always: ⟨{{ environment.VpcId }}⟩"],
    problems: ["environment.VpcId: previewName"]),
  Row(
    "{{ service_instance.port }}", ["always: ⟨{{ service_instance.port }}⟩"],
    problems: ["service_instance.port: previewName"]),
  Row(
    "{{ pipeline.inputs.x }}", ["always: ⟨{{ pipeline.inputs.x }}⟩"],
    problems: ["pipeline: unknownNamespace"]),
  Row("{{ nowhere }}", ["always: ⟨{{ nowhere }}⟩"], problems: ["nowhere: undefined"]),
  Row(
    "{{ service_name }}", ["always: ⟨{{ service_name }}⟩"], problems: ["service_name: previewName"]),
  Row(
    "{{ 'x' | nofilter }}", ["always: ⟨{{ 'x' | nofilter }}⟩"],
    problems: ["nofilter: unknownFilter"]),
  Row(
    "a: {{ environment.outputs | proton_cfn_ecs_task_definition_formatted_env_vars }}",
    ["always: a: [⟨environment.outputs | proton_cfn_ecs_task_definition_formatted_env_vars⟩]"]),
  Row(
    "a:\n  {{ environment.outputs | proton_cfn_iam_policy_arns }}\n",
    ["always: a:\n  - ⟨environment.outputs | proton_cfn_iam_policy_arns⟩"]),
  Row(
    "a: {{ environment.outputs | proton_cfn_lambda_function_formatted_env_vars }}",
    [
      "always: a: {⟨environment.outputs | proton_cfn_lambda_function_formatted_env_vars⟩: ⟨environment.outputs | proton_cfn_lambda_function_formatted_env_vars⟩}"
    ]),
  Row(
    "{{ {'a': 1} | proton_cfn_ecs_task_definition_formatted_env_vars }}",
    ["always: [{Name: a, Value: \"1\"}]"]),
  Row(
    "\u{E000}\u{E010}\u{E001}{{ $.port }}\u{E000}{{ '\u{E000}\u{E010}\u{E001}' }}\u{F8FF}",
    ["always: ⟨U+e000⟩⟨U+e010⟩⟨U+e001⟩⟨port⟩⟨U+e000⟩⟨U+e000⟩⟨U+e010⟩⟨U+e001⟩\u{F8FF}"]),
]

struct SymbolicRenderingTests {
  @Test(arguments: rows) fileprivate func followsEachPath(_ row: Row) {
    let fixture = SymbolicFixture(row.template, role: row.role)
    #expect(fixture.lines == row.lines)
    #expect(fixture.problems == row.problems)
    #expect(fixture.renderings.isComplete)
    expectWholeMap(fixture)
  }

  /// Every byte has an origin, and what is called verbatim stands in the template as it is here.
  private func expectWholeMap(_ fixture: SymbolicFixture) {
    let source = Array(fixture.template.utf8)
    for rendering in fixture.renderings.all where !rendering.text.isEmpty {
      let pieces = rendering.map.pieces
      #expect(pieces.first?.start == 0)
      for (index, piece) in pieces.enumerated() {
        let end = index + 1 < pieces.count ? pieces[index + 1].start : rendering.text.count
        #expect(piece.start < end)
        #expect(piece.origin.end <= source.count)
        guard piece.isVerbatim else { continue }
        #expect(rendering.text[piece.start..<end] == source[piece.origin.range])
        let middle = piece.start + (end - piece.start) / 2
        #expect(
          rendering.map.origin(of: middle..<middle + 1).start
            == piece.origin.start + middle - piece.start)
      }
    }
  }

  @Test func findsDeadBranches() {
    let fixture = SymbolicFixture(
      """
      {% if service_instance.inputs.kind == 'public' %}a{% elif service_instance.inputs.kind == 'private' %}b
      {% else %}c{% endif %}{% if service_instance.inputs.kind == 'prod' %}d{% endif %}
      """)
    let dead = fixture.renderings.deadBranches.map { branch in
      String(fixture.template.utf8.dropFirst(branch.tagSpan.start).prefix(branch.tagSpan.count))
    }
    #expect(dead == ["{% else %}", "{% if service_instance.inputs.kind == 'prod' %}"])
  }

  @Test func coversEachBranchWhereThereAreTooManyPaths() {
    let template = (0..<20).map {
      "{% if service.branch_name == 'b\($0)' %}<\($0)>{% else %}({{ missing\($0) }}){% endif %}"
    }
    .joined()
    let fixture = SymbolicFixture(template)
    #expect(!fixture.renderings.isComplete)
    #expect(fixture.renderings.all.count == 64)
    let texts = fixture.renderings.all.map(fixture.shown)
    for index in 0..<20 {
      #expect(texts.contains { $0.contains("<\(index)>") })
      #expect(texts.contains { $0.contains("{{ missing\(index) }}") })
    }
    #expect(
      fixture.renderings.all.allSatisfy { $0.condition.words?.hasPrefix("for example") == true })
    #expect(fixture.problems.count == 20)
    #expect(fixture.renderings.deadBranches.isEmpty)
    // Two independent decisions meet in all four ways.
    for one in ["<3>", "missing3 "] {
      for other in ["<17>", "missing17 "] {
        #expect(texts.contains { $0.contains(one) && $0.contains(other) })
      }
    }
  }

  /// Work that a template could cause without bound: all of it ends, and says why.
  @Test(.timeLimit(.minutes(2))) func endsOnHostileTemplates() {
    let symbol = "service_instance.inputs"
    let chain = (0..<40).map {
      "{% set a = a ~ b if service.branch_name == 'c\($0)' else b ~ a %}{% set b = a if service.branch_name == 'd\($0)' else b %}"
    }.joined()
    let table: [(name: String, template: String, isCut: Bool)] = [
      ("a long range", "{% for i in range(10 ** 9) %}x{% endfor %}", true),
      ("a long text", "{{ 'a' * 10 ** 9 }}", true),
      (
        "a doubled text",
        "{% set ns = namespace(x='ab') %}{% for i in range(64) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}",
        true
      ),
      (
        "a doubled list",
        "{% set ns = namespace(x=[1]) %}{% for i in range(64) %}{% set ns.x = ns.x + ns.x %}{% endfor %}{{ ns.x }}",
        true
      ),
      (
        "a list in a list",
        "{% set ns = namespace(x=[1]) %}{% for i in range(64) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x == ns.x }}{{ ns.x }}",
        true
      ),
      (
        "a deep list",
        "{% set ns = namespace(x=[1]) %}{% for i in range(90000) %}{% set ns.x = [ns.x] %}{% endfor %}",
        true
      ),
      (
        "deep methods",
        "{% set ns = namespace(x={}) %}{% for i in range(90000) %}{% set ns.x = {'a': ns.x.copy} %}{% endfor %}",
        true
      ),
      (
        "loops in loops",
        "{% for i in range(1000) %}{% for j in range(1000) %}{% for k in range(1000) %}{% endfor %}{% endfor %}{% endfor %}",
        true
      ),
      ("faults in a loop", "{% for i in range(90000) %}{{ missing }}{% endfor %}", false),
      (
        "a chain of choices", "{% set a = 'x' %}{% set b = 'y' %}" + chain + "{{ a }}{{ b }}", false
      ),
      (
        "a chain of symbols",
        "{% set ns = namespace(x=\(symbol).plain) %}{% for i in range(50000) %}{% set ns.x = (ns.x ~ ns.x) | title %}{% endfor %}{{ ns.x }}",
        false
      ),
      (
        "a growing text of symbols",
        "{% set ns = namespace(x=\(symbol).plain) %}{% for i in range(64) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}",
        false
      ),
      (
        "a wide condition",
        "{{ 'a' if "
          + (0..<30).map { "(service.branch_name == 'c\($0)' or service.branch_name == 'd\($0)')" }
          .joined(separator: " and ") + " else 'b' }}", false
      ),
      (
        "many conditions",
        (0..<10_000).map { "{% if service.branch_name == 'b\($0)' %}x{% endif %}" }.joined()
          + "{{ missing }}", false
      ),
      (
        "a search",
        "{% set x = 'a' * 1000000 %}{% for i in range(1000) %}{{ ('a' * 100000 ~ 'b') in x }}{% endfor %}",
        true
      ),
      (
        "comparisons",
        "{% set x = range(50000) | list %}{% for i in range(50000) %}{{ x == x }}{% endfor %}", true
      ),
      ("a huge power", "{{ 2 ** 10 ** 9 }}{{ 9 ** 9 ** 9 }}", true),
      ("replacement", "{{ ('a' * 100000) | replace('a', 'b' * 100000) }}", true),
      (
        "nested tags",
        String(repeating: "{% if true %}", count: 2000) + "x"
          + String(repeating: "{% endif %}", count: 2000), false
      ),
      (
        "parentheses",
        "{{ " + String(repeating: "(", count: 3000) + "1" + String(repeating: ")", count: 3000)
          + " }}", false
      ),
      ("nots", "{{ " + String(repeating: "not ", count: 3000) + "1 }}", false),
    ]
    for (name, template, isCut) in table {
      let clock = ContinuousClock()
      let elapsed = clock.measure {
        let fixture = SymbolicFixture(template)
        let isLimited = fixture.renderings.problems.contains { $0.kind == .limit }
        if isCut { #expect(isLimited, "\(name)") }
      }
      print("rendering \(name): \(elapsed)")
      #expect(elapsed < .seconds(20), "\(name)")
    }
  }
}
