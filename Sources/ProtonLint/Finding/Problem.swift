/// What a rule has to say about one place.
///
/// A problem cannot be made without its primary label, so every report can point somewhere.
public struct Problem: Hashable, Sendable {
  /// What was observed: lower case, no full stop, names from the source in backticks.
  public let message: String
  /// The narrowest place that is wrong.
  public let primary: Label
  /// Places that explain the problem without being part of it, in the order to read them.
  public let related: [Label]
  /// What to do about it, once the message has said what is wrong.
  public let help: String?
  /// When it holds. The runner adds the condition of what the check was called for.
  public var condition: Condition
  /// What identifies the problem when lines move: a logical id, the name of an input. The message
  /// where it is empty.
  public let evidence: String

  public init(
    _ message: String, at primary: Label, related: [Label] = [], help: String? = nil,
    when condition: Condition = .always, evidence: String = ""
  ) {
    self.message = message
    self.primary = primary
    self.related = related
    self.help = help
    self.condition = condition
    self.evidence = evidence
  }
}

extension Problem {
  /// The same problem, only where something else holds as well.
  public func holding(when other: Condition) -> Problem {
    var result = self
    result.condition = condition.and(other)
    return result
  }
}

/// A place and, if it does not speak for itself, a few words on its part in the problem.
public struct Label: Hashable, Sendable {
  public let place: Place
  public let text: String?

  public init(_ span: Span, _ text: String? = nil) {
    place = .span(span)
    self.text = text
  }

  public init(_ place: Place, _ text: String? = nil) {
    self.place = place
    self.text = text
  }
}

/// Where a problem is. What is missing has no span.
public enum Place: Hashable, Sendable {
  case span(Span)
  case file(SourceFile.ID)
  /// A path as reports print it.
  case folder(String)
}

/// A problem, with the rule that found it.
public struct Finding: Hashable, Sendable {
  public let rule: Rule.ID
  public let severity: Severity
  public var problem: Problem
  /// The path of the file or folder: the logical place, which stays when lines move.
  public let scope: String

  public init(rule: Rule.ID, severity: Severity, problem: Problem, scope: String) {
    self.rule = rule
    self.severity = severity
    self.problem = problem
    self.scope = scope
  }
}
