import Testing

@testable import ProtonLint

private func schema(_ text: String) throws -> InputSchema {
  let sources = SourceStore(["e/schema/schema.yaml": text])
  return try #require(Workspace(sources).bundles.first?.schema)
}

@Test func shapesOfInputs() throws {
  let schema = try schema(
    """
    schema:
      format: {openapi: "3.0.0"}
      service_input_type: In
      types:
        In:
          type: object
          required: [port, nobody]
          additionalProperties: false
          properties:
            port: {type: integer, minimum: 1, maximum: 65535, default: 80}
            size: {type: string, enum: [s, m, 3], minLength: 1, maxLength: 9, pattern: '^[a-z]+$'}
            tags: {type: array, minItems: 1, maxItems: 3, items: {$ref: '#/Tag'}}
            odd: {type: text, minimum: "1", maxLength: -1, minLength: 1.5, maxItems: 99999999999999999999, nullable: true, Default: x}
            loop: {$ref: '#/Loop'}
            nested: {type: object, properties: {a: {type: object, properties: {b: {type: boolean}}}}}
        Tag: {type: object, properties: {key: {type: string}}}
        Loop: {type: object, properties: {again: {$ref: '#/Loop'}}}
    """)
  let inputs = try #require(schema.serviceInputs)
  #expect(inputs.properties.map(\.name) == ["port", "size", "tags", "odd", "loop", "nested"])
  #expect(inputs.properties.filter(\.isRequired).map(\.name) == ["port"])
  #expect(!inputs.shape.allowsOthers)
  let port = try #require(inputs.property("port")).shape
  #expect(port.type == .integer && port.minimum == 1 && port.maximum == 65535)
  #expect(port.defaultValue?.value.text == "80")
  let size = try #require(inputs.property("size")).shape
  #expect(size.allowed?.map(\.text) == ["s", "m", "3"])
  #expect(size.minLength == 1 && size.maxLength == 9 && size.pattern?.text == "^[a-z]+$")
  let tags = try #require(inputs.property("tags")).shape
  #expect(tags.minItems == 1 && tags.maxItems == 3)
  #expect(tags.items?.properties.map(\.name) == ["key"])
  let odd = try #require(inputs.property("odd")).shape
  #expect(odd.type == nil && odd.typeName?.text == "text")
  #expect(odd.minimum == nil && odd.maxLength == nil && odd.minLength == nil)
  #expect(odd.maxItems == nil && odd.isNullable && odd.defaultValue?.key.text == "Default")
  let loop = try #require(inputs.property("loop")).shape
  #expect(loop.properties.map(\.name) == ["again"])
  #expect(loop.properties.first?.shape.properties.isEmpty == true)
  let nested = try #require(inputs.property("nested")).shape
  #expect(nested.properties.first?.shape.properties.first?.shape.type == .boolean)
}

@Test(arguments: [
  "", "a", "- a", "schema:", "schema: []", "schema: {service_input_type: [], types: a}",
  "schema: {service_input_type: A, types: {A: [], B: {properties: [], required: {}, enum: 3}}}",
])
func schemasThatAreHardlyOne(text: String) throws {
  let sources = SourceStore([
    "s/schema/schema.yaml": text, "s/instance_infrastructure/manifest.yaml": "",
  ])
  let bundle = try #require(Workspace(sources).bundles.first)
  #expect(bundle.schema?.serviceInputs?.properties.isEmpty ?? true)
  #expect(bundle.schemaFile != nil)
}

@Test func referencesCannotMultiply() throws {
  var text = "schema:\n  service_input_type: T0\n  types:\n"
  for level in 0..<20 {
    text += "    T\(level): {type: object, properties: {"
    text += (0..<8).map { "p\($0): {$ref: '#/T\(level + 1)'}" }.joined(separator: ", ")
    text += "}}\n"
  }
  #expect(try schema(text).types.count == 20)
}

@Test(arguments: [
  (".compatible-envs", "a:1\n\n  b-c:12 \r\n# note\nd\n", "a:1 b-c:12 d:-", "a:1|b-c:12|d"),
  (
    ".template-registration.yaml", "compatible_environments:\n  - a:1\n  - 'b:2'\n  - c\n",
    "a:1 b:2 c:-", "a:1|b:2|c"
  ),
  (".template-registration.yaml", "compatible_environment:\n  - a:1\n", "", ""),
  (".template-registration.yaml", "compatible_environments: a:1\n", "", ""),
])
func registrations(name: String, text: String, expected: String, places: String) throws {
  let sources = SourceStore([
    "s/v1/instance_infrastructure/manifest.yaml": "", "s/v1/\(name)": text,
  ])
  let registration = try #require(Workspace(sources).bundles.first?.registration)
  let words = registration.compatible.map {
    "\($0.name):\($0.majorVersion.map(String.init) ?? "-")"
  }
  #expect(words.joined(separator: " ") == expected)
  #expect(
    registration.compatible.map { sources.text(of: $0.span) }.joined(separator: "|") == places)
}
