/// A statement of an IAM policy, wherever it stands.
///
/// See "IAM JSON policy elements reference" in the IAM user guide:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html>.
public struct PolicyStatement: Sendable {
  public enum Kind: Sendable {
    /// What its holder may do.
    case identity
    /// Who may assume a role.
    case trust
    /// Who may use a resource.
    case resource
  }

  /// A text that an element of a statement is known to be able to be.
  public struct Text: Sendable {
    public let text: String
    public let span: Span
    public let condition: Condition
  }

  public let kind: Kind
  /// The `Sid`, or `statement 2`: what tells it from the other statements of its resource.
  public let name: String
  public let value: Value
  /// Of the statement, beyond the condition of the resource.
  public let condition: Condition

  /// When the statement is there and allows; never where the effect is not known.
  public let allows: Condition
  /// Known and unknown values of `Action`, each with when it is there.
  public let actions: [Value.Alternative]
  public let resources: [Value.Alternative]
  /// The values of `Action` that are known: names and patterns.
  public let actionTexts: [Text]
  public let resourceTexts: [Text]

  /// Works out what every rule on policies asks for, once for all of them.
  init(kind: Kind, name: String, value: Value, condition: Condition) {
    self.kind = kind
    self.name = name
    self.value = value
    self.condition = condition
    let allow = value["Effect"]?.possibleTexts?.filter { $0.text == "Allow" } ?? []
    allows = condition.and(allow.reduce(.never) { $0.or($1.condition) })
    actions = value["Action"]?.elements ?? []
    resources = value["Resource"]?.elements ?? []
    actionTexts = actions.flatMap(\.texts)
    resourceTexts = resources.flatMap(\.texts)
  }

  /// Every `*` of `Resource`.
  public var everyResource: [Text] { resourceTexts.filter { $0.text == "*" } }

  public var conditions: Value? { value["Condition"].flatMap { $0.isNull ? nil : $0 } }

  /// When no `Condition` says of whom, from where or on what: demands on the transport narrow
  /// nothing.
  public var isUnnarrowed: Condition {
    guard let conditions else { return .always }
    return conditions.alternatives.filter { !$0.value.narrowsAccess }
      .reduce(.never) { $0.or($1.condition) }
  }

  /// The principals by kind: `AWS`, `Service`, `Federated`; a bare `*` counts as `AWS`.
  public var principals: [(kind: String, principal: Value.Alternative)] {
    guard let principal = value["Principal"] else { return [] }
    return principal.alternatives.flatMap { alternative -> [(String, Value.Alternative)] in
      guard case .map(let entries) = alternative.value.form else {
        return [("AWS", alternative)]
      }
      return entries.flatMap { entry in
        entry.value.elements.map { inner in
          (
            entry.key,
            Value.Alternative(
              condition: alternative.condition.and(inner.condition), value: inner.value)
          )
        }
      }
    }
  }

  /// Every `*` of `Principal`: anyone, with or without an AWS account.
  public var everyone: [Text] {
    principals.filter { $0.kind == "AWS" }.flatMap(\.principal.texts).filter { $0.text == "*" }
  }
}

extension PolicyStatement.Text {
  /// Of an action: `*`, in either spelling.
  public var isEveryAction: Bool { text == "*" || text == "*:*" }

  /// Of an action: the service that `s3:*` gives all of.
  public var wholeService: String? {
    guard !isEveryAction, let colon = text.firstIndex(of: ":") else { return nil }
    let name = text[text.index(after: colon)...]
    return !name.isEmpty && name.allSatisfy({ $0 == "*" }) ? String(text[..<colon]) : nil
  }
}

extension [PolicyStatement.Text] {
  /// When any of them is there.
  public var condition: Condition { reduce(.never) { $0.or($1.condition) } }
}

extension Value.Alternative {
  fileprivate var texts: [PolicyStatement.Text] {
    (value.possibleTexts ?? []).compactMap { possible in
      let condition = condition.and(possible.condition)
      guard !condition.isNever else { return nil }
      return PolicyStatement.Text(text: possible.text, span: value.span, condition: condition)
    }
  }
}

extension Value {
  /// Of a statement's `Condition`. What is not known is taken to narrow.
  fileprivate var narrowsAccess: Bool {
    switch form {
    case .null: false
    case .map(let operators):
      operators.contains { `operator` in
        guard case .map(let keys) = `operator`.value.form else { return true }
        return keys.contains { !transportKeys.contains($0.key.lowercased()) }
      }
    default: true
    }
  }
}

/// Condition keys on how a request is made, which whoever makes it can satisfy, in lower case.
///
/// Source: "AWS global condition context keys" in the IAM user guide, and "Actions, resources, and
/// condition keys for Amazon S3" in the service authorization reference.
private let transportKeys: Set<String> = [
  "aws:securetransport", "s3:authtype", "s3:signatureage", "s3:signatureversion", "s3:tlsversion",
  "s3:x-amz-acl", "s3:x-amz-server-side-encryption",
]
