import ProtonLint

/// The keywords of a schema object in OpenAPI 3.0, with the types that they restrict; none for
/// those that apply to all. See <https://spec.openapis.org/oas/v3.0.0#schema-object>.
let schemaKeywords: [String: Set<Symbol.ValueType>] = [
  "additionalProperties": [.map], "allOf": [], "anyOf": [], "default": [], "deprecated": [],
  "description": [], "discriminator": [], "enum": [], "example": [], "exclusiveMaximum": numeric,
  "exclusiveMinimum": numeric, "externalDocs": [], "format": [], "items": [.list],
  "maxItems": [.list], "maxLength": [.string], "maxProperties": [.map], "maximum": numeric,
  "minItems": [.list], "minLength": [.string], "minProperties": [.map], "minimum": numeric,
  "multipleOf": numeric, "not": [], "nullable": [], "oneOf": [], "pattern": [.string],
  "properties": [.map], "readOnly": [], "required": [.map], "title": [], "type": [],
  "uniqueItems": [.list], "writeOnly": [], "xml": [],
]

private let numeric: Set<Symbol.ValueType> = [.integer, .number]
