import CZlib
import Foundation
import Rules
import Testing

@testable import ProtonLint

/// What the system's own `tar` packs is read as the folder that it was packed from.
@Test(arguments: ["v7", "oldgnu", "gnu", "ustar", "posix"])
func archivesOfTarHoldWhatTheirFolderHolds(format: String) throws {
  let folder = try TemporaryFolder()
  let source = repositoryRoot.appending(path: "Fixtures").path
  try folder.write("extra/empty.yaml", "")
  // The longest path that ustar can split; v7 has nothing to put it in.
  let long = String(repeating: "long-name/", count: format == "v7" ? 5 : 12) + "a.yaml"
  try folder.write("extra/" + long, "a: 1\n")
  let archive = folder.path + "/packed.tar.gz"
  try folder.run(
    "/usr/bin/env", "tar", "--format", format, "-czf", archive, "-C", source, ".", "-C",
    folder.path, "extra")
  try #require(FileManager.default.fileExists(atPath: archive))

  var expected = contents(of: source)
  for (path, text) in contents(of: folder.path + "/extra") { expected["extra/" + path] = text }
  #expect(contents(of: archive) == expected)
  #expect(expected.count > 90)
}

/// A file that `tar` stores without its holes is not read, and what follows it is.
@Test(arguments: ["gnu", "posix"])
func sparseFilesAreLeftOut(format: String) throws {
  let folder = try TemporaryFolder()
  // More pieces than the map in the first header has room for.
  var holed = [UInt8](repeating: 0, count: 4_000_000)
  for place in stride(from: 0, to: holed.count, by: 100_000) { holed[place] = 1 }
  try folder.write("full.yaml", holed)
  try folder.run("/usr/bin/env", "cp", "--sparse=always", "full.yaml", "holed.yaml")
  try folder.write("z.yaml", "a: 1\n")
  try folder.run(
    "/usr/bin/env", "tar", "--format", format, "--sparse", "-czf", "packed.tgz", "holed.yaml",
    "z.yaml")
  let sources = readWorkspaceFiles(paths: [folder.path + "/packed.tgz"]).sources
  #expect(sources.files.map(\.bytes) == [[], Array("a: 1\n".utf8)])
  #expect(
    sources.readNotes.map(\.message) == [
      "what is no ordinary file in the archive is not read: `holed.yaml`"
    ])
}

/// Linting a packed bundle finds what linting its folder finds, at the same places.
@Test(arguments: try bundleFolders())
func packedBundlesGiveTheSameFindings(folder: String) throws {
  let temporary = try TemporaryFolder()
  let archive = temporary.path + "/packed.tgz"
  try temporary.run("/usr/bin/env", "tar", "-czf", archive, "-C", folder, ".")
  let (packed, loose) = (findings(in: archive), findings(in: folder))
  #expect(packed == loose)
}

/// Whatever the bytes, reading ends and says what it did. With a fixed seed;
/// `PROTONLINT_MUTATIONS` asks for more rounds than usual.
@Test func damagedArchivesAreSurvived() throws {
  let rounds = ProcessInfo.processInfo.environment["PROTONLINT_MUTATIONS"].flatMap(Int.init) ?? 300
  let folder = try TemporaryFolder()
  let source = repositoryRoot.appending(path: "Fixtures/seed").path
  var archives: [[UInt8]] = []
  for format in ["gnu", "posix", "ustar"] {
    let archive = folder.path + "/\(format).tar.gz"
    try folder.run("/usr/bin/env", "tar", "--format", format, "-czf", archive, "-C", source, ".")
    archives.append(Array(try Data(contentsOf: URL(filePath: archive))))
  }
  let tars = try archives.map { try unpacked($0) }
  var options = ReadOptions()
  options.archives.unpackedSize = 4_000_000
  var random = SeededNumbers(state: 2026)
  var (read, refused) = (0, 0)
  for round in 0..<rounds {
    let kind = round % archives.count
    // Damage to the packed bytes mostly ends at gzip's checks; that to the tar goes deeper.
    let bytes =
      round % 3 == 0 ? damaged(archives[kind], &random) : stored(damaged(tars[kind], &random))
    do throws(ArchiveFault) {
      let contents = try readArchive(bytes, display: Array("a.tgz".utf8), options: options)
      read += 1
      #expect(contents.found.allSatisfy { Array("a.tgz".utf8).isFolder(of: $0.display) })
    } catch {
      refused += 1
      #expect(!error.words.isEmpty)
    }
  }
  #expect(read > rounds / 10 && refused > rounds / 10)
}

private func contents(of path: String) -> [String: [UInt8]] {
  let result = readWorkspaceFiles(paths: [path])
  #expect(result.faults.isEmpty && result.sources.readNotes.isEmpty)
  let texts = result.sources.files.filter { if case .notRead = $0.content { false } else { true } }
  return Dictionary(
    texts.map { (String($0.path.dropFirst(path.count + 1)), $0.bytes) },
    uniquingKeysWith: { first, _ in first })
}

private func unpacked(_ bytes: [UInt8]) throws -> [UInt8] {
  var reader = try GzipReader(bytes, limits: ArchiveLimits())
  var result: [UInt8] = []
  while true {
    let piece = try reader.read(upTo: .max)
    guard !piece.isEmpty else { return result }
    result += piece
  }
}

/// The bytes in gzip's frame, not compressed.
private func stored(_ bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
  var rest = bytes[...]
  repeat {
    let block = rest.prefix(0xFFFF)
    rest = rest.dropFirst(block.count)
    result.append(rest.isEmpty ? 1 : 0)
    result += littleEndian(UInt16(block.count)) + littleEndian(~UInt16(block.count)) + block
  } while !rest.isEmpty
  let checksum = UInt32(crc32(0, bytes, UInt32(bytes.count)))
  return result + littleEndian(checksum) + littleEndian(UInt32(bytes.count))
}

private func littleEndian(_ number: some FixedWidthInteger) -> [UInt8] {
  withUnsafeBytes(of: number.littleEndian) { Array($0) }
}

/// Changes, cuts, doubles or moves some bytes; of a tar, mostly ones in headers.
private func damaged(_ bytes: [UInt8], _ random: inout SeededNumbers) -> [UInt8] {
  var result = bytes
  for _ in 0...Int.random(in: 0...3, using: &random) where !result.isEmpty {
    let block = Int.random(in: 0...(result.count - 1) / 512, using: &random) * 512
    let place = min(block + Int.random(in: 0..<512, using: &random), result.count - 1)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: result[place] = UInt8.random(in: 0...255, using: &random)
    case 1: result.removeSubrange(place...)
    case 2: result.removeSubrange(block..<min(block + 512, result.count))
    case 3:
      result.insert(
        contentsOf: Array(result[block..<min(block + 512, result.count)]),
        at: Int.random(in: 0...(result.count / 512), using: &random) * 512)
    default:
      // A header with a right checksum, of another type or with another size.
      guard block + 512 <= result.count else { continue }
      let isType = Bool.random(using: &random)
      let field = block + (isType ? 156 : Int.random(in: 124..<136, using: &random))
      let types = Array("01234567xgLKSDVM".utf8)
      result[field] =
        isType
        ? types.randomElement(using: &random) ?? 0 : UInt8.random(in: 0x20...0x90, using: &random)
      for index in 148..<156 { result[block + index] = UInt8(ascii: " ") }
      let sum = result[block..<block + 512].reduce(0) { $0 + Int($1) }
      let digits = Array(String(sum, radix: 8).utf8)
      for (index, digit) in digits.enumerated() { result[block + 148 + index] = digit }
    }
  }
  return result
}

private func findings(in path: String) -> [String] {
  let read = readWorkspaceFiles(paths: [path])
  #expect(read.faults.isEmpty && read.sources.readNotes.isEmpty)
  let result = lint(read.sources, with: allRules)
  return result.findings.map { finding in
    let place = finding.problem.primary.place
    let range = if case .span(let span) = place { span.range } else { 0..<0 }
    return
      "\(finding.scope.dropFirst(path.count)) \(range) \(finding.rule) \(finding.problem.message)"
  }
}

private let repositoryRoot = URL(filePath: #filePath).appending(path: "../../../../..").standardized

/// Workspaces of the project, and real ones where they are at hand.
private func bundleFolders() throws -> [String] {
  let fixtures = repositoryRoot.appending(path: "Fixtures").path
  var folders = ["clean", "hostile", "seed"].map { fixtures + "/" + $0 }
  if let oracles = ProcessInfo.processInfo.environment["PROTONLINT_ORACLES"] {
    let corpus = URL(filePath: oracles, relativeTo: repositoryRoot).path + "/corpus/proton"
    folders += try FileManager.default.contentsOfDirectory(atPath: corpus).sorted().map {
      corpus + "/" + $0
    }
  } else {
    print("skipped by name: the corpus is not at hand (PROTONLINT_ORACLES is not set)")
  }
  return folders
}
