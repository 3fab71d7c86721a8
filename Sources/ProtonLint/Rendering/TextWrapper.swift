/// Python's `textwrap.wrap`, without changes of white space.
struct TextWrapper {
  let width: Int
  let breaksLongWords: Bool
  let breaksOnHyphens: Bool

  func wrapped(_ text: String) -> [String] {
    var chunks = Array(chunks(of: Array(text.unicodeScalars)).reversed())
    var lines: [String] = []
    while !chunks.isEmpty {
      var line: [ArraySlice<Unicode.Scalar>] = []
      var length = 0
      if !lines.isEmpty, let last = chunks.last, isBlank(last) { chunks.removeLast() }
      while let chunk = chunks.last, length + chunk.count <= width {
        line.append(chunk)
        length += chunk.count
        chunks.removeLast()
      }
      if let chunk = chunks.last, chunk.count > width {
        breakUp(chunk, &chunks, &line, length)
      }
      if let last = line.last, isBlank(last) { line.removeLast() }
      if !line.isEmpty { lines.append(joined(line)) }
    }
    return lines
  }

  private func breakUp(
    _ chunk: ArraySlice<Unicode.Scalar>, _ chunks: inout [ArraySlice<Unicode.Scalar>],
    _ line: inout [ArraySlice<Unicode.Scalar>], _ length: Int
  ) {
    // Nothing fits where the line is full: an empty piece stands at its end then.
    let space = width - length
    if breaksLongWords {
      var end = min(chunk.startIndex + space, chunk.endIndex)
      if breaksOnHyphens, chunk.count > space {
        // Behind the last hyphen that has something else before it.
        if let hyphen = chunk[..<end].lastIndex(of: "-"), hyphen > chunk.startIndex,
          chunk[..<hyphen].contains(where: { $0 != "-" })
        {
          end = hyphen + 1
        }
      }
      line.append(chunk[..<end])
      chunks[chunks.count - 1] = chunk[end...]
      if chunks[chunks.count - 1].isEmpty { chunks.removeLast() }
    } else if line.isEmpty {
      line.append(chunk)
      chunks.removeLast()
    }
  }

  private func joined(_ chunks: [ArraySlice<Unicode.Scalar>]) -> String {
    var view = String.UnicodeScalarView()
    for chunk in chunks { view.append(contentsOf: chunk) }
    return String(view)
  }

  private func isBlank(_ chunk: ArraySlice<Unicode.Scalar>) -> Bool {
    chunk.allSatisfy { PythonString.isSpace($0) }
  }

  /// The white space of `textwrap`, which is that of ASCII.
  private func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    (0x09...0x0D).contains(scalar.value) || scalar == " "
  }

  private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    PythonString.isWord(scalar) && !PythonString.isDecimal(scalar)
  }

  private func isPunctuated(_ scalar: Unicode.Scalar) -> Bool {
    PythonString.isWord(scalar) || ["!", "\"", "'", "&", ".", ",", "?"].contains(scalar)
  }

  /// Words, white space and, within words, what stands before a hyphen or a dash.
  private func chunks(of scalars: [Unicode.Scalar]) -> [ArraySlice<Unicode.Scalar>] {
    var chunks: [ArraySlice<Unicode.Scalar>] = []
    var start = 0
    while start < scalars.count {
      let end: Int
      if isSpace(scalars[start]) {
        end = scalars[start...].firstIndex { !isSpace($0) } ?? scalars.count
      } else if breaksOnHyphens {
        end = wordEnd(scalars, from: start)
      } else {
        end = scalars[start...].firstIndex(where: isSpace) ?? scalars.count
      }
      chunks.append(scalars[start..<end])
      start = end
    }
    return chunks
  }

  /// Behind two hyphens or more that a word follows.
  private func dashEnd(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
    guard let end = scalars[start...].firstIndex(where: { $0 != "-" }) else { return nil }
    return end - start >= 2 && PythonString.isWord(scalars[end]) ? end : nil
  }

  private func wordEnd(_ scalars: [Unicode.Scalar], from start: Int) -> Int {
    // A dash of two hyphens or more between words is a chunk of its own.
    if start > 0, isPunctuated(scalars[start - 1]), let end = dashEnd(scalars, from: start) {
      return end
    }
    var end = start + 1
    while end <= scalars.count {
      if end == scalars.count || isSpace(scalars[end]) { return end }
      // Behind a hyphen between two letters and two letters: `well-known`.
      if scalars[end - 1] == "-", end - start >= 2, isHyphenated(scalars, end) { return end }
      if isPunctuated(scalars[end - 1]), dashEnd(scalars, from: end) != nil { return end }
      end += 1
    }
    return scalars.count
  }

  private func isHyphenated(_ scalars: [Unicode.Scalar], _ end: Int) -> Bool {
    func letter(_ index: Int) -> Bool {
      scalars.indices.contains(index) && isLetter(scalars[index])
    }
    func hyphen(_ index: Int) -> Bool { scalars.indices.contains(index) && scalars[index] == "-" }
    let isBehindWord =
      (letter(end - 2) && letter(end - 3))
      || (letter(end - 2) && hyphen(end - 3) && letter(end - 4))
    let isBeforeWord =
      letter(end) && (letter(end + 1) || (hyphen(end + 1) && letter(end + 2)))
    return isBehindWord && isBeforeWord
  }
}
