/// A file of the workspace: its path and, where it was worth reading, its text.
public struct SourceFile: Sendable, Identifiable {
  public struct ID: Hashable, Sendable, Comparable {
    public let index: Int

    public init(index: Int) { self.index = index }
    public static func < (left: ID, right: ID) -> Bool { left.index < right.index }
  }

  public let id: ID
  /// The path as reports print it: relative to the working directory, with `/` between its parts.
  public let path: String
  public let content: Content
  /// The size on disk in bytes, also of a file that was not read.
  public let size: Int
  /// Whether the file begins with a byte order mark of UTF-8.
  ///
  /// It is not part of ``bytes``: editors do not count it, and no parser need know it. So offsets
  /// count from behind it, and who reports byte offsets into the file adds 3.
  public let hasByteOrderMark: Bool

  public enum Content: Sendable {
    /// Valid UTF-8 without a byte order mark.
    case text([UInt8])
    /// Only the name is known: nothing interprets files of this kind.
    case notRead
    /// The file is interpreted, but no text could be had.
    case unreadable(ReadFault)
  }

  package init(
    id: ID, path: String, content: Content, size: Int? = nil, hasByteOrderMark: Bool = false
  ) {
    self.id = id
    self.path = path
    self.content = content
    self.hasByteOrderMark = hasByteOrderMark
    if case .text(let bytes) = content {
      self.size = size ?? bytes.count
    } else {
      self.size = size ?? 0
    }
  }

  /// The text; empty where there is none.
  public var bytes: [UInt8] {
    if case .text(let bytes) = content { bytes } else { [] }
  }

  /// The last part of the path.
  public var name: String {
    String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
  }

  /// The path without its last part and without a slash at the end; empty for a bare name.
  public var folder: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

  public func text(of span: Span) -> String {
    let bytes = bytes
    let end = min(span.end, bytes.count)
    return String(decoding: bytes[min(span.start, end)..<end], as: UTF8.self)
  }
}

/// Why a file gave no text. Every case becomes a finding; none stops the run.
public enum ReadFault: Hashable, Sendable {
  /// The system refused, with its reason.
  case refused(reason: String)
  /// More bytes than the limit; nothing beyond the limit was read.
  case tooLarge(size: Int, limit: Int)
  /// The first byte that is no UTF-8.
  case notUTF8(offset: Int)
  case utf16
  /// A NUL byte: no text file.
  case binary(offset: Int)
  /// An archive that cannot be unpacked, and why: the end of a sentence.
  case archive(reason: String)
}
