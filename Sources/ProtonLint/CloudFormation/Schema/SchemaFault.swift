/// A way in which a property does not fit what is known of its resource type.
public struct SchemaFault: Sendable {
  /// What is wrong, with what a message needs.
  public enum Kind: Sendable {
    case unknownProperty(String, permitted: [String])
    /// A property that may not stand here at all.
    case forbiddenProperty(String)
    case missingProperty(String)
    /// One of several is needed.
    case missingOneOf([String])
    /// Exactly one of several may stand here.
    case severalOf([String])
    /// The first is needed where the second is.
    case missingCompanion(String, of: String)
    /// The first must not stand beside the second.
    case excluded(String, by: String)
    case wrongKind(found: String, expected: ValueKinds)
    case refusedValue(String, permitted: [String])
    case patternMismatch(String, pattern: String)
    case malformed(String, format: String)
    /// `Ref` or `Fn::GetAtt` gives an identifier of something else.
    case wrongReference(gives: [String], wanted: String)
    case length(Int, minimum: Int?, maximum: Int?)
    case magnitude(String, limit: Double, bound: Bound)
    case itemCount(Int, minimum: Int?, maximum: Int?)
    case propertyCount(Int, minimum: Int?, maximum: Int?)
    case repeatedItem(String)
    case repeatedKey([String])
    /// The value, where it is one scalar.
    case fitsNoAlternative(String?)
    case fitsSeveralAlternatives
    case refusedForm
    /// What may be anything but this.
    case excludedValue(String)
  }

  public enum Bound: Sendable { case minimum, maximum, aboveMinimum, belowMaximum, multiple }

  /// What rules choose by.
  public enum Topic: Sendable {
    case unknownProperty, missingProperty, missingOneOf, missingCompanion, excluded,
      wrongKind, refusedValue, patternMismatch, malformed, wrongReference, length, magnitude,
      itemCount, repeatedItem, alternatives
    /// What is known beyond the registry's schemas, by the rule that the table names.
    case ruled
  }

  public let kind: Kind
  public let span: Span
  public let condition: Condition
  /// The rule that the table names, where the schema is one of its own.
  public internal(set) var rule: String?
  /// The name of the property, where it is not part of ``kind``.
  public let property: String

  public var topic: Topic {
    rule != nil ? .ruled : topicOfKind
  }

  /// The topic, whether the table names a rule or not.
  var topicOfKind: Topic {
    switch kind {
    case .unknownProperty, .forbiddenProperty: return .unknownProperty
    case .missingProperty: return .missingProperty
    case .missingOneOf: return .missingOneOf
    case .missingCompanion: return .missingCompanion
    case .excluded, .severalOf: return .excluded
    case .wrongKind: return .wrongKind
    case .refusedValue, .refusedForm, .excludedValue: return .refusedValue
    case .patternMismatch: return .patternMismatch
    case .malformed: return .malformed
    case .wrongReference: return .wrongReference
    case .length: return .length
    case .magnitude: return .magnitude
    case .itemCount, .propertyCount: return .itemCount
    case .repeatedItem, .repeatedKey: return .repeatedItem
    case .fitsNoAlternative, .fitsSeveralAlternatives: return .alternatives
    }
  }
}
