#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A path as the system has it: bytes without NUL, which need not be UTF-8.
typealias PathBytes = [UInt8]

/// An open file or folder; closed when it goes out of scope.
struct Descriptor: ~Copyable {
  let number: Int32

  private init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  /// Opens without waiting, so that a pipe cannot hold us, and never through a symbolic link.
  static func open(
    _ name: PathBytes, in folder: Int32 = AT_FDCWD, isFolder: Bool = false
  ) throws(SystemError) -> Descriptor {
    let flags = O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | (isFolder ? O_DIRECTORY : 0)
    let number = name.withCString { openat(folder, $0, flags) }
    guard number >= 0 else { throw SystemError.latest }
    return Descriptor(number)
  }

  func status() throws(SystemError) -> FileStatus {
    var result = stat()
    guard fstat(number, &result) == 0 else { throw SystemError.latest }
    return FileStatus(result)
  }

  /// The names in a folder in order of their bytes, without `.` and `..`.
  func names() throws(SystemError) -> [PathBytes] {
    let copy = dup(number)
    guard copy >= 0 else { throw SystemError.latest }
    guard let stream = fdopendir(copy) else {
      close(copy)
      throw SystemError.latest
    }
    defer { closedir(stream) }
    var names: [PathBytes] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { PathBytes($0.prefix { $0 != 0 }) }
      if name != [dot] && name != [dot, dot] { names.append(name) }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The bytes of a regular file, but no more than a limit and one.
  func bytes(limit: Int, sizeHint: Int) throws(SystemError) -> [UInt8] {
    let capacity = min(max(sizeHint, 0), limit) + 1
    var failure: SystemError?
    var result = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      while count < capacity {
        let read = readBytes(number, buffer.baseAddress.map { $0 + count }, capacity - count)
        if read < 0 && errno == EINTR { continue }
        if read < 0 { failure = .latest }
        guard read > 0 else { return }
        count += read
      }
    }
    // A file that grew since its size was asked for.
    if failure == nil && result.count == capacity && capacity <= limit {
      var more = [UInt8](repeating: 0, count: limit + 1 - capacity)
      var isAtEnd = false
      while !isAtEnd && result.count <= limit {
        let room = limit + 1 - result.count
        let read = more.withUnsafeMutableBytes { (buffer) -> Int in
          readBytes(number, buffer.baseAddress, min(buffer.count, room))
        }
        if read < 0 { failure = .latest }
        isAtEnd = read <= 0
        if read > 0 { result += more[..<read] }
      }
    }
    if let failure { throw failure }
    return result
  }
}

private func readBytes(_ number: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(number, buffer, count)
}

/// What the system says of a file.
struct FileStatus {
  enum Kind { case file, folder, link, other }

  struct Identity: Hashable {
    let device: UInt64
    let number: UInt64
  }

  let kind: Kind
  let size: Int
  let identity: Identity

  fileprivate init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    size = Int(clamping: status.st_size)
    identity = Identity(
      device: UInt64(truncatingIfNeeded: status.st_dev),
      number: UInt64(truncatingIfNeeded: status.st_ino))
  }

  /// Of a name itself, not of what a symbolic link leads to.
  init(of name: PathBytes, in folder: Int32 = AT_FDCWD) throws(SystemError) {
    var result = stat()
    let outcome = name.withCString { fstatat(folder, $0, &result, AT_SYMLINK_NOFOLLOW) }
    guard outcome == 0 else { throw SystemError.latest }
    self.init(result)
  }
}

/// A refusal of the operating system.
struct SystemError: Error {
  let code: Int32

  static var latest: SystemError { SystemError(code: errno) }

  var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  /// The system's words: `Permission denied`.
  var reason: String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
  }
}

/// The path without symbolic links, `.` and `..`.
func realPath(of path: PathBytes) throws(SystemError) -> PathBytes {
  guard let resolved = path.withCString({ realpath($0, nil) }) else { throw SystemError.latest }
  defer { free(resolved) }
  return PathBytes(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
}

func fileExists(_ path: PathBytes) -> Bool { path.withCString { access($0, F_OK) } == 0 }

/// The working directory; nil where it was removed.
func workingFolder() -> PathBytes? { try? realPath(of: [dot]) }

let dot = UInt8(ascii: ".")

extension PathBytes {
  fileprivate func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    var terminated = map { CChar(bitPattern: $0) }
    terminated.append(0)
    return terminated.withUnsafeBufferPointer { buffer in
      guard let address = buffer.baseAddress else { return "".withCString(body) }
      return body(address)
    }
  }

  /// The path of a name in this folder; the name itself where the folder is the working directory.
  func appending(_ name: some Collection<UInt8>) -> PathBytes {
    if isEmpty { return PathBytes(name) }
    return last == slash ? self + name : self + [slash] + name
  }

  /// Whether a path is this folder or below it.
  func isFolder(of path: PathBytes) -> Bool {
    guard path.starts(with: self) else { return false }
    return path.count == count || last == slash || path[count] == slash
  }
}
