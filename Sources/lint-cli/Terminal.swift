#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The process's own streams.
enum Stream: Int32 {
  case input = 0
  case output = 1
  case errors = 2

  var isTerminal: Bool { isatty(rawValue) == 1 }
}

extension Exit {
  func leave() -> Never { exit(rawValue) }
}

/// Writes all of a text. A reader that went away (`| head`) ends the process quietly.
func write(_ text: String, to stream: Stream) {
  if !writeAll(Array(text.utf8), to: stream.rawValue) { Exit.internalFault.leave() }
}

/// Writes a file, replacing what was there.
func write(_ text: String, toFile path: String) -> Bool { write(Array(text.utf8), toFile: path) }

func write(_ bytes: [UInt8], toFile path: String) -> Bool {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
  guard descriptor >= 0 else { return false }
  let isWritten = writeAll(bytes, to: descriptor)
  return close(descriptor) == 0 && isWritten
}

/// Makes a folder, unless it is there.
func makeFolder(_ path: String) -> Bool { mkdir(path, 0o755) == 0 || errno == EEXIST }

func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var start = 0
  while start < bytes.count {
    let count = bytes[start...].withUnsafeBytes { write_(descriptor, $0.baseAddress, $0.count) }
    if count < 0 {
      if errno == EINTR { continue }
      return false
    }
    start += count
  }
  return true
}

private func write_(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  #if canImport(Glibc)
    Glibc.write(descriptor, bytes, count)
  #else
    Darwin.write(descriptor, bytes, count)
  #endif
}

/// All of standard input, up to a limit; nil beyond it.
func readInput(limit: Int) -> [UInt8]? { readAll(of: Stream.input.rawValue, limit: limit) }

/// All of a file, up to a limit; nil beyond it, and where it cannot be read.
func readFile(_ path: String, limit: Int) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  return readAll(of: descriptor, limit: limit)
}

private func readAll(of descriptor: Int32, limit: Int) -> [UInt8]? {
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(descriptor, &buffer, buffer.count)
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return count < 0 ? nil : bytes }
    bytes += buffer[..<count]
    guard bytes.count <= limit else { return nil }
  }
}

func environmentVariable(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}

/// Colour only on a terminal, and not under `NO_COLOR` (no-color.org: set and not empty).
var wantsColour: Bool {
  Stream.output.isTerminal && (environmentVariable("NO_COLOR") ?? "").isEmpty
    && environmentVariable("TERM") != "dumb"
}

/// The date of the system's clock in UTC.
func currentDate() -> (year: Int, month: Int, day: Int) {
  var now = time(nil)
  var parts = tm()
  gmtime_r(&now, &parts)
  return (Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday))
}

func processorCount() -> Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
