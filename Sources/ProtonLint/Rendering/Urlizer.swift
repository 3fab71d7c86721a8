/// `urlize`: words of a text that look like addresses become links.
struct Urlizer {
  /// The most characters of an address to show.
  var limit: Int?
  var relation = ""
  var target = ""
  var schemes: [String] = []

  /// - Parameter text: HTML already.
  func urlized(_ text: String) -> String {
    var result = ""
    var word = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if PythonString.isSpace(scalar) {
        if !word.isEmpty { result += link(String(word)) }
        word = String.UnicodeScalarView()
        result.unicodeScalars.append(scalar)
      } else {
        word.append(scalar)
      }
    }
    return word.isEmpty ? result : result + link(String(word))
  }

  /// `[\w.+-]{2,}:(/){0,2}`
  static func isScheme(_ text: String) -> Bool {
    guard let colon = text.unicodeScalars.firstIndex(of: ":") else { return false }
    let name = text.unicodeScalars[..<colon]
    let rest = text.unicodeScalars[colon...].dropFirst()
    return name.count >= 2 && rest.count <= 2 && rest.allSatisfy { $0 == "/" }
      && name.allSatisfy { PythonString.isWord($0) || [".", "+", "-"].contains($0) }
  }

  private func link(_ word: String) -> String {
    var head = ""
    var middle = word[...]
    var tail = ""
    let openings = ["(", "<", "&lt;"]
    while let opening = openings.first(where: { middle.utf8.starts(with: $0.utf8) }) {
      head += opening
      middle = middle.dropFirst(opening.count)
    }
    let closings = [")", ">", ".", ",", "&gt;"]
    while let closing = closings.first(where: { PythonString.hasSuffix(String(middle), $0) }) {
      tail = closing + tail
      middle = middle.dropLast(closing.count)
    }
    var text = String(middle)
    for (opening, closing) in [("(", ")"), ("<", ">"), ("&lt;", "&gt;")] {
      let opened = PythonString.count(of: opening, in: text)
      guard opened > PythonString.count(of: closing, in: text) else { continue }
      for _ in 0..<min(opened, PythonString.count(of: closing, in: tail)) {
        let parts = PythonString.split(tail, by: closing, atMost: 1)
        guard parts.count == 2 else { break }
        text += parts[0] + closing
        tail = parts[1]
      }
    }
    return head + linked(text) + tail
  }

  private func linked(_ text: String) -> String {
    if isWebAddress(text) {
      let hasScheme =
        PythonString.hasPrefix(text, "https://") || PythonString.hasPrefix(text, "http://")
      return
        "<a href=\"\(hasScheme ? "" : "https://")\(text)\"\(relation)\(target)>\(shown(text))</a>"
    }
    if PythonString.hasPrefix(text, "mailto:"), isMailAddress(String(text.dropFirst(7))) {
      return "<a href=\"\(text)\">\(text.dropFirst(7))</a>"
    }
    if text.contains("@"), !PythonString.hasPrefix(text, "www."), !text.hasPrefix("@"),
      !text.contains(":"), isMailAddress(text)
    {
      return "<a href=\"mailto:\(text)\">\(text)</a>"
    }
    var result = text
    for scheme in schemes
    where !PythonString.isEqual(result, scheme) && PythonString.hasPrefix(result, scheme) {
      result = "<a href=\"\(result)\"\(relation)\(target)>\(result)</a>"
    }
    return result
  }

  private func shown(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    guard let limit, scalars.count > limit else { return text }
    return String(String.UnicodeScalarView(pythonSlice(scalars, start: nil, stop: limit, step: 1)))
      + "..."
  }

  /// `^\S+@\w[\w.-]*\.\w+$`
  private func isMailAddress(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    guard let at = scalars.lastIndex(of: "@"), at > 0,
      let dot = scalars.lastIndex(of: "."), dot > at + 1, dot + 1 < scalars.count
    else { return false }
    return !scalars.contains(where: PythonString.isSpace) && PythonString.isWord(scalars[at + 1])
      && scalars[(at + 1)..<dot].allSatisfy { PythonString.isWord($0) || $0 == "." || $0 == "-" }
      && scalars[(dot + 1)...].allSatisfy(PythonString.isWord)
  }

  /// `^((https?://|www\.)(([\w%-]+\.)+)?([a-z]{2,63}|xn--[\w%]{2,59})|([\w%-]{2,63}\.)+`
  /// `(com|net|int|edu|gov|org|info|mil)|(https?://)((([\d]{1,3})(\.[\d]{1,3}){3})|`
  /// `(\[([\da-f]{0,4}:){2}([\da-f]{0,4}:?){1,6}])))(?::[\d]{1,5})?(?:[/?#]\S*)?$`, without case.
  private func isWebAddress(_ text: String) -> Bool {
    var scalars = Array(text.unicodeScalars)
    if let cut = scalars.firstIndex(where: { ["/", "?", "#"].contains($0) }) {
      // The `//` of a scheme is no path.
      let start = schemeEnd(scalars)
      if cut >= start {
        scalars = Array(scalars[..<cut])
      } else if let path = scalars[start...].firstIndex(where: { ["/", "?", "#"].contains($0) }) {
        scalars = Array(scalars[..<path])
      }
    }
    if isHost(scalars) { return true }
    // Without a port.
    guard let colon = scalars.lastIndex(of: ":") else { return false }
    let port = scalars[(colon + 1)...]
    return (1...5).contains(port.count) && port.allSatisfy(PythonString.isDecimal)
      && isHost(Array(scalars[..<colon]))
  }

  private func schemeEnd(_ scalars: [Unicode.Scalar]) -> Int {
    for scheme in ["https://", "http://"]
    where String(String.UnicodeScalarView(scalars.prefix(scheme.count))).lowercased() == scheme {
      return scheme.count
    }
    return 0
  }

  private func isHost(_ scalars: [Unicode.Scalar]) -> Bool {
    let scheme = schemeEnd(scalars)
    let host = String(String.UnicodeScalarView(scalars[scheme...]))
    let isWeb = host.lowercased().hasPrefix("www.")
    if scheme > 0, isNamedHost(host) || isNumbered(host) { return true }
    if scheme == 0, isWeb, isNamedHost(String(host.dropFirst(4))) { return true }
    return scheme == 0 && isKnownDomain(host)
  }

  private func labels(_ host: String) -> [[Unicode.Scalar]] {
    host.split(separator: ".", omittingEmptySubsequences: false).map { Array($0.unicodeScalars) }
  }

  private func isLabel(_ label: [Unicode.Scalar]) -> Bool {
    !label.isEmpty && label.allSatisfy { PythonString.isWord($0) || $0 == "%" || $0 == "-" }
  }

  private func isNamedHost(_ host: String) -> Bool {
    let labels = labels(host)
    guard let last = labels.last, labels.dropLast().allSatisfy(isLabel) else { return false }
    let isPlain =
      (2...63).contains(last.count)
      && last.allSatisfy { ("a"..."z").contains($0) || ("A"..."Z").contains($0) }
    let name = String(String.UnicodeScalarView(last))
    let isEncoded =
      name.lowercased().hasPrefix("xn--") && (2...59).contains(last.count - 4)
      && last.dropFirst(4).allSatisfy { PythonString.isWord($0) || $0 == "%" }
    return isPlain || isEncoded
  }

  private func isKnownDomain(_ host: String) -> Bool {
    let labels = labels(host)
    guard labels.count > 1, let last = labels.last else { return false }
    let known = ["com", "net", "int", "edu", "gov", "org", "info", "mil"]
    return known.contains(String(String.UnicodeScalarView(last)).lowercased())
      && labels.dropLast().allSatisfy { isLabel($0) && (2...63).contains($0.count) }
  }

  private func isNumbered(_ host: String) -> Bool {
    let labels = labels(host)
    if labels.count == 4,
      labels.allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy(PythonString.isDecimal) })
    {
      return true
    }
    guard host.hasPrefix("["), host.hasSuffix("]") else { return false }
    let inside = host.dropFirst().dropLast()
    let groups = inside.split(separator: ":", omittingEmptySubsequences: false)
    return (3...9).contains(groups.count)
      && groups.allSatisfy { $0.count <= 4 && $0.allSatisfy(\.isHexDigit) }
  }
}
