/// Random templates that are valid, nearly valid or nonsense. The same seed gives the same ones.
struct JinjaGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A number below a bound (SplitMix64).
  mutating func number(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  private mutating func oneIn(_ count: Int) -> Bool { number(below: count) == 0 }

  mutating func template() -> String {
    let whole = statements(depth: 3)
    return oneIn(3) ? whole + pick(["\n", "\r\n", "\r", "\n\n"]) : whole
  }

  /// A template with a few characters or words changed, taken out or put in.
  mutating func mutant() -> String {
    var scalars = Array(template().unicodeScalars)
    for _ in 0...number(below: 3) {
      let place = number(below: scalars.count + 1)
      let end = min(scalars.count, place + number(below: 3))
      scalars.replaceSubrange(
        place..<end, with: oneIn(3) ? [] : Array(pick(fragments).unicodeScalars))
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// One expression in a tag.
  mutating func output() -> String { "{{ " + tuple(4) + " }}" }

  /// Text, comments, `raw` and white space control around conditions that hold: what it prints
  /// depends on the cutting alone.
  mutating func textTemplate(depth: Int = 2) -> String {
    var result = ""
    for _ in 0...number(below: 5) {
      switch number(below: depth > 0 ? 6 : 5) {
      case 0, 1: result += pick(texts)
      case 2: result += pick(spaces)
      case 3:
        result += "{#" + pick(["", "-", "+"]) + pick([" c ", "", "a\r\nb"]) + pick(commentEnds)
      case 4:
        result +=
          "{%" + pick(["", "-"]) + " raw " + pick(["%}", "-%}"]) + pick(rawTexts)
          + pick(["{%", "{%-", "{%+"]) + " endraw " + pick(["%}", "-%}", "+%}"])
      default:
        result +=
          open() + " if true " + close() + textTemplate(depth: depth - 1) + open() + " endif "
          + close()
      }
    }
    return result
  }
}

extension JinjaGenerator {
  private var fragments: [String] {
    [
      "{{", "}}", "{%", "%}", "{#", "#}", "-%}", "{%-", "'", "\"", "(", ")", "[", "]", "{", "}",
      " if ", " else ", " in ", " not ", " is ", " and ", ".", ",", "|", "=", "==", "-", "+", " ",
      "\n", "\r", "endif", "{% else %}", "{% endif %}", "{% endfor %}", "{% elif a %}", ":", "1",
      "0x", "_", "e5", "$", "é", "\u{A0}", "²", "raw", "{% raw %}", "{% endraw %}", "\\", "**",
      "//", "~", "!", "<", ">=", "recursive", "true", "%", "1.5", ".5", "foo", "*a", "b=1", ";",
      "{% endset %}", "{% set x %}", "{% do a %}", "{% break %}",
    ]
  }

  private var texts: [String] {
    [
      "text", "a: b\n", "\n", "  x  ", "\r\n", "\r", "é\u{A0}", "{ }", "%}", "}}", "#}", "{ {",
      "a\r\nb\rc\n", "\t\u{2003}y\u{3000}", "",
    ]
  }

  private var spaces: [String] { [" ", "\n", "  \n\t", "\r\n", "\u{A0}", "\u{1C}", ""] }

  private var rawTexts: [String] {
    ["", " ", "{{ a }}", " {% if %} ", "\n x \n", "{# c", "{% endra %}", "\r\n", "{%"]
  }

  private var commentEnds: [String] { ["#}", "-#}", "+#}", "-#} \n "] }

  private var names: [String] {
    [
      "a", "b", "foo", "service_instance", "x1", "_", "é", "名", "loop", "true", "None", "in",
      "not", "if", "is", "recursive", "else", "and",
    ]
  }

  private var plainNames: [String] { ["a", "b", "foo", "x1", "_y", "ns"] }

  private var literals: [String] {
    [
      "1", "0", "12_000", "0x1F", "0b1_0", "0o17", "1.5", "1e5", "1_0.5e-3", "00", "0_0", "1E+2",
      "99999999999999999999", "'s'", "\"d\"", "'a\\n\\x41\\u00e9'", "'it\\'s'", "'a' \"b\"", "''",
      "'{{'", "'}}'", "true", "False", "none", "None", "'é\\é'",
      "'\\777\\0'",
      "'a\nb'", "007", "1.", "1_", "1__0", "0x", "'\\x4'", "'\\u12'", "'\\q'", "1.e5", "1.5.2",
    ]
  }

  private mutating func space() -> String { pick([" ", " ", " ", "", "\n", "  ", "\u{A0}", "\t"]) }

  private mutating func open() -> String { pick(["{%", "{%", "{%-", "{%+"]) }
  private mutating func close() -> String { pick(["%}", "%}", "-%}", "+%}"]) }
  private mutating func name() -> String { oneIn(6) ? pick(names) : pick(plainNames) }

  private mutating func statements(depth: Int) -> String {
    var result = ""
    for _ in 0...number(below: 3) { result += statement(depth: depth) }
    return result
  }

  private mutating func tag(_ words: String) -> String {
    open() + " " + words + (oneIn(20) ? ":" : "") + " " + close()
  }

  private mutating func statement(depth: Int) -> String {
    if depth == 0 || oneIn(3) { return pick(texts) }
    if oneIn(3) {
      return pick(["{{", "{{-", "{{+"]) + space() + tuple(3) + space() + pick(["}}", "-}}"])
    }
    let body = statements(depth: depth - 1)
    switch number(below: 18) {
    case 0, 1:
      var result = tag("if " + tuple(2)) + body
      while oneIn(3) { result += tag("elif " + tuple(2)) + statements(depth: depth - 1) }
      if oneIn(2) { result += tag("else") + statements(depth: depth - 1) }
      return result + tag("endif")
    case 2, 3:
      let filter = oneIn(3) ? " if " + expression(2) : ""
      let recursive = oneIn(5) ? " recursive" : ""
      let other = oneIn(3) ? tag("else") + statements(depth: depth - 1) : ""
      return tag("for " + target() + " in " + tuple(2) + filter + recursive) + body + other
        + tag("endfor")
    case 4, 5: return tag("set " + target() + " = " + tuple(3))
    case 6: return tag("set " + target() + (oneIn(2) ? "|" + filter(2) : "")) + body + tag("endset")
    case 7:
      let more = oneIn(3) ? ", " + target() + " = " + expression(2) : ""
      return tag(oneIn(5) ? "with" : "with " + target() + " = " + expression(2) + more) + body
        + tag("endwith")
    case 8: return tag("macro " + name() + parameters()) + body + tag("endmacro")
    case 9:
      return tag("call" + (oneIn(2) ? parameters() : "") + " " + name() + arguments(2)) + body
        + tag("endcall")
    case 10: return tag("filter " + filter(2)) + body + tag("endfilter")
    case 11: return tag("raw") + pick(rawTexts) + tag("endraw")
    case 12: return "{#" + pick(["", "-", "+"]) + pick(texts) + pick(commentEnds)
    case 13: return tag("autoescape " + expression(1)) + body + tag("endautoescape")
    case 14:
      let block = name()
      return tag("block " + block + pick(["", "", " scoped", " required", " scoped required"]))
        + pick([body, " \n", ""]) + tag("endblock " + (oneIn(2) ? block : ""))
    case 15:
      return tag(
        "include " + expression(1) + pick(["", " ignore missing", " with context", " without"]))
    case 16:
      return tag(
        pick([
          "import 'x' as " + name() + pick(["", " with context"]), "extends 'x'",
          "from 'x' import " + name() + pick(["", " as z", ", b", " without context", ","]),
        ]))
    default: return tag("print " + expression(2) + (oneIn(3) ? ", " + expression(1) : ""))
    }
  }

  private mutating func target() -> String {
    switch number(below: 10) {
    case 0: name() + ", " + name()
    case 1: "(" + name() + ", " + name() + ")"
    case 2: name() + ","
    case 3: name() + "." + name()
    case 4: pick(["(a)", "()", "a, (b, c)", "[a]", "'x'", "a, ns.b", "(ns.a, b)", "a[0]"])
    default: name()
    }
  }

  private mutating func parameters() -> String {
    "(" + pick(["", "a", "a, b", "a, b=1", "a=1, b='x'", "a=1, b", "a,", "true"]) + ")"
  }

  private mutating func arguments(_ depth: Int) -> String {
    var parts: [String] = []
    for _ in 0..<number(below: 4) {
      switch number(below: 9) {
      case 0: parts.append("*" + expression(depth - 1))
      case 1: parts.append("**" + expression(depth - 1))
      case 2, 3: parts.append(name() + "=" + expression(depth - 1))
      default: parts.append(expression(depth - 1))
      }
    }
    return "(" + parts.joined(separator: ", ") + (oneIn(8) ? "," : "") + ")"
  }

  private mutating func filter(_ depth: Int) -> String {
    pick(["upper", "default", "a.b", name()]) + (oneIn(2) ? arguments(depth) : "")
      + (oneIn(5) ? "|" + filter(depth) : "")
  }

  private mutating func tuple(_ depth: Int) -> String {
    switch number(below: 8) {
    case 0: expression(depth) + ", " + expression(depth)
    case 1: expression(depth) + ","
    default: expression(depth)
    }
  }

  private mutating func expression(_ depth: Int) -> String {
    guard depth > 0 else { return oneIn(2) ? name() : pick(literals) }
    func operand(_ generator: inout JinjaGenerator) -> String { generator.expression(depth - 1) }
    switch number(below: 20) {
    case 0: return "(" + tuple(depth - 1) + ")"
    case 1: return "[" + operand(&self) + pick(["", ",", ", a"]) + "]"
    case 2:
      return "{" + operand(&self) + ":" + operand(&self) + pick(["", ",", ", 'b': {}"]) + "}"
    case 3, 4: return operand(&self) + "." + pick([name(), "0", "1_0", "0x1", "1.5", "'a'"])
    case 5:
      return operand(&self) + "["
        + pick([operand(&self), "1:2", ":", "::2", "a:b:c", "1:2, 3", "", ",", "a,"]) + "]"
    case 6: return operand(&self) + arguments(depth)
    case 7, 8: return operand(&self) + space() + "|" + space() + filter(depth - 1)
    case 9, 10:
      return operand(&self) + " is " + pick(["", "", "not "])
        + pick([
          "defined", "none", "divisibleby 3", "sameas(a)", "in [1]", "a.b", "eq a.b", name(),
        ])
    case 11: return pick(["-", "+", "- -", "not ", "not not "]) + operand(&self)
    case 12, 13, 14:
      return operand(&self) + space()
        + pick(["+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", ">=", "<=", ">"])
        + space() + operand(&self)
    case 15: return operand(&self) + pick([" in ", " not in ", " and ", " or "]) + operand(&self)
    case 16: return operand(&self) + " if " + operand(&self) + " else " + operand(&self)
    case 17: return operand(&self) + " if " + operand(&self)
    case 18: return operand(&self) + " == " + operand(&self) + " < " + operand(&self)
    default: return oneIn(2) ? name() : pick(literals)
    }
  }
}
