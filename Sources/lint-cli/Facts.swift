import ArgumentParser
import ProtonLint

struct Facts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts",
    abstract: "Tell what is known of AWS, or build a newer table of it.",
    subcommands: [FactsSummary.self, FactsUpdate.self],
    defaultSubcommand: FactsSummary.self)
}

struct FactsSummary: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary",
    abstract: "Tell how old the tables of facts are and how much they hold (the default).",
    discussion: """
      EXAMPLES
        protonlint facts
        protonlint facts --patterns
        protonlint facts --facts newer.bin
      """)

  @Flag(help: "Also name the patterns that are not checked, and why.")
  var patterns = false

  @Option(
    help: ArgumentHelp(
      "A table that `facts update` wrote, in place of the built-in one.", valueName: "file"))
  var facts: String?

  func run() throws {
    let table = try facts.map { try readFacts($0) } ?? .embedded
    write(factsReport(iam: .embedded, resources: table, listsPatterns: patterns), to: .output)
  }
}

struct FactsUpdate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract:
      "Build a newer table of resource types from the archive of the CloudFormation registry.",
    discussion: """
      AWS publishes the archive for each region, as \
      https://schema.cloudformation.us-east-1.amazonaws.com/CloudformationSchema.zip. Types that are new \
      come in; of known types all stays, and new properties, values and attributes come in. The table is \
      used where `lint --facts` names it.

      EXAMPLES
        protonlint facts update CloudformationSchema.zip --output newer.bin
        protonlint lint --facts newer.bin templates/
      """)

  @Argument(help: "The archive.")
  var file: String

  @Option(name: .shortAndLong, help: "Write the table to this file.")
  var output = "protonlint-facts.bin"

  @Option(
    help: "The region that the archive is of; default: what is new in it is in every region.")
  var region: String?

  @Option(help: "The date of the archive, as YYYY-MM-DD; default: today.")
  var date: CivilDate?

  @Flag(
    help: ArgumentHelp(
      "Begin with an empty table, and read a document of JSON lines.", visibility: .hidden))
  var fresh = false

  func run() throws {
    guard let bytes = readFile(file, limit: 1 << 28) else {
      write("protonlint: `\(file)` cannot be read\n", to: .errors)
      throw Exit.unreadablePath
    }
    let (builder, words) = try newBuilder(bytes)
    let (table, sizes) = builder.table()
    guard write(table, toFile: output) else {
      write("protonlint: cannot write `\(output)`\n", to: .errors)
      throw Exit.wrongArguments
    }
    let parts = sizes.map { "\($0.section) \($0.bytes)" }.joined(separator: ", ")
    write("\(words)wrote `\(output)`: \(table.count) bytes (\(parts))\n", to: .output)
  }

  private func newBuilder(_ bytes: [UInt8]) throws -> (ResourceTypeTableBuilder, words: String) {
    do throws(FactsFault) {
      if fresh {
        var builder = ResourceTypeTableBuilder()
        try builder.add(document: bytes)
        return (builder, "")
      }
      var builder = ResourceTypeTableBuilder(continuing: .embedded) ?? ResourceTypeTableBuilder()
      let now = currentDate()
      let day = date ?? CivilDate(year: now.year, month: now.month, day: now.day)
      let additions = try builder.add(archive: bytes, region: region, date: day)
      return (
        builder, "\(additions.newTypes) new types, \(additions.changedTypes) known ones looked at\n"
      )
    } catch {
      write("protonlint: `\(file)` cannot be used: \(error.words)\n", to: .errors)
      throw Exit.wrongArguments
    }
  }
}

/// A table that a user names; it stays in memory until the process ends, since rules read it in
/// place.
func readFacts(_ path: String) throws -> ResourceTypeTable {
  guard let bytes = readFile(path, limit: 1 << 28) else {
    write("protonlint: `\(path)` cannot be read\n", to: .errors)
    throw Exit.wrongArguments
  }
  let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 16)
  memory.copyBytes(from: bytes)
  let table = ResourceTypeTable(bytes: UnsafeRawBufferPointer(rebasing: memory[..<bytes.count]))
  guard !table.isEmpty else {
    write("protonlint: `\(path)` is no table of facts\n", to: .errors)
    throw Exit.wrongArguments
  }
  return table
}
