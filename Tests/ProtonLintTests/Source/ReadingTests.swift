import Foundation
import Testing

@testable import ProtonLint

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

private let template = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"

/// Reads a folder and gives its files by their paths below it.
private func read(
  _ folder: TemporaryFolder, _ paths: [String] = [""], _ options: ReadOptions = ReadOptions()
) -> (files: [String: SourceFile], result: ReadResult) {
  let result = readWorkspaceFiles(
    paths: paths.map { $0.isEmpty ? folder.path : folder.path + "/" + $0 }, options: options)
  let prefix = folder.path + "/"
  let files = result.sources.files.map { file in
    (file.path.hasPrefix(prefix) ? String(file.path.dropFirst(prefix.count)) : file.path, file)
  }
  return (Dictionary(files) { first, _ in first }, result)
}

@Test func readsWhatIsThere() throws {
  let folder = try TemporaryFolder()
  try folder.write("b/a.yaml", template)
  try folder.write("a.yml", "")
  try folder.write("main.tf", "a {}")
  try folder.write("main.py", "a()")
  try folder.write("words.md", "aws s3 ls")
  try folder.write("commands.md", "aws proton create-service --spec x")
  try folder.write("mark.json", [0xEF, 0xBB, 0xBF, 0x7B, 0x7D])
  try folder.write("wide.yaml", [0xFF, 0xFE, 0x41, 0x00])
  try folder.write("wide-be.yaml", [0x00, 0x41, 0x00, 0x42])
  try folder.write("nul.yaml", [0x61, 0x62, 0x63, 0x64, 0x00])
  try folder.write("latin.yaml", [0x61, 0x3A, 0x20, 0xE4, 0x0A])
  try folder.write("big.template", template + String(repeating: "# filler\n", count: 200))
  try folder.write("big.json", String(repeating: " ", count: 1_500))
  try folder.write("node_modules/x/a.yaml", template)
  try folder.write("env/pyvenv.cfg", "")
  try folder.write("env/a.yaml", template)
  try folder.write(".git/config.yaml", template)
  try folder.link("broken.yaml", to: "nowhere")
  mkfifo(folder.path + "/pipe.yaml", 0o600)
  var options = ReadOptions()
  options.sizeLimit = 1_000
  let (files, result) = read(folder, [""], options)

  let words = files.mapValues { file in
    switch file.content {
    case .text(let bytes): "\(bytes.count) bytes"
    case .notRead: "not read"
    case .unreadable(.refused): "refused"
    case .unreadable(.tooLarge(let size, let limit)): "\(size) over \(limit)"
    case .unreadable(.notUTF8(let offset)): "no UTF-8 at \(offset)"
    case .unreadable(.utf16): "UTF-16"
    case .unreadable(.binary(let offset)): "NUL at \(offset)"
    case .unreadable(.archive(let reason)): reason
    }
  }
  #expect(
    words == [
      "b/a.yaml": "\(template.utf8.count) bytes", "a.yml": "0 bytes", "main.tf": "4 bytes",
      "main.py": "not read", "words.md": "not read", "commands.md": "34 bytes",
      "mark.json": "2 bytes", "wide.yaml": "UTF-16", "wide-be.yaml": "UTF-16",
      "nul.yaml": "NUL at 4", "latin.yaml": "no UTF-8 at 3",
      "big.template": "\(template.utf8.count + 1_800) over 1000", "big.json": "1500 over 1000",
      "pipe.yaml": "not read",
    ])
  #expect(files["mark.json"]?.hasByteOrderMark == true)
  #expect(result.sources.templateLike.map { result.sources[$0].name } == ["big.template"])
  #expect(
    result.sources.skippedFolders.map { $0.dropFirst(folder.path.count) } == [
      "/env", "/node_modules",
    ])
  #expect(result.faults.isEmpty)
  let paths = result.sources.files.map(\.path)
  #expect(paths == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
}

@Test func followsLinksInsideOnly() throws {
  let outside = try TemporaryFolder()
  try outside.write("secret.yaml", template)
  let folder = try TemporaryFolder()
  try folder.write("shared/a.yaml", template)
  try folder.link("service/shared", to: "../shared")
  try folder.link("service/a.yaml", to: "../shared/a.yaml")
  try folder.link("service/here.yaml", to: "./real.yaml")
  try folder.write("service/real.yaml", template)
  try folder.link("service/out.yaml", to: outside.path + "/secret.yaml")
  try folder.link("service/out", to: outside.path)
  try folder.link("service/loop", to: "..")
  try folder.link("service/self", to: "self")
  let (files, result) = read(folder)
  let read = files.filter { if case .text = $0.value.content { true } else { false } }
  #expect(
    Set(read.keys) == [
      "shared/a.yaml", "service/shared/a.yaml", "service/a.yaml", "service/here.yaml",
      "service/real.yaml",
    ])
  #expect(
    Set(result.sources.outsideLinks.map { result.sources[$0].name }) == [
      "a.yaml", "out", "out.yaml",
    ])
}

@Test func linksCannotMultiply() throws {
  let folder = try TemporaryFolder()
  for level in 0..<30 {
    try folder.link("\(level)/x", to: "../\(level + 1)")
    try folder.link("\(level)/y", to: "../\(level + 1)")
  }
  try folder.write("30/a.yaml", template)
  var options = ReadOptions()
  options.linkedLimit = 500
  let (files, result) = read(folder, [""], options)
  #expect(files.count < 600)
  #expect(result.notes.contains { $0.contains("more than 500 files behind links") })
}

@Test func leavesOutWhatGitIgnores() throws {
  let folder = try TemporaryFolder()
  try folder.write(".git/info/exclude", "excluded.yaml\n")
  try folder.write(".gitignore", "out/\n*.json\n!keep.json\n/top.yaml\n")
  try folder.write("a/.gitignore", "!excluded.yaml\nlocal.yaml\n")
  for path in [
    "out/a.yaml", "out/keep.json", "x.json", "keep.json", "top.yaml", "a/top.yaml",
    "excluded.yaml", "a/excluded.yaml", "a/local.yaml", "local.yaml",
  ] { try folder.write(path, template) }
  func yaml(_ paths: [String]) -> Set<String> {
    Set(read(folder, paths).files.keys.filter { !$0.hasSuffix(".gitignore") })
  }
  #expect(yaml([""]) == ["keep.json", "a/top.yaml", "a/excluded.yaml", "local.yaml"])
  #expect(yaml(["a"]) == ["a/top.yaml", "a/excluded.yaml"])
  #expect(yaml(["out"]) == ["out/a.yaml", "out/keep.json"])
  #expect(yaml(["x.json", "a/local.yaml"]) == ["x.json", "a/local.yaml"])
  #expect(yaml(["", "x.json"]).contains("x.json"))
  var options = ReadOptions()
  options.skipsIgnored = false
  #expect(read(folder, [""], options).files.count == 12)
}

@Test func namedPaths() throws {
  let folder = try TemporaryFolder()
  try folder.write("svc/v1/schema/schema.yaml", "schema: {service_input_type: A}\n")
  try folder.write("svc/v1/instance_infrastructure/manifest.yaml", "")
  try folder.write("svc/v1/instance_infrastructure/cloudformation.yaml", template)
  try folder.write("svc/v1/other/unrelated.yaml", template)
  try folder.write("empty/README.md", "")
  let (files, result) = read(
    folder,
    [
      "svc/v1/instance_infrastructure/cloudformation.yaml", "svc/./v1//schema", "missing",
      "empty", "empty/README.md",
    ])
  #expect(
    Set(files.keys) == [
      "svc/v1/schema/schema.yaml", "svc/v1/instance_infrastructure/manifest.yaml",
      "svc/v1/instance_infrastructure/cloudformation.yaml", "empty/README.md",
    ])
  #expect(
    result.sources.context.map { result.sources[$0].name } == ["manifest.yaml"])
  #expect(
    Set(result.sources.named.map { result.sources[$0].name }) == [
      "cloudformation.yaml", "README.md",
    ])
  #expect(result.faults.map(\.reason) == [.missing, .empty])
  let alone = read(folder, ["svc/v1/instance_infrastructure/cloudformation.yaml"])
  #expect(alone.files.count == 3 && alone.result.sources.context.count == 2)
  #expect(Workspace(alone.result.sources).bundles.first?.layout == .official)
  let twice = read(folder, ["svc", "svc/v1", "svc/v1/schema/schema.yaml"])
  #expect(twice.result.sources.files.count == 4)
}

@Test(.enabled(if: getuid() != 0, "root may read everything"))
func refusedFilesAreFindings() throws {
  let folder = try TemporaryFolder()
  try folder.write("a.yaml", template)
  chmod(folder.path + "/a.yaml", 0)
  let (files, result) = read(folder)
  let isRefused = if case .unreadable(.refused) = files["a.yaml"]?.content { true } else { false }
  #expect(isRefused)
  #expect(result.faults.isEmpty)
  #expect(read(folder, ["a.yaml"]).result.faults.count == 1)
}
