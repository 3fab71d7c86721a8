import ProtonLint
import Testing

/// Each template with what is said of it: the message, `@`, the text that it points at, and where
/// there is a second place `<-` with its text and its words.
@Test(arguments: problemCases)
func jinjaProblemIsNarrow(_ template: String, _ expected: [String]) {
  let tree = parseJinja(Array(template.utf8), file: SourceFile.ID(index: 0))
  func text(_ span: Span) -> String { String(decoding: tree.bytes[span.range], as: UTF8.self) }
  let found = tree.problems.map { problem in
    let second = problem.related.map { " <- \(text($0)): \(problem.relatedText ?? "")" }
    return "\(problem.message) @ \(text(problem.span))\(second ?? "")"
  }
  #expect(found == expected)
}

private let problemCases: [(String, [String])] = [
  (#"{{ a b }} ok"#, [#"expected `}}`, found `b` @ b"#]),
  (#"{{ a == }} ok"#, [#"expected an expression, found `}}` @ }}"#]),
  (#"{{ }}"#, [#"expected an expression, found `}}` @ }}"#]),
  (#"{{ a.b. }}"#, [#"expected a name or a number behind `.`, found `}}` @ }}"#]),
  (#"{{ (a }} x {{ b }}"#, [#"expected `)`, found `}}` @ }}"#]),
  (#"{{ a) }}"#, [#"expected `}}`, found `)` @ )"#]),
  (#"{{ [a, b }}"#, [#"expected `,` or `]`, found `}}` @ }}"#]),
  (#"{{ {'a' 1} }}"#, [#"expected `:`, found `1` @ 1"#]),
  (#"{{ a $ b }} x"#, [#"unexpected character `$` @ $"#]),
  (#"{{ a && b }}"#, [#"unexpected character `&` @ &"#]),
  (#"{{ !a }}"#, [#"unexpected character `!` @ !"#]),
  (#"{{ 'abc }}\#nx: {{ b }}"#, [#"the string that begins here is never closed @ '"#]),
  (#"{{ a }\#nx: {{ b }}\#n"#, [#"`{{` is never closed @ {{"#]),
  (#"{{ a\#nb: c\#n"#, [#"`{{` is never closed @ {{"#]),
  (#"{{ a\#nb: '{{ c }}'\#n"#, [#"`{{` is never closed @ {{"#]),
  (#"{% if a \#nb: {{ c }}\#n{% endif %}\#n"#, [#"`{%` is never closed @ {%"#]),
  (#"{{ a %}x"#, [#"expected `}}`, found `%}` @ %}"#]),
  (#"{% if a }}x{% endif %}"#, [#"expected `%}`, found `}}` @ }}"#]),
  (#"{# c\#nx: {{ a }}\#n"#, [#"`{#` is never closed @ {#"#]),
  (#"{% raw %}{{ a }}"#, [#"`raw` is never closed @ {% raw %}"#]),
  (#"x {% if a %}y"#, [#"`if` is never closed @ {% if a %}"#]),
  (#"{% endif %}"#, [#"`endif` without `if` @ endif"#]),
  (
    #"{% if a %}{% for x in y %}{% endif %}{% endfor %}"#,
    [#"expected `endfor`, found `endif` @ endif <- {% for x in y %}: `for` is opened here"#]
  ),
  (#"{% if a %}{% endfor %}{% endif %}"#, [#"`endfor` without `for` @ endfor"#]),
  (
    #"{% for x in y %}{% if a %}{% endfor %}"#,
    [#"expected `endif`, found `endfor` @ endfor <- {% if a %}: `if` is opened here"#]
  ),
  (
    #"{% if a %}{% for x in y %}{% elif b %}c{% endif %}"#,
    [#"expected `endfor`, found `elif` @ elif <- {% for x in y %}: `for` is opened here"#]
  ),
  (#"{% if a == %}b{% else %}c{% endif %}"#, [#"expected an expression, found `%}` @ %}"#]),
  (#"{% for x of y %}{{ x }}{% endfor %}"#, [#"expected `in`, found `of` @ of"#]),
  (#"{% for in y %}{% endfor %}"#, [#"expected `in`, found `y` @ y"#]),
  (#"{% if a = b %}c{% endif %}"#, [#"expected `%}`, found `=` @ ="#]),
  (#"{% else %}"#, [#"`else` without `if` or `for` @ else"#]),
  (#"{% elif a %}"#, [#"`elif` without `if` @ elif"#]),
  (
    #"{% if a %}1{% else %}2{% else %}3{% endif %}"#,
    [#"this `if` has an `else` already @ else <- {% else %}: the first `else` is here"#]
  ),
  (
    #"{% if a %}1{% else %}2{% elif c %}3{% endif %}"#,
    [#"`elif` behind `else` @ elif <- {% else %}: `else` is here"#]
  ),
  (#"{% else if x %}"#, [#"`else` without `if` or `for` @ else"#]),
  (#"{% if a %}{% else if x %}{% endif %}"#, [#"expected `%}`, found `if` @ if"#]),
  (#"{% if a %}{% elseif b %}{% endif %}"#, [#"unknown tag `elseif`, Jinja has `elif` @ elseif"#]),
  (#"{% do a %}"#, [#"unknown tag `do` @ do"#]),
  (#"{% foo %}{% endfoo %}"#, [#"unknown tag `foo` @ foo"#]),
  (#"{% endfoo %}"#, [#"unknown tag `endfoo` @ endfoo"#]),
  (#"{% %}"#, [#"expected a tag's name, found `%}` @ %}"#]),
  (#"{% 1 %}"#, [#"expected a tag's name, found `1` @ 1"#]),
  (#"{% set a.b.c = 1 %}"#, [#"expected `=`, found `.` @ ."#]),
  (#"{% set x y %}z{% endset %}"#, [#"expected `=`, found `y` @ y"#]),
  (#"{% set 1 = a %}"#, [#"`1` cannot be assigned to @ 1"#]),
  (#"{% set a = %}"#, [#"expected an expression, found `%}` @ %}"#]),
  (#"{% set true = 1 %}"#, [#"`true` cannot be assigned to @ true"#]),
  (
    #"{% macro m(a=1, b) %}x{% endmacro %}"#,
    [#"parameter `b` needs a default, as those before it @ b"#]
  ),
  (#"{% macro (a) %}x{% endmacro %}"#, [#"expected the macro's name, found `(` @ ("#]),
  (#"{% call a %}{% endcall %}"#, [#"expected a call of a macro @ a"#]),
  (#"{% filter %}a{% endfilter %}"#, [#"expected a filter's name, found `%}` @ %}"#]),
  (#"{% with a %}b{% endwith %}"#, [#"expected `=`, found `%}` @ %}"#]),
  (#"{% block a-b %}{% endblock %}"#, [#"expected `%}`, found `-` @ -"#]),
  (
    #"{% block a required %}x{% endblock %}"#,
    [
      #"a required block may hold white space and comments alone @ x <- {% block a required %}: the block is opened here"#
    ]
  ),
  (#"{{ a is b is c }}"#, [#"`is` cannot stand behind another test @ is"#]),
  (#"{{ f(a=1, b) }}"#, [#"this argument cannot stand behind those before it @ b"#]),
  (#"{{ '\x4' }}"#, [#"`\x` needs 2 hexadecimal digits @ \x4"#]),
  (#"{{ '\N' }}"#, [#"`\N` needs a character's name in braces @ \N"#]),
  (#"{{ '\Uffffffff' }}"#, [#"`\U` names a character beyond U+10FFFF @ \Uffffffff"#]),
  (
    #"{{resolve:ssm:/a/b:1}}"#,
    [#"`{{resolve:…}}` is read as a Jinja expression @ {{resolve:ssm:/a/b:1}}"#]
  ),
  (
    #"'{{ resolve:secretsmanager:$x }}' {{ a }}"#,
    [#"`{{resolve:…}}` is read as a Jinja expression @ {{ resolve:secretsmanager:$x }}"#]
  ),
  (
    #"{% include 'a' %}"#,
    [#"`include` loads another template, which is not followed @ {% include 'a' %}"#]
  ),
  (#"{% from 'a' import _b %}"#, [#"`_b` begins with an underscore and is private @ _b"#]),
  (#"{% import 'a' %}"#, [#"expected `as`, found `%}` @ %}"#]),
  (#"{% if a is defined if b %}{% endif %}"#, [#"expected `%}`, found `b` @ b"#]),
  (#"{% endif x %}"#, [#"`endif` without `if` @ endif"#]),
  (#"{% if a %}{% endif x %}"#, [#"expected `%}`, found `x` @ x"#]),
  (#"{{ 007 }}"#, [#"expected `}}`, found `7` @ 7"#]),
  (#"{{ a.1.5e }}"#, [#"expected `}}`, found `e` @ e"#]),
  (#"{% if"#, [#"`{%` is never closed @ {%"#]),
  (#"{{ a |\#n  b }\#n{{ c }}"#, [#"`{{` is never closed @ {{"#]),
  (#"${{ a }} {{ 'é' é² }}"#, [#"expected `}}`, found `é` @ é"#]),
  (#"{{ a ; b }}"#, [#"expected `}}`, found `;` @ ;"#]),
  (#"{{ a | }}"#, [#"expected a filter's name, found `}}` @ }}"#]),
  (#"{{ a is }}"#, [#"expected a test's name, found `}}` @ }}"#]),
  (#"{{ x[a b] }}"#, [#"expected `,` or `]`, found `b` @ b"#]),
  (#"{{ """a\#nb""" 'a\#nb' x 'a\#nb' }}"#, [#"expected `}}`, found `x` @ x"#]),
]
