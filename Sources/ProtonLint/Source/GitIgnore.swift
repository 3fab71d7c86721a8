/// The patterns of one `.gitignore`, for the paths below its folder.
///
/// Semantics: <https://git-scm.com/docs/gitignore#_pattern_format>.
struct GitIgnore: Sendable {
  private let patterns: [IgnorePattern]

  var isEmpty: Bool { patterns.isEmpty }

  init(_ text: [UInt8]) {
    let hasMark = text.starts(with: [0xEF, 0xBB, 0xBF])
    patterns = text.dropFirst(hasMark ? 3 : 0)
      .split(separator: UInt8(ascii: "\n"))
      .compactMap { IgnorePattern(line: $0) }
  }

  /// What the last pattern that matches says of a path: ignored or not; nil if none does.
  ///
  /// - Parameters:
  ///   - path: The path below the folder of the `.gitignore`.
  ///   - isFolder: A symbolic link to a folder is none.
  func verdict(on path: ArraySlice<UInt8>, isFolder: Bool) -> Bool? {
    let name = path.lastIndex(of: slash).map { path[($0 + 1)...] } ?? path
    let last = patterns.last {
      (isFolder || !$0.isFoldersOnly) && $0.matches(path: path, name: name)
    }
    return last.map { !$0.isNegated }
  }
}

private struct IgnorePattern: Sendable {
  private enum Form: Sendable {
    /// No slash inside: compared with the last part of a path alone.
    case name([UInt8])
    case nameSuffix([UInt8])
    case nameGlob(Glob)
    /// Bytes without anything special, then a pattern for the rest of the path.
    case path(prefix: [UInt8], rest: Glob?)
  }

  let isNegated: Bool
  let isFoldersOnly: Bool
  private let form: Form

  /// A line without its line feed; nil for a comment and an empty line.
  init?(line: ArraySlice<UInt8>) {
    var text = line
    if text.last == UInt8(ascii: "\r") { text.removeLast() }
    text = Self.trimmed(text)
    guard let first = text.first, first != UInt8(ascii: "#") else { return nil }
    isNegated = first == UInt8(ascii: "!")
    if isNegated { text.removeFirst() }
    isFoldersOnly = text.last == slash
    if isFoldersOnly { text.removeLast() }
    let isAnchored = text.contains(slash)
    if text.first == slash { text.removeFirst() }
    let prefix = text.prefix { !Self.special.contains($0) }
    if isAnchored {
      let rest = text.dropFirst(prefix.count)
      form = .path(prefix: Array(prefix), rest: rest.isEmpty ? nil : Glob(rest))
    } else if prefix.count == text.count {
      form = .name(Array(text))
    } else if text.first == UInt8(ascii: "*"), !text.dropFirst().contains(where: Self.isSpecial) {
      form = .nameSuffix(Array(text.dropFirst()))
    } else {
      form = .nameGlob(Glob(text))
    }
  }

  private static let special = Array("*?[\\".utf8)

  private static func isSpecial(_ byte: UInt8) -> Bool { special.contains(byte) }

  /// Without the spaces at the end, unless a backslash keeps them.
  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var end = line.startIndex
    var index = line.startIndex
    while index < line.endIndex {
      if line[index] == UInt8(ascii: "\\") {
        index += 1
        // A backslash at the end keeps all spaces before it.
        guard index < line.endIndex else { return line }
        end = index + 1
      } else if line[index] != UInt8(ascii: " ") {
        end = index + 1
      }
      index += 1
    }
    return line[..<end]
  }

  func matches(path: ArraySlice<UInt8>, name: ArraySlice<UInt8>) -> Bool {
    switch form {
    case .name(let text): name.elementsEqual(text)
    case .nameSuffix(let text):
      name.count >= text.count && name.suffix(text.count).elementsEqual(text)
    case .nameGlob(let glob): glob.matches(name)
    case .path(let prefix, let rest):
      if let rest {
        path.starts(with: prefix) && rest.matches(path.dropFirst(prefix.count))
      } else {
        path.elementsEqual(prefix)
      }
    }
  }
}
