/// Every built-in filter and method, with operands and arguments that mostly fit.
extension RenderingGenerator {
  mutating func rareText(_ depth: Int) -> String {
    let one = expression(.text, depth: depth)
    switch random.number(below: 12) {
    case 0, 1, 2:
      return "(\(one) | \(pick(Self.textFilters)))"
    case 3, 4: return "\(one).\(pick(Self.textMethods))"
    case 5:
      let kind = pick([Kind.text, .integer, .number, .list])
      return
        "('\(pick(["%s", "%-8s|", "%r", "%5s", "a%sb%%"]))' % (\(expression(kind, depth: depth)),))"
    case 6:
      return
        "('\(pick(["%d", "%05d", "%x", "%+d", "%.2f", "%e", "%g", "%8.3f|"]))' | format(\(expression(pick([.integer, .number]), depth: depth))))"
    case 7:
      return
        "'\(pick(["{}", "{:>8}", "{:^7}|", "{!r}", "{0}{0}", "{:.3}", "{a}"]))'.format(\(one), a=\(expression(any(), depth: depth)))"
    case 8:
      return
        "'\(pick(["{:d}", "{:,}", "{:08}", "{:+}", "{:x}", "{:e}", "{:.2f}", "{:%}"]))'.format(\(expression(.integer, depth: depth)))"
    case 9:
      let safe = pick(["('<i>' | safe)", "(\(one) | e)", "(text | escape)", "('a' | safe)"])
      return
        "(\(safe) \(pick(["+", "~"])) \(one)\(pick(["", ").upper()", " + '>')", ") | list | join('<')"]))"
        .balanced
    case 10:
      return
        "(\(expression(any(), depth: depth)) | \(pick(["pprint", "tojson(2)", "string", "e"])))"
    default:
      return "(\(expression(.list, depth: depth)) | \(pick(["join('<')", "join(', ')", "string"])))"
    }
  }

  private static let textFilters = [
    "center", "center(12)", "title", "indent", "indent(2, true)", "indent('> ', blank=true)",
    "striptags", "urlencode", "urlize", "urlize(8, true)", "wordwrap(9)", "wordwrap(4, false)",
    "forceescape", "e", "escape", "format", "trim('aH')", "truncate(6, false, '', 1)",
    "replace('a', '&')", "capitalize", "pprint", "reverse", "safe", "wordwrap(6, wrapstring='|')",
    "attr('upper')()", "default('z', true)", "list | join('.')", "map('upper') | join",
    "batch(2) | list | string", "unique | join", "sort | join", "max", "min", "first", "last",
    "select('in', 'abc') | join", "groupby(0) | list | string", "tojson | string",
  ]

  private static let textMethods = [
    "title()", "swapcase()", "center(9, '*')", "ljust(8, '.')", "rjust(8)", "zfill(6)",
    "partition('l')[2]", "rpartition('/')[0]", "removeprefix('my')", "removesuffix('c')",
    "expandtabs(3)", "casefold()", "join(names)", "split('/') | join", "rsplit(' ', 1) | last",
    "splitlines() | join('|')", "replace('l', 'L', 1)", "lstrip('ma')", "format(1, 2)",
    "format_map(d)", "strip('a b')", "rstrip()", "capitalize()",
  ]

  mutating func rareNumber(_ depth: Int) -> String {
    let one = expression(pick([.number, .integer]), depth: depth)
    return pick([
      "(\(one) | round)", "(\(one) | round(1))", "(\(one) | round(-1))",
      "(\(one) | round(1, 'ceil'))", "(\(one) | round(method='floor'))", "(\(one) | abs)",
      "(xs | sum)", "(objs | sum('id'))", "(xs | sum(start=\(one)))", "(xs | max)", "(xs | min)",
      "\(expression(.text, depth: depth)).count('l')",
      "\(expression(.text, depth: depth)).find('l')",
      "\(expression(.list, depth: depth)).count(1)", "(\(one) | float)",
      "('ff' | int(base=16))", "(\(expression(.integer, depth: depth))).bit_length()",
      "xs.index(1)",
    ])
  }

  mutating func rareList(_ depth: Int) -> String {
    let one = expression(.list, depth: depth)
    return pick(
      [
        "(\(one) | batch(2) | list)", "(\(one) | batch(2, 'f') | list)",
        "(\(one) | slice(2) | list)",
        "(\(one) | slice(3, 0) | list)", "(names | sort)", "(xs | sort(reverse=true))",
        "(names | sort(case_sensitive=true))", "(objs | sort(attribute='g'))",
        "(objs | sort(attribute='g,id', reverse=true))", "(objs | groupby('g'))",
        "(objs | groupby('g', default='-'))", "(\(one) | unique | list)",
        "(\(one) | map('string') | list)", "(objs | map(attribute='id') | list)",
        "(objs | map(attribute='no', default=\(expression(any(), depth: depth))) | list)",
        "(\(one) | select | list)", "(\(one) | reject | list)",
        "(\(one) | select('string') | list)",
        "(objs | selectattr('id', 'gt', 1) | list)", "(objs | rejectattr('on') | list)",
        "(d | dictsort)", "(d.nested | dictsort(by='value'))", "(d | items | list)",
        "\(expression(.text, depth: depth)).splitlines()",
        "\(expression(.text, depth: depth)).partition('l')",
        "(\(expression(.text, depth: depth)) | list)", "(\(one) | map('default', 1) | list)",
        "\(expression(.dict, depth: depth)).items() | list", "\(one)[::2]",
        "(range(9)[1:7:2] | list)",
      ].map { $0.hasSuffix("| list") && !$0.hasPrefix("(") ? "(\($0))" : $0 })
  }

  mutating func rareBool(_ depth: Int) -> String {
    let test = pick([
      "escaped", "filter", "test", "mapping", "sequence", "iterable", "callable", "divisibleby 2",
      "sameas none", "sameas true", "eq 1", "ne 'a'", "in names", "in d", "defined", "undefined",
      "boolean", "float", "integer", "number", "string", "true", "false", "none", "lower", "upper",
    ])
    if oneIn(3) {
      return
        "\(expression(.text, depth: depth)).\(pick(["isalnum", "isalpha", "isascii", "isdigit", "isdecimal", "isnumeric", "islower", "isupper", "isspace", "istitle", "isidentifier", "isprintable"]))()"
    }
    return "(\(expression(any(), depth: depth)) is \(test))"
  }
}

extension String {
  /// With as many closing parentheses at its end as are open.
  fileprivate var balanced: String {
    let open = utf8.count { $0 == 0x28 } - utf8.count { $0 == 0x29 }
    return self + String(repeating: ")", count: max(0, open))
  }
}
