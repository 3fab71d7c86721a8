/// Limits on the work that one template may cause. All of them are reported where they cut.
public struct RenderLimits: Sendable {
  /// The most paths to follow; beyond it each branch is covered once, then pairs of branches.
  public var paths = 64
  /// Statements, expressions and loop rounds over all paths.
  public var steps = 4_000_000
  /// The same, beyond which no further path is followed once each branch is covered.
  public var coveredSteps = 500_000
  /// Bytes of one rendering.
  public var outputBytes = 16_000_000
  /// Bytes of one text inside the evaluator.
  public var textBytes = 4_000_000
  /// Elements of one list.
  public var elements = 100_000

  public init() {}
}

extension Renderings {
  /// Renders a template on every path that the permitted inputs can take.
  ///
  /// Each run starts from the beginning with a script of decisions; what it decides beyond the
  /// script gives the scripts of further runs. So no state is ever copied amid a run.
  /// - Parameter names: What the template can see.
  init(of template: JinjaTemplate, names: TemplateNames, limits: RenderLimits = RenderLimits()) {
    var exploration = Exploration(template: template, names: names, limits: limits)
    exploration.run()
    self = exploration.result
  }
}

private struct Exploration {
  let template: JinjaTemplate
  let names: TemplateNames
  let limits: RenderLimits
  private let literals: ComparedLiterals

  private var tokens = TokenTable()
  private var stepsLeft: Int
  private var covered: Set<Path.Decision> = []
  private var runs: [[Int]] = []
  private var renderings: [Rendering] = []
  private var problems: [RenderProblem.Key: RenderProblem] = [:]
  private var problemOrder: [RenderProblem.Key] = []
  private var readPaths: [NameRead: [Int]] = [:]
  private var branches: [Renderings.TakenBranch] = []
  private var reachedConditions: Set<Int> = []
  private var pending: [Turn] = [Turn(run: -1, length: 0, option: 0, site: -1)]
  private var isComplete = true

  /// A script: the first decisions of an earlier run, then another option.
  private struct Turn {
    let run: Int
    let length: Int
    let option: Int
    let site: Int
  }

  /// The most scripts to keep in mind. Far more than the paths that are followed.
  private static let pendingLimit = 8192

  init(template: JinjaTemplate, names: TemplateNames, limits: RenderLimits) {
    self.template = template
    self.names = names
    self.limits = limits
    literals = ComparedLiterals(of: template)
    stepsLeft = limits.steps
  }

  mutating func run() {
    while let (turn, isFresh) = nextTurn() {
      let least = isFresh ? 0 : limits.steps - min(limits.steps, limits.coveredSteps)
      guard renderings.count < limits.paths, stepsLeft > least || renderings.isEmpty else {
        isComplete = false
        return
      }
      follow(turn)
    }
  }

  /// The next script: first one that covers a branch which no run has covered, if there is one.
  private mutating func nextTurn() -> (turn: Turn, isFresh: Bool)? {
    guard !pending.isEmpty else { return nil }
    let fresh = pending.firstIndex {
      !covered.contains(Path.Decision(site: $0.site, option: $0.option))
    }
    return (pending.remove(at: fresh ?? 0), fresh != nil)
  }

  private mutating func follow(_ turn: Turn) {
    var script: [Int] = []
    if turn.run >= 0 { script = runs[turn.run].prefix(turn.length) + [turn.option] }
    var renderer = Renderer(
      template: template, names: names, limits: limits, literals: literals, steps: stepsLeft,
      tokens: tokens,
      path: Path(script: script, covered: covered), rendering: renderings.count)
    renderer.runTemplate()

    tokens = renderer.tokens
    stepsLeft = renderer.steps
    let number = runs.count
    runs.append(renderer.path.decisions.map(\.option))
    for (index, decision) in renderer.path.decisions.enumerated() {
      covered.insert(decision)
      guard index >= script.count else { continue }
      for option in 0..<renderer.path.optionCounts[index] where option != decision.option {
        guard pending.count < Self.pendingLimit else {
          isComplete = false
          break
        }
        pending.append(Turn(run: number, length: index, option: option, site: decision.site))
      }
    }
    let condition = renderer.path.condition
    renderings.append(
      Rendering(text: renderer.output.bytes, map: renderer.output.map, condition: condition))
    for read in renderer.reads { readPaths[read, default: []].append(renderings.count - 1) }
    branches += renderer.branches
    reachedConditions.formUnion(renderer.reachedConditions)
    for problem in renderer.problems { add(problem, on: condition) }
  }

  private mutating func add(_ problem: RenderProblem, on condition: Condition) {
    let key = RenderProblem.Key(kind: problem.kind, message: problem.message, span: problem.span)
    let here = problem.condition.and(condition)
    if let known = problems[key] {
      problems[key]?.condition = known.condition.or(here)
    } else {
      var first = problem
      first.condition = here
      problems[key] = first
      problemOrder.append(key)
    }
  }

  var result: Renderings {
    let example: (Condition) -> Condition = { isComplete ? $0 : $0.asExample }
    return Renderings(
      template: template,
      all: renderings.map {
        Rendering(text: $0.text, map: $0.map, condition: example($0.condition))
      },
      tokens: tokens,
      isComplete: isComplete,
      problems: problemOrder.compactMap { problems[$0] }.map { problem in
        var problem = problem
        problem.condition = example(problem.condition)
        return problem
      },
      deadBranches: isComplete ? deadBranches : [],
      reads: readPaths.keys.sorted { ($0.span, $0.namespace) < ($1.span, $1.namespace) },
      readPaths: readPaths,
      branches: branches)
  }

  /// Branches of `if`s that were reached, of which no run took this one.
  private var deadBranches: [Renderings.DeadBranch] {
    let taken = Set(branches.map(\.tagSpan))
    var dead: [Renderings.DeadBranch] = []
    func search(_ statements: [JinjaStatement]) {
      for statement in statements {
        switch statement.kind {
        case .if(let ways):
          let isReached = ways.first.map { reachedConditions.contains($0.tagSpan.start) } ?? false
          for way in ways {
            if taken.contains(way.tagSpan) {
              search(way.body)
            } else if isReached {
              dead.append(
                Renderings.DeadBranch(tagSpan: way.tagSpan, conditionSpan: way.condition?.span))
            }
          }
        case .for(let loop):
          search(loop.body)
          search(loop.elseBody)
        case .with(_, let body), .block(_, let body), .autoescape(_, let body),
          .filterBlock(_, let body), .setBlock(_, _, let body):
          search(body)
        // What an `if` in a macro comes to is up to the calls.
        case .text, .newline, .output, .set, .macro, .call, .unsupported: break
        }
      }
    }
    search(template.body)
    return dead
  }
}

extension RenderProblem {
  fileprivate struct Key: Hashable {
    let kind: Kind
    let message: String
    let span: Span
  }
}
