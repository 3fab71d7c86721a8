import Foundation

/// The packages that tables of facts are made from, asked by other means than the tables' scripts.
enum PythonSource {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// An interpreter that has a package in the version that a script names.
  static func python(with package: String, namedBy script: String) -> URL? {
    let text = try? String(contentsOf: root.appending(path: script), encoding: .utf8)
    // `VERSION = "1.2"`, or an entry of a table of packages.
    let versions = (text ?? "").matches(of: /(?:VERSION =|"([a-z-]+)":) "([0-9.]+)"/)
    guard let version = versions.first(where: { $0.1 == nil || $0.1 ?? "" == package })?.2 else {
      return nil
    }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let folders = path.split(separator: ":").map { URL(filePath: String($0)) }
    let candidates =
      [root.appending(path: ".oracles/bin/python3")]
      + folders.map { $0.appending(path: "python3") }
    let program = "import importlib.metadata as m; print(m.version('\(package)'))"
    return candidates.first { output(of: $0, running: program) == "\(version)\n" }
  }

  static func output(of executable: URL, running program: String) -> String? {
    guard FileManager.default.isExecutableFile(atPath: executable.path()) else { return nil }
    let process = Process()
    let pipe = Pipe()
    process.executableURL = executable
    process.arguments = ["-c", program]
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }
}
