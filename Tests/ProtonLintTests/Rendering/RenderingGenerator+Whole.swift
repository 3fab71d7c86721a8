/// What is rarer in templates: macros, blocks, recursive loops, and all filters and methods.
extension RenderingGenerator {
  mutating func rareStatement(depth: Int) -> String {
    switch random.number(below: 15) {
    case 0, 1, 2: return macro(depth: depth)
    case 3: return callBlock(depth: depth)
    case 4:
      blockCount += 1
      let name = "part\(blockCount)"
      let again = oneIn(2) ? "{{ self.\(name)() }}" : ""
      return
        "{% block \(name)\(oneIn(3) ? " scoped" : "") %}\(statements(depth: depth - 1)){% endblock %}\(again)"
    case 5: return recursiveLoop(depth: depth)
    case 6:
      let filter = pick([
        "upper", "title | trim", "replace('a', '<') | escape", "indent(2, true)",
        "wordcount | string",
        "striptags", "center(20)", "truncate(5, true, '~', 0)", "urlize", "reverse",
      ])
      return "{% filter \(filter) %}\(inner(depth)){% endfilter %}"
    case 7:
      return
        "{% autoescape \(pick(["true", "false", "flag", "off"])) %}\(inner(depth)){{ \(expression(.text, depth: 2)) }}{% endautoescape %}"
    case 8: return changes(depth: depth)
    case 9: return loopVariables(depth: depth)
    case 10:
      return
        "{% set c\(blockCount) = \(pick(["cycler('a', 'b', 1)", "cycler(n, name)"])) %}{% for i in xs %}{{ c\(blockCount).next() }}{{ c\(blockCount).current }}{% if loop.index == 2 %}{{ c\(blockCount).reset() }}{% endif %}{% endfor %}"
    case 11:
      return
        "{% set j\(blockCount) = joiner(\(pick(["", "' | '", "name"]))) %}{% for i in \(expression(.list, depth: 1)) %}{{ j\(blockCount)() }}{{ i }}{% endfor %}"
    case 12: return scoping(depth: depth)
    default: return lazies(depth: depth)
    }
  }

  private mutating func macro(depth: Int) -> String {
    blockCount += 1
    let name = "m\(blockCount)"
    let (parameters, names): (String, [String]) = pick([
      ("", []), ("a", ["a"]), ("a, b=1", ["a", "b"]), ("a='x', b=a", ["a", "b"]),
      ("a=n, b=name ~ a", ["a", "b"]),
    ])
    let before = variables
    variables += names.map { (name: $0, kind: oneIn(2) ? .text : .integer) }
    let extra = pick([
      "", "{{ varargs }}", "{{ kwargs }}", "{{ varargs | length }}{{ kwargs | dictsort }}",
      "{% if caller is defined %}{{ caller() }}{% endif %}",
      "{% if b is defined %}{{ b }}{% endif %}",
    ])
    let body = statements(depth: depth - 1) + extra
    variables = before
    let one = expression(.text, depth: 1)
    let other = expression(.integer, depth: 1)
    let call = pick([
      "\(name)(\(one))", "\(name)(\(one), \(other))", "\(name)(a=\(one))", "\(name)()",
      "\(name)(\(one), b=\(other))", "\(name)(\(one), \(other), 3, k=4)", "\(name)(*[\(one)])",
      "\(name)(**{'a': \(one)})", "\(name) ~ \(name).name", "\(name).arguments",
      "\(name).catch_kwargs ~ \(name).catch_varargs ~ \(name).caller",
      "(\(name)(\(one)) | upper)", "\(name) is callable", "[\(name)(\(one))] | join",
    ])
    let around = oneIn(4) ? "{% for i in xs %}{{ \(call) }}{% endfor %}" : "{{ \(call) }}"
    return "{% macro \(name)(\(parameters)) \(close())\(body){% endmacro %}\(around)"
  }

  private mutating func callBlock(depth: Int) -> String {
    blockCount += 1
    let name = "w\(blockCount)"
    let (given, taken) = pick([
      ("", ""), ("1", "(x)"), ("name", "(x='d')"), ("", "(x='d', y=x)"), ("n, y=2", "(x, y)"),
      ("1, 2", "(x)"),
    ])
    let before = variables
    if !taken.isEmpty { variables.append(("x", .text)) }
    let body = inner(depth)
    variables = before
    return
      "{% macro \(name)(t='t') %}[{{ t }}{{ caller(\(given)) }}{{ caller(\(given)) | upper }}]{% endmacro %}{% call\(taken) \(name)(\(oneIn(2) ? expression(.text, depth: 1) : "")) %}\(body){% endcall %}"
  }

  private mutating func recursiveLoop(depth: Int) -> String {
    let inside = pick([
      "{{ loop(o.c) }}", "{% if o.c %}({{ loop(o.c) }}){% endif %}", "{{ loop(o.c) | upper }}",
      "{{ loop.depth }}{{ loop.depth0 }}{{ loop(o.c) }}{{ loop.index }}",
    ])
    return
      "{% for o in tree\(oneIn(3) ? " if o.n != 'c'" : "") recursive %}{{ o.n }}\(pick(["", "{{ loop.last }}", "{{ loop.length }}"]))\(inside)\(oneIn(4) ? "{% else %}-" : ""){% endfor %}"
  }

  /// Lists and dictionaries that change while others hold them.
  private mutating func changes(depth: Int) -> String {
    blockCount += 1
    let list = "l\(blockCount)"
    let value = expression(any(), depth: 1)
    let change = pick([
      "\(list).append(\(value))", "\(list).extend(xs)", "\(list).insert(0, \(value))",
      "\(list).pop()", "\(list).reverse()", "\(list).sort()", "\(list).clear()",
      "\(list).remove(1)", "d.update({'z': \(value)})", "d.pop('b')", "d.setdefault('q', \(value))",
      "pairs[1].append(9)", "\(list).append(\(list) | length)",
    ])
    let use = pick([
      "{{ \(list) }}{{ other }}", "{% for i in \(list) %}{{ i }}{{ loop.length }}{% endfor %}",
      "{{ \(list) == other }}{{ d }}", "{{ pairs }}{{ \(list) | length }}",
      "{{ \(list) is sameas other }}",
      "{{ d | tojson }}{{ \(list) | list }}",
    ])
    let form = pick([
      "{% set _ = \(change) %}", "{{ \(change) }}", "{% if \(change) %}{% endif %}",
      "{% for i in [1, 2] %}{% set _ = \(change) %}{% endfor %}",
    ])
    return "{% set \(list) = [1, 3, 2] %}{% set other = \(list) %}\(form)\(use)"
  }

  private mutating func loopVariables(depth: Int) -> String {
    let source = pick([
      "xs", "names", "range(4)", "xs | map('string')", "objs | map(attribute='g')", "d.items()",
      "xs | select('odd')", "names | batch(2)", "xs | reverse", "mixed", "objs | groupby('g')",
    ])
    let shown = pick([
      "loop.index", "loop.index0", "loop.revindex", "loop.revindex0", "loop.first", "loop.last",
      "loop.length", "loop.cycle('a', 'b', 'c')", "loop.changed(v)", "loop.changed(v, 1)",
      "loop.previtem | default('-')", "loop.nextitem | default('-')", "loop.depth", "loop",
      "loop.previtem is defined", "loop.nextitem is defined",
    ])
    let more = pick(["", "{{ loop.index }}", "{% if loop.last %}!{% endif %}"])
    return
      "{% for v in \(source)\(oneIn(4) ? " if v != 2" : "") %}{{ \(shown) }}\(more)\(oneIn(3) ? inner(depth) : ""){% endfor %}"
  }

  /// Where a name is looked up, which Jinja decides as it compiles.
  private mutating func scoping(depth: Int) -> String {
    pick([
      "{% for i in xs %}{{ name }}{% set name = i %}{{ name }}{% endfor %}{{ name }}",
      "{% for i in xs %}{{ n }}{% endfor %}{% set n = 1 %}{{ n }}",
      "{% with %}{{ n }}{% set n = 2 %}{{ n }}{% endwith %}{{ n }}",
      "{% if flag %}{% set q = 1 %}{% endif %}{{ q is defined }}{{ n }}",
      "{% if off %}{% set n = 1 %}{% endif %}{{ n }}{% for i in [1] %}{{ n }}{% endfor %}",
      "{% macro a() %}{{ n }}{% endmacro %}{{ a() }}{% set n = 3 %}{{ a() }}",
      "{% set n = 3 %}{% macro a() %}{{ n }}{% set n = 4 %}{{ n }}{% endmacro %}{{ a() }}{{ n }}",
      "{% for i in [1] %}{% macro a() %}{{ i }}{% endmacro %}{{ a() }}{% endfor %}{{ a is defined }}",
      "{% set n = 3 %}{% block inside\(blockCount) %}{{ n }}{% set n = 5 %}{{ n }}{% endblock %}{{ n }}",
      "{% for i in xs %}{% block row\(blockCount) scoped %}{{ i }}{{ loop.index }}{% endblock %}{% endfor %}",
      "{% set x %}{{ name }}{% set name = 1 %}{{ name }}{% endset %}{{ x }}{{ name }}",
      "{% macro f(k) %}{{ k }}{% if k > 0 %}{{ f(k - 1) }}{% endif %}{% endmacro %}{{ f(5) }}",
      "{% for i in xs if i > 1 and loop is not defined %}{{ i }}{% endfor %}",
      "{% for x in xs %}{% for y in xs %}{{ loop.index }}{% endfor %}{{ loop.index }}{% endfor %}",
      "{% set ns = namespace(a=[]) %}{% for i in xs %}{% set ns.a = ns.a + [i] %}{% endfor %}{{ ns.a }}{{ ns }}",
      "{% set a, (b, c) = 1, (2, 3) %}{{ a }}{{ b }}{{ c }}",
      "{% if false %}{{ 1 | nofilter }}{% endif %}{% if 1 is defined %}ok{% endif %}",
      "{{ range }}{{ dict }}{{ namespace }}{{ joiner }}{{ cycler }}{{ self }}",
      "{% for i in [3, 1] %}{% set i = i + 1 %}{{ i }}{% else %}{{ i }}{% endfor %}",
      "{% macro f(a, a2=a) %}{{ a2 }}{% endmacro %}{{ f(1) }}{{ f(1, 2) }}{{ f() is string }}",
    ])
  }

  private mutating func lazies(depth: Int) -> String {
    blockCount += 1
    let name = "g\(blockCount)"
    let made = pick([
      "xs | map('string')", "names | map('upper')", "xs | select('gt', 1)",
      "mixed | reject('none')",
      "objs | selectattr('on')", "objs | map(attribute='id')", "xs | batch(2)", "xs | slice(2)",
      "names | unique", "d | items", "mixed | map('int')", "names | map('nofilter')",
      "xs | map('nothing')", "mixed | map('abs')", "xs | reverse", "missing | map('upper')",
    ])
    let use = pick([
      "{{ \(name) | list }}{{ \(name) | list }}", "{{ \(name) | first }}{{ \(name) | list }}",
      "{% for i in \(name) %}{{ i }}{% endfor %}{{ \(name) | list }}", "{{ \(name) | join('-') }}",
      "{{ 3 in \(name) }}{{ \(name) | list }}", "{% for i in \(name) %}{{ loop.last }}{% endfor %}",
      "",
      "{{ \(name) is iterable }}{{ \(name) is sequence }}",
    ])
    return "{% set \(name) = \(made) %}\(use)"
  }
}
