/// Templates that several tests use.
enum JinjaCases {
  /// What one would not think of, and Jinja takes.
  static let accepted: [String] = [
    "", "\n", "text", "{#", "a {#-", "{% raw %}", "{% raw -%}\n ", "{% if a: %}{% endif %}",
    "{{ if }}", "{{ a is not not }}", "{{ a[] }}", "{{ a[1:2, 3] }}", "{{ () }}", "{{ {{}: 1} }}",
    "{% set () = a %}", "{% print %}", "{% with %}{% endwith %}",
    "{% for in in y, recursive %}{% endfor %}",
    "{{ f(1)(2)|g(3)(4) }}", "{{ a|b.c.d }}", "{{ a.b.0.c }}", "{{ {'a': {}} }}", "{{-1}}",
    "{{+1}}",
    "{{ -a ** -b|f }}", "{{ 1 if 2 if 3 }}", "{{ a not in b }}", "{% block a %}{% endblock a %}",
    "{% from 'a' import b, with context %}", "{{ 'a' 'b' }}", "{{ '\\\u{E9}' }}",
    "{% include a ignore missing without context %}", "{{ a\u{A0}+\u{3000}b }}", "{{ 'a }} b' }}",
    "{{ '\\N{BULLET}' }}",
  ]
}
