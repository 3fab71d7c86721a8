#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whether a text holds a word.
func contains(_ word: StaticString, in text: ArraySlice<UInt8>) -> Bool {
  firstOffset(of: word, in: text) != nil
}

func contains(_ word: StaticString, in text: [UInt8]) -> Bool { contains(word, in: text[...]) }

/// Whether a line of the outermost indentation begins with a key of YAML, or a text holds that key of
/// JSON at any depth.
func hasTopKey(_ key: StaticString, in text: ArraySlice<UInt8>) -> Bool {
  var rest = text
  while let start = firstOffset(of: key, in: rest) {
    let end = start + key.utf8CodeUnitCount
    rest = text[end...]
    let quote = start > text.startIndex ? text[start - 1] : nil
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    var next = end
    if isQuoted {
      guard next < text.endIndex, text[next] == quote else { continue }
      next += 1
    }
    while next < text.endIndex, text[next] == UInt8(ascii: " ") || text[next] == UInt8(ascii: "\t")
    {
      next += 1
    }
    guard next < text.endIndex, text[next] == UInt8(ascii: ":") else { continue }
    let first = isQuoted ? start - 1 : start
    let before = text[..<first].reversed().prefix { $0 == UInt8(ascii: " ") }.count
    let lineStart = first - before
    let isAtLineStart =
      (lineStart == text.startIndex || text[lineStart - 1] == UInt8(ascii: "\n")
        || text[lineStart - 1] == UInt8(ascii: "\r"))
      && (before == 0 || before == firstIndentation(of: text))
    if isAtLineStart || (isQuoted && text.first { !isSpace($0) } == UInt8(ascii: "{")) {
      return true
    }
  }
  return false
}

func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

/// The first offset of a word.
func firstOffset(of word: StaticString, in text: ArraySlice<UInt8>) -> Int? {
  text.withUnsafeBytes { bytes in
    let count = word.utf8CodeUnitCount
    guard let base = bytes.baseAddress, count > 0 else { return nil }
    var start = 0
    while start + count <= bytes.count,
      let found = memchr(base + start, Int32(word.utf8Start[0]), bytes.count - count + 1 - start)
    {
      if memcmp(found, word.utf8Start, count) == 0 {
        return text.startIndex + base.distance(to: UnsafeRawPointer(found))
      }
      start = base.distance(to: UnsafeRawPointer(found)) + 1
    }
    return nil
  }
}

/// How far the first line of YAML is indented that is no comment and no marker of a document.
private func firstIndentation(of text: ArraySlice<UInt8>) -> Int {
  var rest = text
  while !rest.isEmpty {
    let line = rest.prefix { $0 != UInt8(ascii: "\n") }
    rest = rest[line.endIndex...].dropFirst()
    let spaces = line.prefix { $0 == UInt8(ascii: " ") }.count
    switch line.dropFirst(spaces).first {
    case nil, UInt8(ascii: "\r"), UInt8(ascii: "#"), UInt8(ascii: "%"): continue
    case UInt8(ascii: "-") where spaces == 0 && line.starts(with: "---".utf8): continue
    default: return spaces
    }
  }
  return 0
}
