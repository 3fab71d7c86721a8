/// Something wrong with a call of a function, as far as the template tells.
public struct FunctionFault: Sendable {
  public enum Kind: Hashable, Sendable {
    /// Too few or too many arguments; what is expected is in words.
    case argumentCount(expected: String, found: Int)
    /// An argument of the wrong kind, all three in words: "the delimiter", "text", "a list".
    case argumentKind(argument: String, wanted: String, found: String)
    /// An object without a key that it needs, or with one that it must not have.
    case missingKey(String)
    case strangeKey(String, permitted: [String])
    /// A function that may not stand in this argument of another one.
    case functionInside(inner: String, argument: String)
    /// A function in a part of the template that does not have it.
    case misplaced(place: String)
    /// A key or a tag that looks like a function and is none.
    case unknownFunction
    /// The function is one key among others.
    case keyBesideFunction(other: String)
    /// What is written needs a transform that the template does not declare.
    case missingTransform(String, feature: String)
    /// A mapping without a key that is looked up in it. `mapping` is a path: `Images.us-east-1`.
    case unknownKey(String, mapping: String, keys: [String], keysSpan: Span)
    case indexOutOfRange(Int, count: Int)
    /// An entry of the map of variables that the text of `Fn::Sub` does not mention.
    case unusedVariable(String)
    /// A resource where only what is known before the deployment may stand.
    case resourceTooEarly(String, place: String)
    /// A resource that a condition leaves out when the reference to it is there.
    case absentResource(String, named: Span, condition: String)
    /// A loop over values that the template does not hold.
    case openLoop
    case malformedDynamicReference(reason: String)
    case misplacedDynamicReference(place: String)
    /// `{{ resolve:…}}` with spaces, which is text.
    case spacedDynamicReference
  }

  public let kind: Kind
  /// The long name of the function, or what stands for one: `Fn::Sub`, `!Subb`.
  public let function: String
  public let span: Span
  /// When what is wrong is there.
  public let condition: Condition
}
