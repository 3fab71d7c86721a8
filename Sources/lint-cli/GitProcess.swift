#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A running `git`, which is written to and read from.
///
/// It is started without a shell, and so that nothing of the repository runs: no hooks, no monitor,
/// no pager, no transport that would fetch a missing object.
final class GitProcess {
  private let process: pid_t
  private var input: Int32
  private let output: Int32
  private var buffer: [UInt8] = []
  private var position = 0

  /// - Parameter folder: Where it runs.
  init(_ arguments: [String], in folder: String) throws(GitFault) {
    var toChild: [Int32] = [-1, -1]
    var fromChild: [Int32] = [-1, -1]
    guard pipe(&toChild) == 0 else { throw GitFault("git cannot be started") }
    guard pipe(&fromChild) == 0 else {
      for end in toChild { close(end) }
      throw GitFault("git cannot be started")
    }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, toChild[0], Stream.input.rawValue)
    posix_spawn_file_actions_adddup2(&actions, fromChild[1], Stream.output.rawValue)
    for end in toChild + fromChild where end > Stream.errors.rawValue {
      posix_spawn_file_actions_addclose(&actions, end)
    }

    var words: [UnsafeMutablePointer<CChar>?] = (Self.command(in: folder) + arguments).map {
      strdup($0)
    }
    var settings: [UnsafeMutablePointer<CChar>?] = Self.environment().map { strdup($0) }
    words.append(nil)
    settings.append(nil)
    defer { for word in words + settings { free(word) } }
    var process: pid_t = 0
    let status = posix_spawnp(&process, "git", &actions, nil, words, settings)
    close(toChild[0])
    close(fromChild[1])
    self.process = process
    input = toChild[1]
    output = fromChild[0]
    guard status == 0 else {
      close(input)
      close(output)
      input = -1
      throw GitFault("git cannot be started: " + String(cString: strerror(status)))
    }
  }

  private static func command(in folder: String) -> [String] {
    [
      "git", "-C", folder, "--no-pager", "--no-replace-objects", "-c", "core.hooksPath=/dev/null",
      "-c", "core.fsmonitor=false", "-c", "protocol.allow=never",
    ]
  }

  /// The own environment without what points Git at another repository, as in a hook, and with what
  /// keeps it from asking, fetching and locking.
  private static func environment() -> [String] {
    var kept: [String] = []
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      if !text.hasPrefix("GIT_") || text.hasPrefix("GIT_CONFIG_") { kept.append(text) }
      next += 1
    }
    return kept + [
      "GIT_ALLOW_PROTOCOL=none", "GIT_CONFIG_NOSYSTEM=1", "GIT_NO_LAZY_FETCH=1",
      "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0",
    ]
  }

  /// Sends a line; false where nobody reads any more.
  func send(_ line: [UInt8]) -> Bool {
    // A process that ended must not end this one as well.
    let handler = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, handler) }
    return writeAll(line + [UInt8(ascii: "\n")], to: input)
  }

  /// The bytes up to a mark, without it; nil at the end, or where more than a limit comes before it.
  func read(upTo mark: UInt8, limit: Int) -> [UInt8]? {
    var taken: [UInt8] = []
    while taken.count <= limit {
      if let end = buffer[position...].firstIndex(of: mark) {
        taken += buffer[position..<end]
        position = end + 1
        return taken
      }
      taken += buffer[position...]
      guard fill() else { return nil }
    }
    return nil
  }

  /// So many bytes; nil where there are fewer.
  func read(_ count: Int) -> [UInt8]? {
    var taken: [UInt8] = []
    while taken.count < count {
      let part = buffer[position...].prefix(count - taken.count)
      taken += part
      position += part.count
      if taken.count < count, !fill() { return nil }
    }
    return taken
  }

  private func fill() -> Bool {
    position = 0
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = readBytes(output, &bytes)
      if count < 0, errno == EINTR { continue }
      buffer = count > 0 ? Array(bytes[..<count]) : []
      return count > 0
    }
  }

  /// Lets it end, and says whether it ended well.
  func finish() -> Bool {
    if input >= 0 { close(input) }
    input = -1
    close(output)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return false }
    }
    return status == 0
  }
}

private func readBytes(_ descriptor: Int32, _ bytes: inout [UInt8]) -> Int {
  read(descriptor, &bytes, bytes.count)
}
