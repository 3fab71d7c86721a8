import ArgumentParser
import ProtonLint

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract:
      "Compare two versions of templates, and tell which version number the changes ask for.",
    discussion: """
      Compares two folders or archives, or one folder with what a Git revision holds of it. Of every \
      change it says what it does to existing specs, to what is deployed, and to the services here \
      that read a lost output, and whether a minor version may carry it.

      Without --expect the exit code is 0 whatever changed. With it the code is 1 if the changes ask \
      for more: `none` allows no change, `minor` what a minor version may carry, and `major` all but \
      what no version of the same template may carry, such as a pipeline that comes or goes.

      EXAMPLES
        protonlint diff services/web/v1 services/web/v2
        protonlint diff old.tar.gz new.tar.gz
        protonlint diff --from main .
        protonlint diff --from origin/main --expect minor services/web/v1
        protonlint diff --from v1.4 --format json templates/ > changes.json
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }
  enum Expectation: String, ExpressibleByArgument, CaseIterable { case none, minor, major }

  @Argument(
    help: "The old and the new folder or archive; with --from the new folder alone (default: .).")
  var paths: [String] = []

  @Option(
    help: ArgumentHelp(
      "Compare with what this Git revision holds of the path.", valueName: "revision"))
  var from: String?

  @Option(help: "The most that the changes may ask for; exit code 1 if they ask for more.")
  var expect: Expectation?

  @Option(help: "How to report.")
  var format: Format = .text

  mutating func validate() throws {
    if from == nil, paths.count != 2 {
      throw ValidationError("diff takes an old and a new path, or --from REVISION and a path")
    }
    if from != nil {
      if paths.isEmpty { paths = ["."] }
      if paths.count > 1 { throw ValidationError("diff --from REVISION takes one path") }
    }
  }

  func run() throws {
    let (old, new) = try sides()
    guard !old.model.workspace.bundles.isEmpty || !new.model.workspace.bundles.isEmpty else {
      write("protonlint: there is no bundle on either side\n", to: .errors)
      throw Exit.unreadablePath
    }
    let comparison = compareVersions(old: old, new: new)
    let text =
      switch format {
      case .text: versionReport(comparison, old: old, new: new, colour: wantsColour)
      case .json: versionJSON(comparison, old: old, new: new)
      }
    write(text, to: .output)
    guard let expect, let limit = VersionStep(rawValue: expect.rawValue), comparison.step > limit
    else { return }
    write(
      "protonlint: the changes ask for more than was expected: \(comparison.step.rawValue), not "
        + "\(expect.rawValue)\n", to: .errors)
    throw Exit.findings
  }

  private func sides() throws -> (old: VersionSide, new: VersionSide) {
    guard let revision = from, let path = paths.first else {
      return (try side(paths.first ?? "."), try side(paths.last ?? "."))
    }
    let new = try side(path)
    guard let folder = new.model.sources.namedFolders.first else {
      throw ValidationError("diff --from REVISION takes a folder")
    }
    do throws(GitFault) {
      let sources = try readRevision(revision, of: path, named: folder)
      return (VersionSide(understood(sources), root: folder, prefix: "\(revision):"), new)
    } catch {
      write("protonlint: \(error.message)\n", to: .errors)
      throw Exit.unreadablePath
    }
  }

  private func side(_ path: String) throws -> VersionSide {
    let sources = try readSources([path])
    return VersionSide(understood(sources), root: sources.namedFolders.first ?? "")
  }

  private func understood(_ sources: SourceStore) -> Model {
    var options = LintOptions()
    options.workers = processorCount()
    return model(of: sources, options: options)
  }
}
