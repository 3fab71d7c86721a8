/// Random templates that mostly render, over a fixed set of inputs. The same seed gives the same.
///
/// Expressions are made by type, so that most templates print something; now and then one of the
/// wrong type is put in, so that some fail.
struct RenderingGenerator {
  static let inputs = #"""
    {"name": "my-svc", "empty": "", "text": "Hello, World <b>&'\"x\"", "path": "a/b//c ",
     "uni": "Zürich ñ 日本 😀", "n": 7, "zero": 0, "neg": -3, "f": 2.5, "big": 123456789012,
     "flag": true, "off": false, "nothing": null, "xs": [3, 1, 2], "names": ["b", "a", "C"],
     "none_yet": [], "pairs": [["a", 1], ["b", 2]], "mixed": [1, "1", 1.0, true, null, [2]],
     "d": {"b": 1, "a": "x", "items": "own", "nested": {"k": [1, 2.0, "s"]}}, "e": {},
     "objs": [{"id": 1, "g": "x", "on": true}, {"id": 2, "g": "y", "on": false}],
     "tree": [{"n": "a", "c": [{"n": "b", "c": []}, {"n": "c", "c": [{"n": "d", "c": []}]}]}],
     "service": {"name": "svc", "inputs": {"port": 80, "kind": "public"}}}
    """#

  enum Kind: CaseIterable { case text, integer, number, bool, list, dict, nothing }

  var random: JinjaGenerator
  /// Names that the template has set, by kind.
  var variables: [(name: String, kind: Kind)] = []
  var isInLoop = false
  var blockCount = 0

  init(seed: UInt64) { random = JinjaGenerator(seed: seed) }

  mutating func template() -> String {
    variables = []
    isInLoop = false
    blockCount = 0
    return statements(depth: 3)
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[random.number(below: elements.count)]
  }

  mutating func oneIn(_ count: Int) -> Bool { random.number(below: count) == 0 }

  // MARK: Statements

  mutating func statements(depth: Int) -> String {
    var result = ""
    for _ in 0...random.number(below: depth > 2 ? 3 : 2) { result += statement(depth: depth) }
    return result
  }

  mutating func open() -> String { oneIn(5) ? "{%-" : "{%" }
  mutating func close() -> String { oneIn(5) ? "-%}" : "%}" }

  private mutating func statement(depth: Int) -> String {
    if depth > 0, oneIn(4) { return rareStatement(depth: depth) }
    switch random.number(below: depth > 0 ? 15 : 5) {
    case 0: return pick(["text\n", " a b ", "\n\n", "Ü: ", "- x\n  ", "\t"])
    case 1: return pick(["{# c #}", "{#- c -#}", "{% raw %}{{ x }}{% endraw %}"])
    case 2, 3, 4:
      let sign = oneIn(6) ? ("{{-", "-}}") : ("{{", "}}")
      return "\(sign.0) \(expression(any(), depth: 3)) \(sign.1)"
    case 5, 6: return condition(depth: depth)
    case 7, 8, 9: return loop(depth: depth)
    case 10, 11: return assignment()
    case 12:
      let body = inner(depth)
      blockCount += 1
      let name = "block\(blockCount)"
      variables.append((name, .text))
      let filter = oneIn(3) ? " | upper" : ""
      return "\(open()) set \(name)\(filter) \(close())\(body)\(open()) endset \(close())"
    case 13:
      let kind = any()
      let value = expression(kind, depth: 2)
      let other = expression(.list, depth: 1)
      let before = variables
      variables.append(("w", kind))
      let target = oneIn(4) ? "w, v = (\(value), \(other))" : "w = \(value), v = w2 | default(1)"
      let body = statements(depth: depth - 1)
      variables = before
      return "{% with \(target) %}\(body){% endwith %}"
    default:
      let before = variables
      let body = pick([
        "{% set ns = namespace(c=0, s='') %}{% for i in xs %}{% set ns.c = ns.c + i %}{% endfor %}{{ ns.c }}",
        "{% filter upper %}a{{ name }}{% set q = 1 %}{% endfilter %}{{ q is defined }}",
        "{% filter replace('a', 'b') | trim %} a{{ names | join }} {% endfilter %}",
        "{% set ns = namespace({'k': 1}) %}{{ ns.k }}{{ ns.missing is defined }}{{ ns['k'] }}",
        "{% set x = 1 %}{% for i in [1, 2] %}{{ x }}{% set x = x + i %}{{ x }}{% endfor %}{{ x }}",
        "{% for i in [] %}{% else %}{{ loop is defined }}{% set z = 1 %}{% endfor %}{{ z is defined }}",
        "{% if off %}{% set name = 'inner' %}{% endif %}{{ name }}",
        "{% for a, b in pairs %}{% for c in b | string %}{{ loop.index }}{{ loop.depth }}{% endfor %}{{ loop.index0 }}{% endfor %}",
        "{% for k, v in d.nested.items() %}{{ k }}={{ v }};{% endfor %}",
        "{% for (a, (b, c)) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}",
        "{% set a, b = pairs[0] %}{{ a }}{{ b }}",
        "{% set a, b = xs %}{{ a }}",
        "{% with a = 1 %}{% with a = 2, b = a %}{{ a }}{{ b }}{% endwith %}{{ a }}{% endwith %}",
        "{% if missing %}{% endif %}", "{% for x in missing %}{% endfor %}",
        "{% if missing is defined and missing.x %}{% else %}no{% endif %}",
      ])
      variables = before
      return body
    }
  }

  mutating func inner(_ depth: Int) -> String {
    let before = variables
    defer { variables = before }
    return statements(depth: depth - 1)
  }

  private mutating func condition(depth: Int) -> String {
    var result = "\(open()) if \(expression(.bool, depth: 3)) \(close())\(inner(depth))"
    if oneIn(3) {
      result += "\(open()) elif \(expression(any(), depth: 2)) \(close())\(inner(depth))"
    }
    if oneIn(2) { result += "\(open()) else \(close())\(inner(depth))" }
    return result + "\(open()) endif \(close())"
  }

  private mutating func loop(depth: Int) -> String {
    let source: (text: String, names: [(String, Kind)]) = pick([
      ("i in xs", [("i", .integer)]), ("s in names", [("s", .text)]),
      ("i in range(3)", [("i", .integer)]), ("i in range(5, 0, -2)", [("i", .integer)]),
      ("k, v in d.nested.items()", [("k", .text), ("v", .list)]),
      ("k, v in pairs", [("k", .text), ("v", .integer)]), ("o in objs", [("o", .dict)]),
      ("c in name", [("c", .text)]), ("k in d", [("k", .text)]), ("x in none_yet", []),
      ("k in d.nested.keys()", [("k", .text)]), ("m in mixed", [("m", .nothing)]),
      ("i in xs | reverse", [("i", .integer)]), ("q in \(expression(.list, depth: 2))", []),
      ("i in xs if i > 1", [("i", .integer)]), ("o in objs if o.on", [("o", .dict)]),
      ("k, v in d | items", [("k", .text), ("v", .nothing)]),
    ])
    let before = variables
    let wasInLoop = isInLoop
    isInLoop = true
    variables += source.names.map { (name: $0.0, kind: $0.1) }
    var result = "\(open()) for \(source.text) \(close())\(statements(depth: depth - 1))"
    variables = before
    isInLoop = wasInLoop
    if oneIn(4) { result += "\(open()) else \(close())\(inner(depth))" }
    return result + "\(open()) endfor \(close())"
  }

  private mutating func assignment() -> String {
    let kind = any()
    let value = expression(kind, depth: 3)
    return "\(open()) set \(newName(kind)) = \(value) \(close())"
  }

  private mutating func newName(_ kind: Kind) -> String {
    // Sometimes the name of an input, which is hidden by it.
    let name = oneIn(6) ? pick(["n", "name", "xs"]) : pick(["v1", "v2", "v3"])
    variables.append((name, kind))
    return name
  }

  // MARK: Expressions

  mutating func any() -> Kind {
    pick([.text, .text, .text, .integer, .integer, .number, .bool, .list, .list, .dict, .nothing])
  }

  private mutating func expression(_ depth: Int, _ kind: Kind) -> String {
    expression(kind, depth: depth)
  }

  mutating func expression(_ wanted: Kind, depth: Int) -> String {
    let kind = oneIn(60) ? any() : wanted
    if oneIn(90) {
      return pick([
        "missing", "d.missing", "missing.x", "d['nope']", "xs[9]", "(none_yet | first)",
        "(e | first)",
      ])
    }
    let known = variables.filter { $0.kind == kind }
    if !known.isEmpty, oneIn(4) { return pick(known).name }
    guard depth > 0 else { return leaf(kind) }
    if oneIn(14) {
      return
        "(\(expression(kind, depth: depth - 1)) if \(expression(.bool, depth: depth - 1)) else \(expression(kind, depth: depth - 1)))"
    }
    if oneIn(25) {
      return
        "(\(expression(kind, depth: depth - 1)) \(pick(["and", "or"])) \(expression(kind, depth: depth - 1)))"
    }
    if oneIn(25) {
      let name = pick(["missing", "d.missing", "nothing", "empty", "zero", "objs[0].nope"])
      let flag = pick(["", ", true", ", boolean=true"])
      return "(\(name) | default(\(expression(kind, depth: depth - 1))\(flag)))"
    }
    if oneIn(3) {
      switch kind {
      case .text: return rareText(depth - 1)
      case .integer, .number: if oneIn(2) { return rareNumber(depth - 1) }
      case .list: return rareList(depth - 1)
      case .bool: return rareBool(depth - 1)
      case .dict, .nothing: break
      }
    }
    switch kind {
    case .text: return text(depth - 1)
    case .integer: return integer(depth - 1)
    case .number: return number(depth - 1)
    case .bool: return bool(depth - 1)
    case .list: return list(depth - 1)
    case .dict: return dict(depth - 1)
    case .nothing: return leaf(.nothing)
    }
  }

  private mutating func leaf(_ kind: Kind) -> String {
    if isInLoop, oneIn(4) {
      switch kind {
      case .integer:
        return pick(["loop.index", "loop.index0", "loop.revindex", "loop.length", "loop.depth"])
      case .bool: return pick(["loop.first", "loop.last"])
      case .text:
        return pick(["loop.cycle('a', 'b')", "((loop.previtem | default('-')) | string)"])
      default: break
      }
    }
    switch kind {
    case .text:
      return pick([
        "name", "empty", "text", "path", "uni", "'lit'", "\"it's\"", "'a\\n\\tb\\\\'", "''",
        "'Straße'", "service.name", "service['name']", "service.inputs.kind", "d.a", "names[0]",
        "names[-1]", "'x y z'", "'\\u00e9'", "objs[1].g", "' pad '", "'e\\u0301'", "'\\xa0|\\x7f'",
      ])
    case .integer:
      return pick([
        "n", "zero", "neg", "big", "1", "42", "xs[1]", "service.inputs.port", "d.b", "0",
      ])
    case .number: return pick(["f", "2.0", "1.5e3", "0.1", "1e16", "1e-7", "-0.5", "3.0"])
    case .bool: return pick(["flag", "off", "true", "False", "objs[0].on"])
    case .list:
      return pick(["xs", "names", "none_yet", "pairs", "mixed", "objs", "[1, 'a']", "()"])
    case .dict: return pick(["d", "e", "objs[0]", "service", "{'k': 1, 2: 'two'}", "d.nested"])
    case .nothing: return pick(["nothing", "none", "mixed[4]", "n", "name"])
    }
  }

  private mutating func text(_ depth: Int) -> String {
    switch random.number(below: 34) {
    case 0, 1: return "(\(expression(depth, .text)) ~ \(expression(depth, any())))"
    case 2: return "(\(expression(depth, .text)) + \(expression(depth, .text)))"
    case 3: return "(\(expression(depth, .text)) * \(pick(["2", "0", "3", "true", "-1"])))"
    case 4: return "(\(expression(depth, .text)) | upper)"
    case 5: return "(\(expression(depth, .text)) | lower)"
    case 6: return "(\(expression(depth, .text)) | capitalize)"
    case 7: return "(\(expression(depth, .text)) | trim)"
    case 8: return "(\(expression(depth, .text)) | trim(\(pick(["'a '", "chars='l'", "'xz'"]))))"
    case 9:
      return
        "(\(expression(depth, .text)) | replace(\(expression(depth, .text)), \(expression(depth, .text))))"
    case 10:
      return "(\(expression(depth, .text)) | replace('', '-', \(pick(["1", "2", "count=3"]))))"
    case 11:
      return
        "(\(expression(depth, .text)) | truncate(\(pick(["3", "5", "9", "11, true", "5, false, '…'", "5, true, '', 0", "4, leeway=2", "length=6, end='', leeway=0", "0"]))))"
    case 12:
      return "(\(expression(depth, .list)) | join(\(pick(["", "','", "', '", "d='-'", "1"]))))"
    case 13, 14: return "(\(expression(depth, any())) | string)"
    case 15, 16: return "('' ~ (\(expression(depth, any())) | tojson))"
    case 17:
      return
        "\(expression(depth, .text))[\(pick(["0", "-1", "1:", ":2", "::2", "::-1", "1:3", "-2:", "n", "5:1:-1"]))]"
    case 18: return "\(expression(depth, .text)).upper()"
    case 19: return "\(expression(depth, .text)).lower()"
    case 20: return "\(expression(depth, .text)).strip(\(pick(["", "'a'", "' lx'"])))"
    case 21: return "\(expression(depth, .text)).lstrip()"
    case 22: return "\(expression(depth, .text)).rstrip('c ')"
    case 23:
      return
        "\(expression(depth, .text)).replace('\(pick(["a", "l", ""]))', \(expression(depth, .text)))"
    case 24: return "\(expression(depth, .text)).capitalize()"
    case 25: return "(\(expression(depth, .text)) | reverse)"
    case 26: return "((\(expression(depth, .text)) ~ 'z') | first)"
    case 27: return "((\(expression(depth, .text)) ~ 'z') | last)"
    case 28: return "('' ~ (\(expression(depth, .text)) | safe))"
    case 29:
      return
        "(\(pick(["d", "e", "objs[0]"])).get(\(expression(depth, .text)), \(expression(depth, .text))) | string)"
    default: return leaf(.text)
    }
  }

  private mutating func integer(_ depth: Int) -> String {
    switch random.number(below: 18) {
    case 0: return "(\(expression(depth, .integer)) + \(expression(depth, .integer)))"
    case 1: return "(\(expression(depth, .integer)) - \(expression(depth, .integer)))"
    case 2: return "(\(expression(depth, .integer)) * \(expression(depth, .integer)))"
    case 3: return "(\(expression(depth, .integer)) // \(expression(depth, .integer)))"
    case 4: return "(\(expression(depth, .integer)) % \(expression(depth, .integer)))"
    case 5: return "(\(expression(depth, .integer)) ** \(pick(["2", "0", "3", "1"])))"
    case 6: return "-\(expression(depth, .integer))"
    case 7, 8: return "(\(expression(depth, pick([.text, .list, .dict]))) | length)"
    case 9: return "(\(expression(depth, .integer)) | abs)"
    case 10: return "(\(expression(depth, any())) | int)"
    case 11:
      return
        "(\(pick(["'12'", "' 7 '", "'1.9'", "'x'", "'1_000'", "'0x1f'", "'+5'", "'inf'", "'1e3'", "''"])) | int(\(pick(["", "9", "default=-1"]))))"
    case 12: return "(\(expression(depth, .text)) | wordcount)"
    case 13: return "(\(expression(depth, .list)) | count)"
    default: return leaf(.integer)
    }
  }

  private mutating func number(_ depth: Int) -> String {
    let one = expression(depth, pick([.number, .integer]))
    switch random.number(below: 12) {
    case 0: return "(\(one) / \(expression(depth, pick([.number, .integer]))))"
    case 1: return "(\(one) + \(expression(depth, .number)))"
    case 2: return "(\(one) * \(expression(depth, .number)))"
    case 3: return "(\(one) // \(expression(depth, .number)))"
    case 4: return "(\(one) % \(expression(depth, .number)))"
    case 5: return "(\(one) - \(expression(depth, .number)))"
    case 6: return "(\(expression(depth, any())) | float)"
    case 7:
      return
        "(\(pick(["'1.5'", "' 2 '", "'nan1'", "'1e5'", "'0x1p3'", "'1_0.5'"])) | float(\(pick(["", "9.5"]))))"
    case 8: return "(\(expression(depth, .integer)) ** \(pick(["-1", "0.5", "2.0", "-2"])))"
    case 9: return "(\(expression(depth, .number)) | abs)"
    default: return leaf(.number)
    }
  }

  private mutating func bool(_ depth: Int) -> String {
    let kind = pick(Kind.allCases)
    switch random.number(below: 20) {
    case 0, 1:
      return
        "(\(expression(depth, kind)) \(pick(["==", "!="])) \(expression(depth, oneIn(3) ? any() : kind)))"
    case 2, 3:
      let ordered = pick([Kind.text, .integer, .number])
      return
        "(\(expression(depth, ordered)) \(pick(["<", "<=", ">", ">="])) \(expression(depth, ordered)))"
    case 4:
      return
        "(\(expression(depth, .integer)) < \(expression(depth, .integer)) \(pick(["<", "==", "!="])) \(expression(depth, .integer)))"
    case 5: return "(not \(expression(depth, any())))"
    case 6, 7:
      return "(\(expression(depth, .bool)) \(pick(["and", "or"])) \(expression(depth, .bool)))"
    case 8:
      return "(\(expression(depth, any())) \(pick(["in", "not in"])) \(expression(depth, .list)))"
    case 9:
      return
        "(\(expression(depth, .text)) \(pick(["in", "not in"])) \(expression(depth, pick([.text, .dict]))))"
    case 10:
      return
        "(\(pick(["missing", "d.missing", "name", "d.a", "xs[7]", "xs[0]", "v1"])) is \(pick(["defined", "undefined", "not defined"])))"
    case 11, 12, 13:
      return
        "(\(expression(depth, any())) is \(pick(["none", "string", "number", "integer", "float", "boolean", "mapping", "iterable", "sequence", "true", "false", "callable", "not none", "not string"])))"
    case 14:
      return
        "(\(expression(depth, .integer)) is \(pick(["even", "odd", "divisibleby 3", "divisibleby(2)", "eq 7", "gt 2", "in [1, 7]", "not odd", "ge(3)", "lt n"])))"
    case 15:
      return
        "(\(expression(depth, .text)) is \(pick(["lower", "upper", "eq 'lit'", "in names", "ne name"])))"
    case 16: return "\(expression(depth, .text)).startswith(\(pick(["'a'", "'m'", "''", "name"])))"
    case 17: return "\(expression(depth, .text)).endswith(\(pick(["'c'", "'z'", "''"])))"
    case 18:
      return
        "(missing is \(pick(["none", "string", "mapping", "sequence", "callable", "number", "true"])))"
    default: return leaf(.bool)
    }
  }

  private mutating func list(_ depth: Int) -> String {
    switch random.number(below: 18) {
    case 0: return "[\(expression(depth, any())), \(expression(depth, any()))]"
    case 1: return "(\(expression(depth, any())), \(expression(depth, any())))"
    case 2: return "(\(expression(depth, any())),)"
    case 3: return "(\(expression(depth, .list)) + \(expression(depth, .list)))"
    case 4: return "(\(expression(depth, .list)) * \(pick(["2", "0", "-1"])))"
    case 5:
      return
        "\(expression(depth, .list))[\(pick(["1:", ":1", "::-1", ":-1", "0:9:2", "-2:", ":"]))]"
    case 6: return "(\(expression(depth, pick([.text, .list, .dict]))) | list)"
    case 7: return "(\(expression(depth, .list)) | reverse | list)"
    case 8:
      return
        "\(expression(depth, .text)).split(\(pick(["", "' '", "'/'", "'l', 1", "','", "'aa'"])))"
    case 9: return "(range(\(pick(["3", "n", "1, 4", "0", "4, 0, -1", "0, 10, 3"]))) | list)"
    case 10: return "(\(expression(depth, .dict)).values() | list)"
    case 11: return "(\(expression(depth, .dict)).keys() | list)"
    case 12: return "(d.nested.items() | list)"
    default: return leaf(.list)
    }
  }

  private mutating func dict(_ depth: Int) -> String {
    switch random.number(below: 8) {
    case 0:
      return
        "{'a': \(expression(depth, any())), \(expression(depth, .text)): \(expression(depth, any()))}"
    case 1: return "dict(x=\(expression(depth, any())), a=\(expression(depth, any())))"
    case 2: return "{1: 'i', true: 'b', 1.0: 'f', none: \(expression(depth, any()))}"
    case 3:
      return "{\(expression(depth, pick([.integer, .number, .bool]))): \(expression(depth, any()))}"
    case 4: return "dict(\(expression(depth, .dict)))"
    default: return leaf(.dict)
    }
  }
}
