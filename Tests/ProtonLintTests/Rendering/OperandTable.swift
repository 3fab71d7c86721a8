/// Filters, tests, methods, operators and formats, each crossed with many operands.
enum OperandTable: String, CaseIterable, Sendable {
  case filters, tests, operators, methods, percentFormats, fieldFormats

  var templates: [String] {
    switch self {
    case .filters:
      return Self.operands.flatMap { o in Self.filterCalls.map { "{{ (\(o))|\($0) }}" } }
    case .tests:
      return Self.operands.flatMap { o in Self.testCalls.map { "{{ (\(o)) is \($0) }}" } }
    case .operators:
      return Self.operands.flatMap { left in
        Self.signs.flatMap { sign in
          Self.rightOperands.map { "{{ (\(left)) \(sign) (\($0)) }}" }
        }
      }
    case .methods:
      return Self.operands.flatMap { o in
        Self.methodCalls.map { "{% set v = \(o) %}{{ v.\($0) }}{{ v }}" }
      }
    case .percentFormats:
      return Self.percentTexts.flatMap { format in
        Self.formatted.flatMap { value in
          [
            "{{ '\(format)' % \(value) }}", "{{ ('\(format)'|safe) % \(value) }}",
            "{{ '\(format)'|format(\(value)) }}",
          ]
        }
      }
    case .fieldFormats:
      return Self.wholeFormats
        + Self.fields.flatMap { spec in
          Self.formatted.map { "{{ '{:\(spec)}'.format(\($0)) }}" }
        }
    }
  }

  static let inputs = #"""
    {"name": "my-svc", "empty": "", "text": "Hello, World <b>&'\"x\"", "path": "a/b//c ",
     "uni": "Zürich ñ 日本 😀", "n": 7, "zero": 0, "neg": -3, "f": 2.5, "big": 123456789012,
     "flag": true, "off": false, "nothing": null, "xs": [3, 1, 2], "names": ["b", "a", "C"],
     "none_yet": [], "pairs": [["a", 1], ["b", 2]], "mixed": [1, "1", 1.0, true, null, [2]],
     "d": {"b": 1, "a": "x", "items": "own", "nested": {"k": [1, 2.0, "s"]}}, "e": {},
     "objs": [{"id": 1, "g": "x", "on": true}, {"id": 2, "g": "Y", "on": false},{"id": 3, "g": "X", "on": true}],
     "long":"The quick brown-fox jumps over the lazy dog--again and again; supercalifragilistic well-known state-of-the-art.\nSecond line here",
     "tree":[{"n":"a","c":[{"n":"b","c":[]},{"n":"c","c":[{"n":"d","c":[]}]}]},{"n":"e","c":[]}],
     "html":"<p>Hi &amp; <!-- x --> <b>you</b>   http://example.com/x?y=1 (www.test.org), me@foo.com mailto:a@b.co &lt;z&gt;</p>",
     "service": {"name": "svc", "inputs": {"port": 80, "kind": "public"}}}
    """#

  private static let signs = ["+", "-", "*", "/", "//", "%", "**", "~", "<", "==", "in"]

  private static let rightOperands = [
    "2", "\"b\"", "xs", "none", "0", "2.5", "d", "'<'|safe", "true", "('a',)",
  ]

  private static let operands = [
    #"name"#, #"text"#, #"path"#, #"uni"#, #"n"#, #"neg"#, #"f"#, #"big"#, #"flag"#,
    #"nothing"#, #"xs"#, #"names"#, #"none_yet"#, #"pairs"#, #"mixed"#, #"d"#, #"e"#, #"objs"#,
    #"long"#, #"html"#, #""ab""#, #""3.7""#, #"[[1,2],[3]]"#, #"("a",1)"#, #"2.675"#, #"-0.0"#,
    #"1e300"#, #""  x y  ""#, #"d.nested"#, #"range(5)"#, #"missing"#, #""a\tb\nc""#,
    #""<x>"|safe"#, #""&lt;"|e"#, #"123456.789"#, #"1e-7"#, #""ǆ ß ŉ Σας ΣΑΣ""#, #"'x'*90"#,
  ]

  private static let formatted = [
    #"1"#, #"-7"#, #"2.5"#, #""x""#, #"none"#, #"xs"#, #"d"#, #"("a","b")"#, #"(5,3)"#,
    #"true"#, #"1e20"#, #""<"|safe"#, #"[]"#, #"123456789.123"#, #"missing"#, #"65"#, #""12""#,
    #"0.0001"#, #"(1,)"#, #"-0.0"#, #"-1234567"#, #"1e-5"#,
  ]
}
