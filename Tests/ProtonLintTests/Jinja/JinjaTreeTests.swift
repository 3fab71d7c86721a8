import ProtonLint
import Testing

@Test(arguments: treeCases)
func jinjaTemplateGivesTree(_ template: String, _ expected: String) {
  let tree = parseJinja(Array(template.utf8), file: SourceFile.ID(index: 0))
  #expect(tree.problems.filter { $0.kind == .malformed }.isEmpty)
  #expect(dump(tree) == expected + "\n")
}

@Test(arguments: recoveryCases)
func brokenJinjaTemplateKeepsTheRest(_ template: String, _ expected: String) {
  let tree = parseJinja(Array(template.utf8), file: SourceFile.ID(index: 0))
  #expect(!tree.problems.isEmpty)
  #expect(dump(tree) == expected + "\n")
}

private let treeCases: [(String, String)] = [
  (
    #"a\#n{{ b.c }}\#n"#,
    #"""
    0..<2 text "a\n"
    2..<11 output
      5..<8 attribute c 7..<8
        5..<6 name b
    """#
  ),
  (
    #"a\#r\#nb\#rc\#r\#n"#,
    #"""
    0..<1 text "a"
    2..<4 text "\nb"
    4..<5 newline
    5..<6 text "c"
    """#
  ),
  (
    #"x {{- a -}} y"#,
    #"""
    0..<1 text "x"
    2..<11 output
      6..<7 name a
    12..<13 text "y"
    """#
  ),
  (
    #"{% raw -%} {{ b }} {%- endraw %}!{# c -#} z"#,
    #"""
    11..<18 text "{{ b }}"
    32..<33 text "!"
    42..<43 text "z"
    """#
  ),
  (
    #"{% if a %}1{% elif b.c %}2{% else %}3{% endif %}"#,
    #"""
    0..<48 if
      0..<10 branch
        6..<7 if name a
        10..<11 body
          10..<11 text "1"
      11..<25 branch
        19..<22 if attribute c 21..<22
          19..<20 name b
        25..<26 body
          25..<26 text "2"
      26..<36 else
        36..<37 body
          36..<37 text "3"
    """#
  ),
  (
    #"{% for k, v in d.items() if v recursive %}{{ k }}{% else %}none{% endfor %}"#,
    #"""
    0..<75 for (k, v) recursive
      15..<24 in call
        15..<22 attribute items 17..<22
          15..<16 name d
      28..<29 if name v
      body
        42..<49 output
          45..<46 name k
      else
        59..<63 text "none"
    """#
  ),
  (
    #"{% set a, ns.b = 1, 'x' %}{% set c | upper | default(d, boolean=true) %}t{% endset %}"#,
    #"""
    0..<26 set (a, ns.b)
      17..<23 tuple
        17..<18 integer 1
        20..<23 string "x"
    26..<85 set block c
      37..<42 filter upper
      45..<52 filter default
        53..<54 name d
        64..<68 boolean = true
      body
        72..<73 text "t"
    """#
  ),
  (
    #"{% with a = 1, b = 2 %}{{ a }}{% endwith %}"#,
    #"""
    0..<43 with
      12..<13 a = integer 1
      19..<20 b = integer 2
      body
        23..<30 output
          26..<27 name a
    """#
  ),
  (
    #"{% macro m(a, b=1) %}{{ a }}{% endmacro %}{% call(x) m(1, *l, k=2, **d) %}y{% endcall %}"#,
    #"""
    0..<42 macro m
      parameter a
      16..<17 b = integer 1
      body
        21..<28 output
          24..<25 name a
    42..<88 call block
      parameter x
      53..<71 call
        53..<54 name m
        55..<56 integer 1
        64..<65 k = integer 2
        59..<60 * name l
        69..<70 ** name d
      body
        74..<75 text "y"
    """#
  ),
  (
    #"{% filter upper %}x{% endfilter %}{% autoescape true %}y{% endautoescape %}{% block b %}z{% endblock b %}"#,
    #"""
    0..<34 filter block
      10..<15 filter upper
      body
        18..<19 text "x"
    34..<75 autoescape
      48..<52 bool true
      body
        55..<56 text "y"
    75..<105 block b
      body
        88..<89 text "z"
    """#
  ),
  (
    #"{{ a[1] ~ b.0 ~ c[1:2:3] ~ d['k'] }}"#,
    #"""
    0..<36 output
      3..<33 ~
        3..<7 item
          3..<4 name a
          5..<6 integer 1
        10..<13 item
          10..<11 name b
          12..<13 integer 0
        16..<24 slice
          16..<17 name c
          18..<19 from integer 1
          20..<21 to integer 2
          22..<23 step integer 3
        27..<33 item
          27..<28 name d
          29..<32 string "k"
    """#
  ),
  (
    #"{{ -a ** 2 * 3 + 4 % 5 // 6 / 7 - 8 }}"#,
    #"""
    0..<38 output
      3..<35 -
        3..<31 +
          3..<14 *
            3..<10 **
              3..<5 unary -
                4..<5 name a
              9..<10 integer 2
            13..<14 integer 3
          17..<31 /
            17..<27 //
              17..<22 %
                17..<18 integer 4
                21..<22 integer 5
              26..<27 integer 6
            30..<31 integer 7
        34..<35 integer 8
    """#
  ),
  (
    #"{{ not a == 1 < 2 in c and d or e not in f }}"#,
    #"""
    0..<45 output
      3..<42 or
        3..<28 and
          3..<22 not
            7..<22 comparison
              7..<8 name a
              12..<13 == integer 1
              16..<17 < integer 2
              21..<22 in name c
          27..<28 name d
        32..<42 comparison
          32..<33 name e
          41..<42 not in name f
    """#
  ),
  (
    #"{{ a | f('x', y=1) | g.h is not divisibleby 3 }}"#,
    #"""
    0..<48 output
      3..<45 is not divisibleby 32..<43
        3..<24 filter g.h 21..<24
          3..<18 filter f 7..<8
            3..<4 name a
            9..<12 string "x"
            16..<17 y = integer 1
        44..<45 integer 3
    """#
  ),
  (
    #"{{ [1, 2.5, 1_000, 99999999999999999999] }}{{ {'a': none, 'b': True} }}"#,
    #"""
    0..<43 output
      3..<40 list
        4..<5 integer 1
        7..<10 float 2.5
        12..<17 integer 1000
        19..<39 integer 99999999999999999999
    43..<71 output
      46..<68 dict
        47..<50 string "a"
        52..<56 none
        58..<61 string "b"
        63..<67 true
    """#
  ),
  (
    #"{{ 'a\n' "b\u00e9" }}"#,
    #"""
    0..<21 output
      3..<18 string "a\nbé"
    """#
  ),
  (
    #"{{ a if b else c if d }}"#,
    #"""
    0..<24 output
      3..<21 conditional
        3..<4 name a
        8..<9 if name b
        15..<21 else conditional
          15..<16 name c
          20..<21 if name d
    """#
  ),
  (
    #"{% print a, 1 %}{% include 'x' %}"#,
    #"""
    0..<16 output
      9..<10 name a
    0..<16 output
      12..<13 integer 1
    16..<33 unsupported include
    """#
  ),
]

/// Trees of templates that are not valid: the rest is still there.
private let recoveryCases: [(String, String)] = [
  (
    #"{{ (a }} x {{ b }}"#,
    #"""
    8..<11 text " x "
    11..<18 output
      14..<15 name b
    """#
  ),
  (
    #"{{ a }\#nx: {{ b }}\#n"#,
    #"""
    6..<10 text "\nx: "
    10..<17 output
      13..<14 name b
    """#
  ),
  (
    #"{{ a\#nb: '{{ c }}'\#n"#,
    #"""
    0..<4 output
      3..<4 name a
    4..<9 text "\nb: \'"
    9..<16 output
      12..<13 name c
    16..<17 text "\'"
    """#
  ),
  (
    #"{% if a \#nb: {{ c }}\#n{% endif %}\#n"#,
    #"""
    0..<31 if
      0..<8 branch
        6..<7 if name a
        8..<20 body
          8..<12 text "\nb: "
          12..<19 output
            15..<16 name c
          19..<20 text "\n"
    """#
  ),
  (
    #"{% if a }}x{% endif %}"#,
    #"""
    0..<22 if
      0..<10 branch
        6..<7 if name a
        10..<11 body
          10..<11 text "x"
    """#
  ),
  (
    #"{# c\#nx: {{ a }}\#n"#,
    #"""
    4..<8 text "\nx: "
    8..<15 output
      11..<12 name a
    """#
  ),
  (
    #"{% raw %}{{ a }}"#,
    #"""
    9..<16 text "{{ a }}"
    """#
  ),
  (
    #"{% if a %}{% for x in y %}{% endif %}{% endfor %}"#,
    #"""
    0..<37 if
      0..<10 branch
        6..<7 if name a
        10..<26 body
          10..<26 for x
            22..<23 in name y
            body
    """#
  ),
  (
    #"{% for x in y %}{% if a %}{% endfor %}"#,
    #"""
    0..<38 for x
      12..<13 in name y
      body
        16..<26 if
          16..<26 branch
            22..<23 if name a
            26..<26 body
    """#
  ),
  (
    #"{% if a %}{% for x in y %}{% elif b %}c{% endif %}"#,
    #"""
    0..<50 if
      0..<10 branch
        6..<7 if name a
        10..<26 body
          10..<26 for x
            22..<23 in name y
            body
      26..<38 branch
        34..<35 if name b
        38..<39 body
          38..<39 text "c"
    """#
  ),
  (
    #"{% if a == %}b{% else %}c{% endif %}"#,
    #"""
    0..<36 if
      0..<13 branch
        5..<11 if none
        13..<14 body
          13..<14 text "b"
      14..<24 else
        24..<25 body
          24..<25 text "c"
    """#
  ),
  (
    #"{% for x of y %}{{ x }}{% endfor %}"#,
    #"""
    0..<35 for x
      6..<14 in none
      body
        16..<23 output
          19..<20 name x
    """#
  ),
  (
    #"{% if a %}1{% else %}2{% else %}3{% endif %}"#,
    #"""
    0..<44 if
      0..<10 branch
        6..<7 if name a
        10..<11 body
          10..<11 text "1"
      11..<21 else
        21..<22 body
          21..<22 text "2"
      22..<32 else
        32..<33 body
          32..<33 text "3"
    """#
  ),
  (
    #"{% set x y %}z{% endset %}"#,
    #"""
    13..<14 text "z"
    """#
  ),
  (
    #"{% macro m(a=1, b) %}x{% endmacro %}"#,
    #"""
    0..<36 macro m
      13..<14 a = integer 1
      body
        21..<22 text "x"
    """#
  ),
  (
    #"'{{ resolve:secretsmanager:$x }}' {{ a }}"#,
    #"""
    0..<1 text "\'"
    1..<32 text "{{ resolve:secretsmanager:$x }}"
    32..<34 text "\' "
    34..<41 output
      37..<38 name a
    """#
  ),
  (
    #"{{ a |\#n  b }\#n{{ c }}"#,
    #"""
    6..<13 text "\n  b }\n"
    13..<20 output
      16..<17 name c
    """#
  ),
]
