extension ReadFault {
  /// Why there is no text, as the end of a sentence.
  public var words: String {
    switch self {
    case .refused(let reason), .archive(let reason): reason
    case .tooLarge(let size, let limit): "it has \(size) bytes, and at most \(limit) are read"
    case .notUTF8(let offset): "byte \(offset) is no UTF-8"
    case .utf16: "it is UTF-16, and templates are UTF-8"
    case .binary(let offset): "byte \(offset) is NUL, so it is no text"
    }
  }
}
