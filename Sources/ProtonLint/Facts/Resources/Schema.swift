/// What a value of a template may be: a schema of the table of resource types, read in place.
///
/// A number alone; the table answers what it says. 0 is the schema that permits everything.
public struct Schema: Hashable, Sendable {
  let word: UInt32

  public static let anything = Schema(word: 0)
}

/// The kinds of JSON values. Scalars of templates are taken loosely: `"80"` is an integer, too.
public struct ValueKinds: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let null = ValueKinds(rawValue: 1)
  public static let boolean = ValueKinds(rawValue: 2)
  public static let integer = ValueKinds(rawValue: 4)
  public static let number = ValueKinds(rawValue: 8)
  public static let string = ValueKinds(rawValue: 16)
  public static let array = ValueKinds(rawValue: 32)
  public static let object = ValueKinds(rawValue: 64)
  /// Nothing is permitted at all.
  static let never = ValueKinds(rawValue: 128)

  public static let scalar: ValueKinds = [.boolean, .integer, .number, .string]
}

struct SchemaFlags: OptionSet, Hashable, Sendable {
  let rawValue: UInt16

  /// No other properties than those named or matched.
  static let isClosed = SchemaFlags(rawValue: 1)
  static let hasUniqueItems = SchemaFlags(rawValue: 2)
  /// Scalars are of one kind alone: `"80"` is no integer here.
  static let isStrict = SchemaFlags(rawValue: 4)
}

/// What a schema can say beyond kinds and flags, and what its operand is.
enum SchemaKeyword: UInt32 {
  /// List of: name, schema; sorted by name.
  case properties = 1
  /// List of: name (a pattern), schema.
  case patternProperties = 2
  /// Schema.
  case additionalProperties = 3
  /// Schema.
  case propertyNames = 4
  /// List of names.
  case required = 5
  /// List of names: at least one of them.
  case requiredOr = 6
  /// List of names: exactly one of them.
  case requiredXor = 7
  /// List of: name, list of names.
  case dependentRequired = 8
  /// List of: name, list of names.
  case dependentExcluded = 9
  /// Count.
  case minProperties = 10
  /// Count.
  case maxProperties = 11
  /// Schema.
  case items = 12
  /// List of schemas.
  case prefixItems = 13
  /// Schema.
  case contains = 14
  /// Count.
  case minItems = 15
  /// Count.
  case maxItems = 16
  /// List of names: no two elements agree in all of these properties.
  case uniqueKeys = 17
  /// List of values: name of the text × 8 + kind (0 string, 1 number, 2 boolean, 3 null, 4 other).
  case values = 18
  /// The same, whatever the case of letters.
  case valuesIgnoringCase = 19
  /// Name.
  case pattern = 21
  /// Name.
  case format = 22
  /// Count.
  case minLength = 23
  /// Count.
  case maxLength = 24
  /// Index of a number.
  case minimum = 25
  /// Index of a number.
  case maximum = 26
  /// Index of a number.
  case exclusiveMinimum = 27
  /// Index of a number.
  case exclusiveMaximum = 28
  /// Index of a number.
  case multipleOf = 29
  /// List of schemas.
  case allOf = 30
  /// List of schemas.
  case anyOf = 31
  /// List of schemas.
  case oneOf = 32
  /// Schema.
  case not = 33
  /// List of three schemas: if, then, else.
  case conditional = 34
  /// List of three: name of one of our rules, schema that holds besides, 1 where each violation is
  /// a finding of its own (0: they are one).
  case ruled = 35
  /// List of: name, schema that the whole must fit where the name is present.
  case dependentSchemas = 36
  /// Count: of elements that differ.
  case maxUniqueItems = 37
}
