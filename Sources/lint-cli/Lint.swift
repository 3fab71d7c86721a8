import ArgumentParser
import ProtonLint
import Rules

struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Lint bundles and templates (the default).",
    discussion: """
      EXAMPLES
        protonlint lint environments/ services/
        protonlint lint --format sarif --output protonlint.sarif .
        git diff --name-only | xargs protonlint lint
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, concise, sarif }
  enum FailOn: String, ExpressibleByArgument, CaseIterable { case error, warning, note, never }

  @Argument(help: "Files and folders; `-` reads one template from standard input.")
  var paths: [String] = ["."]

  @Option(help: "How to report.")
  var format: Format = .text

  @Option(name: .shortAndLong, help: "Write the report to this file instead of standard output.")
  var output: String?

  @Option(help: "The lowest severity that gives exit code 1.")
  var failOn: FailOn = .error

  @Option(help: "The date that rules on expiry compare with, as YYYY-MM-DD; default: today.")
  var today: CivilDate?

  @Option(
    help: ArgumentHelp(
      "A region that the templates are deployed to; may be repeated; default: any region.",
      valueName: "region"))
  var region: [String] = []

  @Option(
    help: ArgumentHelp(
      "A table of resource types that `facts update` wrote, in place of the built-in one.",
      valueName: "file"))
  var facts: String?

  @Option(help: ArgumentHelp("How many threads read templates.", valueName: "count"))
  var jobs: Int?

  mutating func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1 on") }
  }

  func run() throws {
    let sources = try readSources(paths)
    var options = LintOptions()
    let now = currentDate()
    options.today = today ?? CivilDate(year: now.year, month: now.month, day: now.day)
    options.regions = region
    options.workers = jobs ?? processorCount()
    if let facts { options.resourceTypes = try readFacts(facts) }
    try checkRegions(options.resourceTypes)
    let result = lint(sources, with: allRules, options: options)
    let code = exit(for: result)
    try report(result, code)
    for folder in result.emptyFolders {
      write("protonlint: `\(folder.isEmpty ? "." : folder)` holds nothing to lint\n", to: .errors)
    }
    if !result.emptyFolders.isEmpty { throw Exit.unreadablePath }
    if code != .clean { throw code }
  }

  /// A misspelt region would be taken for any region.
  private func checkRegions(_ types: ResourceTypeTable) throws {
    guard !region.isEmpty else { return }
    let known = types.regionNames
    guard let unknown = region.first(where: { !known.contains($0) }), !known.isEmpty else { return }
    let close = closestName(to: unknown, among: known).map { "; did you mean `\($0)`?" } ?? ""
    write("protonlint: `\(unknown)` is no region that is known\(close)\n", to: .errors)
    throw Exit.wrongArguments
  }

  private func exit(for result: LintResult) -> Exit {
    guard let least = Severity(rawValue: failOn.rawValue) else { return .clean }
    return result.findings.contains { $0.severity >= least } ? .findings : .clean
  }

  private func report(_ result: LintResult, _ code: Exit) throws {
    let text =
      switch format {
      case .text: textReport(result, colour: output == nil && wantsColour)
      case .concise: conciseReport(result)
      case .sarif:
        sarifReport(
          result, rules: allRules, version: Protonlint.version,
          invocation: SARIFInvocation(wasSuccessful: true, exitCode: Int(code.rawValue)))
      }
    guard let output else { return write(text, to: .output) }
    guard write(text, toFile: output) else {
      write("protonlint: cannot write `\(output)`\n", to: .errors)
      throw Exit.wrongArguments
    }
  }
}

extension CivilDate: ExpressibleByArgument {
  public init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, let year = Int(parts[0]),
      let month = Int(parts[1]),
      let day = Int(parts[2]), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}
