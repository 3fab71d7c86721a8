import ArgumentParser
import ProtonLint

struct Facts: ParsableCommand {
  static let configuration = CommandConfiguration(
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
    help: ArgumentHelp("A table that `facts update` wrote, in place of the built-in one.", valueName: "file"))
  var facts: String?

  func run() throws {
    let table = ResourceTypeTable.embedded
    write("\(table.date) \(table.typeCount)\n", to: .output)
  }
}

struct FactsUpdate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Build a newer table of resource types from the archive of the CloudFormation registry.",
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

  @Option(help: "The date of the archive, as YYYY-MM-DD; default: today.")
  var date: CivilDate?

  @Flag(help: ArgumentHelp("Begin with an empty table, and read a document of JSON lines.", visibility: .hidden))
  var fresh = false

  func run() throws {
    guard let bytes = readFile(file, limit: 1 << 29) else {
      write("protonlint: `\(file)` cannot be read\n", to: .errors)
      throw Exit.unreadablePath
    }
    let builder = try builder(of: bytes)
    let (table, sizes) = builder.table()
    guard write(table, toFile: output) else {
      write("protonlint: cannot write `\(output)`\n", to: .errors)
      throw Exit.wrongArguments
    }
    let parts = sizes.map { "\($0.section) \($0.bytes)" }.joined(separator: ", ")
    write("\(output): \(table.count) bytes (\(parts))\n", to: .output)
  }

  private func builder(of bytes: [UInt8]) throws -> ResourceTypeTableBuilder {
    do throws(FactsFault) {
      var builder = ResourceTypeTableBuilder()
      if fresh { try builder.add(document: bytes) }
      return builder
    } catch {
      write("protonlint: `\(file)` cannot be used: \(error.words)\n", to: .errors)
      throw Exit.wrongArguments
    }
  }
}
