/// What reports say of a fault.
extension SchemaFault {
  public var message: String { reason.map { "\(words): \($0)" } ?? words }

  private var words: String {
    switch kind {
    case .excluded(let name, _) where rule == "image-function-with-handler":
      "a function in an image takes no `\(name)`"
    case .forbiddenProperty(let name) where rule?.hasPrefix("ignored-") ?? false:
      "`\(name)` has no effect here"
    case .excludedValue(let value) where rule?.hasPrefix("deprecated-") ?? false:
      (value.isEmpty ? "this" : "`\(value.shortened)`") + " is deprecated"
    case .unknownProperty(let name, _): "there is no property `\(name)` here"
    case .forbiddenProperty(let name): "`\(name)` must not be set here"
    case .missingProperty(let name): "the property `\(name)` is missing\(inside)"
    case .missingOneOf(let names):
      "one of the properties \(quotedList(names)) is missing"
    case .severalOf(let names): "only one of \(quotedList(names)) may be set"
    case .missingCompanion(let name, let other): "`\(other)` needs `\(name)` beside it"
    case .excluded(let name, let other): "`\(name)` must not be set where `\(other)` is"
    case .wrongKind(let found, let expected):
      "\(subject) takes \(expected.words), and this is \(found)"
    case .refusedValue(let value, let permitted):
      "\(subject) does not take `\(value.shortened)`, but \(choice(permitted))"
    case .patternMismatch(let value, let pattern):
      patternWords[pattern].map { "`\(value.shortened)` is no \($0)" }
        ?? "`\(value.shortened)` does not match the pattern of \(subject): `\(pattern.shortened)`"
    case .malformed(let value, let format): "`\(value.shortened)` is not \(format)"
    case .wrongReference(let gives, let wanted):
      "\(subject) takes \(wanted), and this gives \(gives.joined(separator: " or "))"
    case .length(let count, let minimum, let maximum):
      "\(subject) has \(count) characters, and takes \(limits(minimum, maximum))"
    case .magnitude(let value, let limit, let bound):
      "\(subject) is `\(value.shortened)`, and takes \(bound.words) \(limit.words)"
    case .itemCount(let count, let minimum, let maximum):
      "\(subject) has \(counted(count, "element")), and takes \(limits(minimum, maximum))"
    case .propertyCount(let count, let minimum, let maximum):
      "\(subject) has \(counted(count, "property", "properties")), and takes \(limits(minimum, maximum))"
    case .repeatedItem(let text): "`\(text.shortened)` stands twice in \(subject)"
    case .repeatedKey(let keys): "two elements of \(subject) have the same \(quotedList(keys))"
    case .excludedValue(let value): "\(subject) must not be `\(value.shortened)`"
    case .fitsNoAlternative(let value?):
      "`\(value.shortened)` has none of the forms that \(subject) may have"
    case .fitsNoAlternative(nil): "\(subject) has none of the forms that it may have"
    case .fitsSeveralAlternatives: "\(subject) has several forms at once, and may have one"
    case .refusedForm: "\(subject) has a form that is refused here"
    }
  }

  /// What to do, where that can be told.
  public var help: String? {
    switch kind {
    case .unknownProperty(let name, let permitted):
      closestName(to: name, among: permitted).map { "Did you mean `\($0)`?" }
    case .refusedValue(let value, let permitted):
      closestName(to: value, among: permitted).map { "Did you mean `\($0)`?" }
    default: nil
    }
  }

  /// Where it is missing, below the properties of the resource itself.
  private var inside: String {
    property.isEmpty || property == "Properties" ? "" : " in `\(property)`"
  }

  private var subject: String { property.isEmpty ? "this" : "`\(property)`" }

  private func choice(_ permitted: [String]) -> String {
    guard permitted.count > 8 else { return quotedList(permitted) }
    return quotedList(Array(permitted.prefix(6)))
      + " and \(permitted.count - 6) others"
  }

  private func limits(_ minimum: Int?, _ maximum: Int?) -> String {
    minimum.map { "at least \($0)" } ?? maximum.map { "at most \($0)" } ?? "another number"
  }

  private func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(plural ?? noun + "s")"
  }
}

extension SchemaFault.Bound {
  fileprivate var words: String {
    switch self {
    case .minimum: "at least"
    case .maximum: "at most"
    case .aboveMinimum: "more than"
    case .belowMaximum: "less than"
    case .multiple: "multiples of"
    }
  }
}

extension Double {
  fileprivate var words: String {
    Int(exactly: self).map { "\($0)" } ?? "\(self)"
  }
}

extension ValueKinds {
  /// "a text", "a number or a list"
  public var words: String {
    var words: [String] = []
    // What is a text may look like a number or a boolean as well.
    if contains(.string) {
      words.append("a text")
    } else {
      if contains(.integer) { words.append(contains(.number) ? "a number" : "an integer") }
      if contains(.boolean) { words.append("`true` or `false`") }
    }
    if contains(.array) { words.append("a list") }
    if contains(.object) { words.append("a map") }
    return words.isEmpty ? "nothing" : words.joined(separator: " or ")
  }
}

/// What patterns stand for that say little to a reader.
private let patternWords = [
  #"^(arn:(aws[A-Za-z\-]*?|\*):[^:]+:[^:]*(:(?:\d{12}|\*|aws)?:.+|)|\*)$"#: "ARN, nor is it `*`",
  "^(?!aws:).+$": "key that a tag may have",
  "^[A-Za-z0-9]+$": "word of letters and digits",
]
