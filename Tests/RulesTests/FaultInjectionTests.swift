import Foundation
import ProtonLint
import Rules
import Testing

/// Sound bundles are broken in one place at a time. The rule that is meant for the fault answers at
/// the line and the column of the un-rendered source where it was made, and did not answer before.
///
/// Each kind of fault is applied to as many workspaces as there are, up to a number that
/// `PROTONLINT_FAULTS` can raise; which ones, and where, is chosen with a fixed seed.
@Test(
  arguments: faultsOfBundles + faultsOfNames + faultsOfTemplates + faultsOfStructure
    + faultsOfFunctions + faultsOfSecurity + faultsOfResources + faultsOfDocuments
    + faultsOfServices)
func faultIsFoundAtItsLine(_ fault: Fault) throws {
  let most = ProcessInfo.processInfo.environment["PROTONLINT_FAULTS"].flatMap(Int.init) ?? 6
  let rule = try #require(allRules.first { $0.id == fault.rule })
  var random = SplitMix(seed: 2026)
  var open = SoundWorkspace.all.map { ($0, fault.injections($0.texts)) }.filter { !$0.1.isEmpty }
  let places = open.reduce(0) { $0 + $1.1.count }
  let workspaces = open.count
  var applied = 0
  // From one workspace after the other, so that none is left out for the sake of a large one.
  while applied < most, !open.isEmpty {
    let turn = random.below(open.count - applied % open.count) + applied % open.count
    open.swapAt(applied % open.count, turn)
    let index = applied % open.count
    let injection = open[index].1.remove(at: random.below(open[index].1.count))
    let workspace = open[index].0
    let broken = injection.broken()
    applied += 1
    check(fault, rule, workspace, broken)
    // One fault, one answer; this costs more, so it is not asked every time.
    if applied <= 2 { checkNothingElseIsSaid(fault, workspace, broken) }
    open.removeAll { $0.1.isEmpty }
  }
  print("fault: \(fault.name): \(applied) of \(places) places in \(workspaces) workspaces")
  #expect(applied > 0, "this fault can be applied nowhere")
}

private func check(
  _ fault: Fault, _ rule: Rule, _ workspace: SoundWorkspace, _ broken: BrokenWorkspace
) {
  let found = FindingLines(broken.texts, [rule])
  #expect(!broken.places.isEmpty, "no place is marked")
  for place in broken.places {
    let hits = found.findings.filter { place.isMet(by: $0.place) }
    #expect(
      hits.contains { found.count(of: $0) > workspace.findings.count(of: $0) },
      """
      \(fault.rule) does not answer at \(place) in \(workspace.name); it answers at \
      \(found.findings.map(\.place)): \
      \(broken.texts[place.path].split(separator: "\n", omittingEmptySubsequences: false)
        .dropFirst((place.line ?? 1) - 1).first ?? "")
      """)
  }
}

private func checkNothingElseIsSaid(
  _ fault: Fault, _ workspace: SoundWorkspace, _ broken: BrokenWorkspace
) {
  let found = FindingLines(broken.texts, allRules)
  let others = found.findings.filter {
    $0.severity == .error && $0.rule != fault.rule && !fault.consequences.contains($0.rule)
      && found.count(of: $0) > workspace.findings.count(of: $0)
  }
  #expect(
    others.isEmpty,
    "\(broken.places) in \(workspace.name) leads to \(others.map { "\($0.rule) at \($0.place)" })")
}

/// What deploys gives no error that says it does not.
@Test func soundWorkspacesGiveNoValidityErrors() {
  let isOfSecurity = Set(
    allRules.filter { [.identity, .network, .logging].contains($0.category) }.map(\.id))
  for workspace in SoundWorkspace.all {
    let errors = workspace.findings.findings.filter {
      $0.severity == .error && !isOfSecurity.contains($0.rule)
    }
    #expect(
      errors.allSatisfy {
        knownErrors.contains("\($0.place.path):\($0.place.line ?? 0) \($0.rule)")
      }, "\(workspace.name)")
  }
}

/// The true defects of real bundles that are errors.
private let knownErrors: Set<String> = [
  "lambda-multi-svc/service-crud/pipeline_infrastructure/cloudformation.yaml:10 null-property",
  "lambda-multi-svc/service-data-processing/pipeline_infrastructure/cloudformation.yaml:10 "
    + "null-property",
  "lambda-multi-svc/service-crud/pipeline_infrastructure/cloudformation.yaml:11 unknown-property",
  "lambda-multi-svc/service-data-processing/pipeline_infrastructure/cloudformation.yaml:11 "
    + "unknown-property",
  "environment-templates/ecs-ec2-env/v1/infrastructure/cloudformation.yaml:471 "
    + "blocked-lambda-runtime",
  "service-templates/ecs-fargate-service/v1/schema/schema.yaml:52 default-violates-schema",
]

/// A workspace that deploys, and what is found in it.
struct SoundWorkspace: Sendable {
  let name: String
  let texts: WorkspaceTexts
  let findings: FindingLines

  private init(_ name: String, _ texts: WorkspaceTexts) {
    self.name = name
    self.texts = texts
    findings = FindingLines(texts, allRules)
  }

  /// The project's own, and real ones where they are at hand.
  static let all: [SoundWorkspace] = {
    let clean = repositoryRoot.appending(path: "Fixtures/clean")
    var workspaces = [SoundWorkspace("clean", texts(below: clean))]
    guard let corpus = Fixture.corpus().first.map({ URL(filePath: $0.path) }) else {
      return workspaces
    }
    let samples = corpus.appending(path: "cloudformation-samples")
    for name in [
      "loadbalanced-fargate-svc", "public-private-fargate-microservices", "lambda-multi-svc",
      "component-templates",
    ] {
      workspaces.append(SoundWorkspace(name, texts(below: samples.appending(path: name))))
    }
    // Each service with the environments that it is for.
    let shared = texts(below: samples, "environment-templates")
    for service in folders(in: samples.appending(path: "service-templates")) {
      var own = texts(below: samples, "service-templates/\(service)")
      let names = own["service-templates/\(service)/v1/.compatible-envs"]
      own.files.merge(
        shared.files.filter { path, _ in names.contains(path.split(separator: "/")[1] + ":") }
      ) { first, _ in first }
      workspaces.append(SoundWorkspace(service, own))
    }
    for name in ["workshop/aws-managed", "saas-tenants-codebuild"] {
      workspaces.append(SoundWorkspace(name, texts(below: corpus.appending(path: name))))
    }
    let older = corpus.appending(path: "older-samples")
    for name in folders(in: older) {
      workspaces.append(SoundWorkspace("older \(name)", texts(below: older, name)))
    }
    return workspaces
  }()

  private static func folders(in folder: URL) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.contains(".") && $0 != "LICENSE" }.sorted()
  }

  /// The texts below a folder, or below one of the folders in it, by their paths in the folder.
  private static func texts(below folder: URL, _ part: String = "") -> WorkspaceTexts {
    let start = folder.appending(path: part).path
    var files: [String: String] = [:]
    for path in (try? FileManager.default.subpathsOfDirectory(atPath: start)) ?? [] {
      let file = folder.appending(path: part).appending(path: path)
      guard path.hasSuffix(".yaml") || path.hasSuffix(".compatible-envs") else { continue }
      let text = try? String(contentsOf: file, encoding: .utf8)
      files[part.isEmpty ? path : part + "/" + path] = text
    }
    return WorkspaceTexts(files: files)
  }
}

/// The findings of a run, by what they say and the line of text that they say it of: line numbers
/// change when something is put in above.
struct FindingLines: Sendable {
  struct Finding: Sendable {
    let rule: Rule.ID
    let severity: Severity
    let place: FaultPlace
    let message: String
    /// The text of the line.
    let line: String
    fileprivate var identity: [String] { [rule, place.path, message, line] }
  }

  let findings: [Finding]
  private let counts: [[String]: Int]

  init(_ texts: WorkspaceTexts, _ rules: [Rule]) {
    let result = lint(SourceStore(texts.files), with: rules)
    findings = result.findings.map { finding in
      let place = finding.problem.primary.place
      var number: Int?
      var column: Int?
      var line = ""
      if case .span(let span) = place {
        let file = result.sources[span.file]
        let start = LineTable(file.bytes).line(at: span.start)
        number = start
        column = span.start - (file.bytes[..<span.start].lastIndex(of: 10) ?? -1)
        let lines = file.bytes.split(separator: 10, omittingEmptySubsequences: false)
        line = lines.count < start ? "" : String(decoding: lines[start - 1], as: UTF8.self)
      }
      return Finding(
        rule: finding.rule, severity: finding.severity,
        place: FaultPlace(path: finding.scope, line: number, column: column),
        message: finding.problem.message,
        line: line)
    }
    counts = findings.reduce(into: [:]) { $0[$1.identity, default: 0] += 1 }
  }

  func count(of finding: Finding) -> Int { counts[finding.identity] ?? 0 }
}
