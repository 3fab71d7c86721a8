/// All paths through one template, as far as they were followed.
public struct Renderings: Sendable {
  public let template: JinjaTemplate
  /// At least one; in the order in which the paths were found.
  public let all: [Rendering]
  public let tokens: TokenTable
  /// False if there are more paths than the limit. Then each branch was covered at least once.
  public let isComplete: Bool
  /// What stops Jinja, each with the paths on which it does.
  public let problems: [RenderProblem]
  /// Branches that no permitted input reaches.
  public let deadBranches: [DeadBranch]
  /// Every field of a namespace that some path reads.
  public let reads: [NameRead]
  /// For each read the paths on which it happens, by their place in ``all``.
  let readPaths: [NameRead: [Int]]
  /// The branches that are taken on some path, with the paths.
  public let branches: [TakenBranch]

  public struct DeadBranch: Sendable, Hashable {
    /// The tag that opens the branch.
    public let tagSpan: Span
    /// The condition that decides; nil for `else`.
    public let conditionSpan: Span?
  }

  public struct TakenBranch: Sendable, Hashable {
    public let tagSpan: Span
    public let bodySpan: Span
    public let rendering: Int
    /// Where the branch's text begins and ends in the rendering.
    public let range: Range<Int>
  }
}

extension Renderings {
  /// When a name is read.
  public func condition(of read: NameRead) -> Condition {
    guard let paths = readPaths[read], paths.count < all.count else { return .always }
    return paths.reduce(.never) { $0.or(all[$1].condition) }
  }
}

/// A template along one path through its conditions.
public struct Rendering: Sendable {
  public let text: [UInt8]
  public let map: SourceMap
  public let condition: Condition
}

/// A field that a template reads: `environment.outputs` and `VpcId`.
public struct NameRead: Sendable, Hashable {
  /// The namespace as it is declared, without loop indices: `service_instances.inputs`.
  public let namespace: String
  /// Nil where the whole namespace is used (printed, iterated, filtered).
  public let name: String?
  public let span: Span
}

/// What stops Jinja, or would.
public struct RenderProblem: Sendable, Hashable {
  public indirect enum Kind: Sendable, Hashable {
    /// An input that the schema does not declare.
    case undeclaredInput(namespace: String, name: String)
    /// A name that this kind of file does not have.
    case unknownNamespace(String)
    /// A name of Proton's preview, with today's name where it is known.
    case previewName(String, replacement: String?)
    /// Any other name or attribute without a value.
    case undefined(String)
    /// An input that need not be given, has no default, and is read without a guard.
    case unguardedOptional(String, declaration: Span?)
    /// What a component gives, read as if one were always attached.
    case unguardedComponent(String)
    /// `environment.outputs.my-output`, which Jinja takes for a subtraction: the name as it is meant.
    case hyphenatedName(String)
    case unknownFilter(String)
    case unknownTest(String)
    /// Division by zero, an operand of the wrong type…
    case failure
    /// Work or output beyond the limits of this program.
    case limit
    /// Part of Jinja that this program does not evaluate.
    case unsupported
  }

  public let kind: Kind
  public let message: String
  public let span: Span
  public var condition: Condition
}
