/// A check, and all that a reader may want to know of it.
///
/// A rule is a value. To add one, write a `static let` in an extension of this type, in a file of
/// its own below `Sources/Rules`, and name it in `allRules`. Reports, `rules.md` and the tests
/// of the examples all read the same value, so they cannot disagree.
public struct Rule: Sendable, Identifiable {
  /// The name in reports and suppressions: kebab-case, naming the defect.
  public let id: String
  public let category: Category
  public let severity: Severity
  /// From 0.1 to 10.0 for a security rule; nil for any other.
  public let securitySeverity: Double?
  /// One line that completes the sentence "This rule finds…".
  public let finds: String
  /// Why it matters: what goes wrong, when, and for whom.
  public let why: String
  /// What to do about it, in general.
  public let fix: String
  /// The page that supports ``why``.
  public let source: String
  /// Ids of the same check in other tools (`CKV_AWS_24`).
  public let aliases: [String]
  public let presets: Set<Preset>
  private let makeExamples: @Sendable () -> [RuleExample]
  public let check: Check

  /// Made when they are asked for: a run over templates needs none.
  public var examples: [RuleExample] { makeExamples() }

  public enum Category: String, Sendable, CaseIterable {
    case syntax, bundle, schema, inputs, rendering, contracts, codeBuild, versions,
      structure, functions, properties, documents, cloudFormation, identity, network, logging
  }

  public enum Preset: String, Sendable, CaseIterable { case recommended, all, security, proton }

  public init(
    id: String, category: Category, severity: Severity, securitySeverity: Double? = nil,
    finds: String, why: String, fix: String, source: String, aliases: [String] = [],
    presets: Set<Preset> = [.recommended, .all],
    examples: @autoclosure @escaping @Sendable () -> [RuleExample], check: Check
  ) {
    self.id = id
    self.category = category
    self.severity = severity
    self.securitySeverity = securitySeverity
    self.finds = finds
    self.why = why
    self.fix = fix
    self.source = source
    self.aliases = aliases
    self.presets = presets
    makeExamples = examples
    self.check = check
  }
}

public enum Severity: String, Sendable, CaseIterable, Comparable {
  case note, warning, error

  public static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// What a rule looks at. The runner walks the model once and calls each rule where it asked.
public enum Check: Sendable {
  /// Called for each file that was read as a template, a manifest, a schema, a spec…
  case file(@Sendable (InterpretedFile) -> [Problem])
  /// Called once for each bundle.
  case bundle(@Sendable (TemplateBundle, Model) -> [Problem])
  /// Called for each path through each CloudFormation template; what it finds holds on that path.
  case template(@Sendable (CloudFormationTemplate, Model) -> [Problem])
  /// Called for each resource of the given types.
  case resource(ResourceTypes, @Sendable (Resource, ResourceGraph) -> [Problem])
  /// Reports the faults of one topic that properties have against what is known of their types;
  /// of the topic `ruled`, those that the table attributes to this rule.
  case schema(SchemaFault.Topic)
  /// Called for each path through each manifest whose commands CodeBuild runs.
  case codeBuild(@Sendable (CodeBuildProject, Model) -> [Problem])
  /// Called once, for questions that join bundles.
  case graph(@Sendable (Model) -> [Problem])
}

/// The native types that a check asks for, by language.
public struct ResourceTypes: Sendable {
  /// Nil: every type.
  public let cloudFormation: [String]?

  public static func cloudFormation(_ types: String...) -> ResourceTypes {
    ResourceTypes(cloudFormation: types)
  }

  public static let every = ResourceTypes(cloudFormation: nil)

  public init(cloudFormation: [String]?) { self.cloudFormation = cloudFormation }

  public func include(_ type: String) -> Bool { cloudFormation?.contains(type) ?? true }
}
