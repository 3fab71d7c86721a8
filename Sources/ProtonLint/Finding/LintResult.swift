/// What a run found, and what it looked at: all that a report is made from.
public struct LintResult: Sendable {
  /// What was looked at.
  public struct Counts: Hashable, Sendable {
    public var files: Int
    public var bundles: Int
    /// Those of bundles and those outside of any.
    public var templates: Int

    public init(files: Int = 0, bundles: Int = 0, templates: Int = 0) {
      self.files = files
      self.bundles = bundles
      self.templates = templates
    }
  }

  /// In the order in which reports for people show them.
  public var findings: [Finding]
  public var sources: SourceStore
  public var counts: Counts
  public var notes: [ToolNote]
  /// Folders that the user named and that hold nothing to lint.
  package var emptyFolders: [String]

  package init(
    findings: [Finding], sources: SourceStore, counts: Counts = Counts(), notes: [ToolNote] = [],
    emptyFolders: [String] = []
  ) {
    self.findings = findings
    self.sources = sources
    self.counts = counts
    self.notes = notes
    self.emptyFolders = emptyFolders
  }
}

/// Something that the user should know about the run itself: what was skipped or cut short.
public struct ToolNote: Hashable, Sendable {
  public enum Subject: Hashable, Sendable {
    case place(Place)
    /// A path that is no file of the store, as the user gave it.
    case path(String)
  }

  /// Lower case, no full stop.
  public let message: String
  public let subject: Subject?

  public init(_ message: String, about subject: Subject? = nil) {
    self.message = message
    self.subject = subject
  }
}
