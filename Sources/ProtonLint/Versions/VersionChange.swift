/// One difference between two versions of a bundle, and what it means for those that use it.
public struct VersionChange: Sendable {
  /// What changed; the raw value names it in reports.
  public enum Kind: String, Sendable, CaseIterable {
    // The template as a whole
    case bundleAdded = "bundle-added"
    case bundleRemoved = "bundle-removed"
    case kindChanged = "kind-changed"
    case pipelineAdded = "pipeline-added"
    case pipelineRemoved = "pipeline-removed"
    case engineChanged = "engine-changed"
    case fileChanged = "file-changed"
    case fileAdded = "file-added"
    case fileRemoved = "file-removed"
    // Registration
    case environmentAdded = "compatible-environment-added"
    case environmentRemoved = "compatible-environment-removed"
    case componentsAllowed = "components-allowed"
    case componentsRefused = "components-refused"
    // Inputs
    case inputAdded = "input-added"
    case requiredInputAdded = "required-input-added"
    case inputRemoved = "input-removed"
    case inputRenamed = "input-renamed"
    case inputNowRequired = "input-now-required"
    case inputNowOptional = "input-now-optional"
    case typeChanged = "type-changed"
    case typeWidened = "type-widened"
    case enumAdded = "enum-added"
    case enumRemoved = "enum-removed"
    case enumValueAdded = "enum-value-added"
    case enumValueRemoved = "enum-value-removed"
    case boundTightened = "bound-tightened"
    case boundLoosened = "bound-loosened"
    case patternAdded = "pattern-added"
    case patternChanged = "pattern-changed"
    case patternRemoved = "pattern-removed"
    case formatAdded = "format-added"
    case formatChanged = "format-changed"
    case formatRemoved = "format-removed"
    case nullableAdded = "nullable-added"
    case nullableRemoved = "nullable-removed"
    case objectClosed = "object-closed"
    case objectOpened = "object-opened"
    case compositionChanged = "composition-changed"
    case defaultAdded = "default-added"
    case defaultChanged = "default-changed"
    case defaultRemoved = "default-removed"
    case annotationChanged = "annotation-changed"
    // Outputs
    case outputAdded = "output-added"
    case outputRemoved = "output-removed"
    case outputRenamed = "output-renamed"
    case outputNowConditional = "output-now-conditional"
    case outputChanged = "output-changed"
    // Resources
    case resourceAdded = "resource-added"
    case resourceRemoved = "resource-removed"
    case resourceRenamed = "resource-renamed"
    case resourceReplaced = "resource-replaced"
    case resourceTypeChanged = "resource-type-changed"
    case resourceChanged = "resource-changed"
  }

  /// What it does to those that use the version before.
  public enum Effect: String, Sendable, CaseIterable {
    case compatible
    /// Specs and services stay as they are; what is deployed does not.
    case changesInfrastructure = "changes-infrastructure"
    /// It could not be shown that what was good before still is.
    case mayBreak = "may-break"
    /// Existing specs need not be valid any more, so Proton refuses it as a minor version.
    case minorRefused = "minor-refused"
    /// What other templates read is not there any more. Proton never checks that.
    case breaksServices = "breaks-services"
    /// What is deployed cannot be updated to it.
    case breaksUpdates = "breaks-updates"
    /// No version of the same template can have it.
    case needsNewTemplate = "needs-new-template"

    public var step: VersionStep {
      switch self {
      case .compatible, .changesInfrastructure: .minor
      case .mayBreak, .minorRefused, .breaksServices, .breaksUpdates: .major
      case .needsNewTemplate: .newTemplate
      }
    }
  }

  /// A place in another template that reads what changed.
  public struct Reader: Sendable, Hashable {
    /// The name of the bundle that reads it.
    public let bundle: String
    public let place: Span
    /// Whether it is one of the version before.
    public let isOld: Bool
    /// Whether the reader asks first whether it is there.
    public let isGuarded: Bool
  }

  public let kind: Kind
  public let effect: Effect
  public let severity: Severity
  /// Lower case, no full stop, names from the source in backticks.
  public let message: String
  /// Where it stood in the version before, in the sources of that version.
  public let old: Label?
  /// Where it stands now, or where it is missing.
  public let new: Label?
  public let readers: [Reader]
  public let help: String?
  /// The name of what changed: the path of an input, an output, a logical id.
  public let subject: String

  init(
    _ kind: Kind, _ effect: Effect, _ severity: Severity, _ message: String,
    of subject: String, old: Label? = nil, new: Label? = nil, readers: [Reader] = [],
    help: String? = nil
  ) {
    self.kind = kind
    self.effect = effect
    self.severity = severity
    self.message = message
    self.subject = subject
    self.old = old
    self.new = new
    self.readers = readers
    self.help = help
  }

  /// With the severity that such an effect most often has.
  init(
    _ kind: Kind, _ effect: Effect, _ message: String, of subject: String, old: Label? = nil,
    new: Label? = nil, readers: [Reader] = [], help: String? = nil
  ) {
    self.init(
      kind, effect, effect.usualSeverity, message, of: subject, old: old, new: new,
      readers: readers, help: help)
  }
}

extension VersionChange.Effect {
  fileprivate var usualSeverity: Severity {
    switch self {
    case .compatible, .changesInfrastructure: .note
    case .mayBreak: .warning
    case .minorRefused, .breaksServices, .breaksUpdates, .needsNewTemplate: .error
    }
  }
}

/// Which version number a change asks for.
public enum VersionStep: String, Sendable, Comparable, CaseIterable {
  case none, minor, major
  /// The mode of a template cannot change, whatever the number.
  case newTemplate = "new-template"

  public static func < (left: VersionStep, right: VersionStep) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .none: 0
    case .minor: 1
    case .major: 2
    case .newTemplate: 3
    }
  }
}
