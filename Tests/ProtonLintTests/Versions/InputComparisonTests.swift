import Testing

@testable import ProtonLint

/// The type of the inputs before and after, and what the comparison says of it.
private let table: [(old: String, new: String, changes: String)] = [
  // Nothing that a spec could notice
  ("properties: {a: {type: string}}", "properties: {'a': {'type': 'string'}}", "file"),
  (
    "properties: {a: {type: integer, minimum: 1, default: 2}}",
    "properties: {a: {default: 2.0, minimum: 1.0, type: integer}}", "file"
  ),
  ("properties: {a: {type: string, minLength: 0}}", "properties: {a: {type: string}}", "file"),
  // Properties
  (
    "properties: {}", "properties: {a: {type: string}}",
    "input-added a compatible"
  ),
  (
    "properties: {}", "required: [a], properties: {a: {type: string}}",
    "required-input-added a minor-refused"
  ),
  (
    "properties: {}", "required: [a], properties: {a: {type: string, default: x}}",
    "input-added a compatible"
  ),
  ("properties: {a: {type: string}}", "properties: {}", "input-removed a minor-refused"),
  (
    "properties: {port: {type: integer, title: A}}", "properties: {ports: {type: integer}}",
    "input-renamed port minor-refused"
  ),
  (
    "properties: {port: {type: integer}}", "properties: {ports: {type: string}}",
    "input-removed port minor-refused; input-added ports compatible"
  ),
  // Need and defaults
  (
    "properties: {a: {type: string}}", "required: [a], properties: {a: {type: string}}",
    "input-now-required a minor-refused"
  ),
  (
    "required: [a], properties: {a: {type: string, default: x}}",
    "required: [a], properties: {a: {type: string}}", "input-now-required a minor-refused"
  ),
  (
    "required: [a], properties: {a: {type: string}}", "properties: {a: {type: string}}",
    "input-now-optional a compatible"
  ),
  (
    "properties: {a: {type: string, default: x}}", "properties: {a: {type: string, default: y}}",
    "default-changed a changes-infrastructure"
  ),
  (
    "properties: {a: {type: string, default: x}}", "properties: {a: {type: string}}",
    "default-removed a changes-infrastructure"
  ),
  (
    "properties: {a: {type: string}}", "properties: {a: {type: string, default: x}}",
    "default-added a changes-infrastructure"
  ),
  // Types
  (
    "properties: {a: {type: string}}", "properties: {a: {type: integer, minimum: 1}}",
    "type-changed a minor-refused"
  ),
  (
    "properties: {a: {type: integer}}", "properties: {a: {type: number}}",
    "type-widened a may-break"
  ),
  (
    "properties: {a: {type: array, items: {type: string}}}",
    "properties: {a: {type: array, items: {type: integer}}}", "type-changed a[] minor-refused"
  ),
  // Values
  (
    "properties: {a: {type: string, enum: [x, y]}}", "properties: {a: {type: string, enum: [x]}}",
    "enum-value-removed a minor-refused"
  ),
  (
    "properties: {a: {type: string, enum: [x]}}", "properties: {a: {type: string, enum: [y]}}",
    "enum-value-removed a minor-refused; enum-value-added a compatible"
  ),
  (
    "properties: {a: {type: string}}", "properties: {a: {type: string, enum: [x]}}",
    "enum-added a minor-refused"
  ),
  (
    "properties: {a: {type: string, enum: [x]}}", "properties: {a: {type: string}}",
    "enum-removed a compatible"
  ),
  (
    "properties: {a: {type: integer, minimum: 1, maximum: 9}}",
    "properties: {a: {type: integer, minimum: 2, maximum: 10}}",
    "bound-tightened a minor-refused; bound-loosened a compatible"
  ),
  (
    "properties: {a: {type: number, minimum: 1}}",
    "properties: {a: {type: number, minimum: 1, exclusiveMinimum: true}}",
    "bound-tightened a minor-refused"
  ),
  (
    "properties: {a: {type: integer, minimum: 1, exclusiveMinimum: true}}",
    "properties: {a: {type: integer, minimum: 2}}", "file"
  ),
  (
    "properties: {a: {type: integer, enum: [2, 4]}}",
    "properties: {a: {type: integer, enum: [2, 4], maximum: 4}}", "bound-tightened a compatible"
  ),
  (
    "properties: {a: {type: string, maxLength: 9}}", "properties: {a: {type: string}}",
    "bound-loosened a compatible"
  ),
  (
    "properties: {a: {type: string}}", "properties: {a: {type: string, minLength: 1}}",
    "bound-tightened a minor-refused"
  ),
  (
    "properties: {a: {type: array, items: {type: string}}}",
    "properties: {a: {type: array, maxItems: 3, uniqueItems: true, items: {type: string}}}",
    "bound-tightened a minor-refused; bound-tightened a minor-refused"
  ),
  (
    "properties: {a: {type: integer, multipleOf: 4}}",
    "properties: {a: {type: integer, multipleOf: 2}}", "bound-loosened a compatible"
  ),
  (
    "properties: {a: {type: integer, multipleOf: 4}}",
    "properties: {a: {type: integer, multipleOf: 3}}", "bound-tightened a minor-refused"
  ),
  (
    "properties: {a: {type: string}}", "properties: {a: {type: string, pattern: '^x'}}",
    "pattern-added a may-break"
  ),
  (
    "properties: {a: {type: string, enum: [x, xy]}}",
    "properties: {a: {type: string, enum: [x, xy], pattern: '^x'}}", "pattern-added a compatible"
  ),
  (
    "properties: {a: {type: string, pattern: '^x'}}",
    "properties: {a: {type: string, pattern: '^y'}}", "pattern-changed a may-break"
  ),
  (
    "properties: {a: {type: string, pattern: '^x'}}", "properties: {a: {type: string}}",
    "pattern-removed a compatible"
  ),
  (
    "properties: {a: {type: string}}", "properties: {a: {type: string, format: date}}",
    "format-added a may-break"
  ),
  (
    "properties: {a: {type: string, nullable: true}}", "properties: {a: {type: string}}",
    "nullable-removed a minor-refused"
  ),
  (
    "properties: {a: {type: string}}", "properties: {a: {type: string, nullable: true}}",
    "nullable-added a compatible"
  ),
  (
    "properties: {a: {type: string}}",
    "properties: {a: {type: string, title: A, description: B}}", "annotation-changed a compatible"
  ),
  (
    "properties: {a: {type: string, anyOf: [{maxLength: 3}]}}", "properties: {a: {type: string}}",
    "composition-changed a may-break"
  ),
  // Objects
  (
    "properties: {}", "properties: {}, additionalProperties: false",
    "object-closed Input minor-refused"
  ),
  (
    "properties: {}, additionalProperties: false", "properties: {}",
    "object-opened Input compatible"
  ),
  (
    "properties: {}, additionalProperties: true",
    "properties: {}, additionalProperties: {type: string}", "object-closed Input may-break"
  ),
  (
    "properties: {o: {type: object, properties: {a: {type: string}}}}",
    "properties: {o: {type: object, required: [b], properties: {a: {type: string}, b: {type: string}}}}",
    "required-input-added o.b minor-refused"
  ),
  (
    "properties: {l: {type: array, items: {type: object, properties: {a: {type: integer, maximum: 9}}}}}",
    "properties: {l: {type: array, items: {type: object, properties: {a: {type: integer, maximum: 8}}}}}",
    "bound-tightened l[].a minor-refused"
  ),
]

@Test(arguments: table)
func inputsAreCompared(old: String, new: String, changes: String) {
  let header = "service_input_type"
  let found = VersionFixture.lines(
    VersionFixture.service(schema: VersionFixture.schema(header, old)),
    VersionFixture.service(schema: VersionFixture.schema(header, new)))
  let expected =
    changes == "file"
    ? "file-changed schema/schema.yaml compatible" : changes
  #expect(found.joined(separator: "; ") == expected)
}

@Test func typesAreKnownByTheirHeaders() {
  let old = """
    schema:
      format: {openapi: "3.0.0"}
      service_input_type: Old
      types:
        Old: {type: object, properties: {tag: {$ref: '#/Tag'}}}
        Tag: {type: object, properties: {key: {type: string, maxLength: 9}}}
    """
  let new = """
    schema:
      format: {openapi: "3.0.0"}
      service_input_type: New
      types:
        Label: {type: object, properties: {key: {type: string, maxLength: 8}}}
        New: {type: object, properties: {tag: {$ref: '#/Label'}}}
    """
  #expect(
    VersionFixture.lines(
      VersionFixture.service(schema: old), VersionFixture.service(schema: new))
      == ["bound-tightened tag.key minor-refused"])
}

/// A default that nobody needs may go; one that a template relies on may not.
@Test(arguments: [
  ("{{ service_instance.inputs.a }}", "default-removed a breaks-updates"),
  ("{{ service_instance.inputs.a | default('x') }}", "default-removed a changes-infrastructure"),
])
func removedDefaultsAreTracedToTheirReads(read: String, expected: String) {
  let template =
    "Resources:\n  P: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: \"\(read)\"}}\n"
  let schema = { (input: String) in
    VersionFixture.schema("service_input_type", "properties: {a: {\(input)}}")
  }
  let found = VersionFixture.lines(
    VersionFixture.service(schema: schema("type: string, default: x"), template: template),
    VersionFixture.service(schema: schema("type: string"), template: template))
  #expect(found.filter { $0.hasPrefix("default") } == [expected])
}
