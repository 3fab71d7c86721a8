import ProtonLint

/// Whether a name is that of a secret itself, as opposed to where one lies or how long it is.
func namesSecret(_ name: String) -> Bool {
  let words = words(of: name)
  guard let last = words.last else { return false }
  if secretWords.contains(last) { return true }
  guard last == "key", words.count > 1 else { return false }
  return ["access", "api", "private", "secret", "encryption", "signing"].contains(
    words[words.count - 2])
}

private let secretWords: Set<String> = [
  "apikey", "credential", "credentials", "passphrase", "passwd", "password", "pwd", "secret",
  "token",
]

/// The words of `db_password`, `dbPassword` or `DB-Password`, in lower case.
private func words(of name: String) -> [String] {
  var words: [String] = []
  var word = ""
  var isInLowerCase = false
  func close() {
    if !word.isEmpty { words.append(word) }
    word = ""
  }
  for character in name {
    guard character.isLetter || character.isNumber else {
      close()
      isInLowerCase = false
      continue
    }
    if character.isUppercase && isInLowerCase { close() }
    isInLowerCase = !character.isUppercase
    word += character.lowercased()
  }
  close()
  return words
}

extension InputProperty {
  /// Whether it takes a secret as a text.
  var isSecretText: Bool {
    (shape.type == .string || shape.type == nil) && shape.allowed == nil && namesSecret(name)
  }

  /// The default, if it is a text that may be a secret: neither a reference nor a placeholder.
  var secretDefault: SyntaxNode? {
    guard let value = shape.defaultValue?.value, value.isScalar, !value.isNull else { return nil }
    let text = value.text
    let lowered = text.lowercased()
    let isReference =
      lowered.hasPrefix("arn:") || lowered.hasPrefix("/") || text.contains("{{")
      || text.contains("${") || lowered.hasPrefix("ssm:")
    let isPlaceholder =
      text.isEmpty || text.hasPrefix("<") || Set(lowered).count < 3
      || ["changeme", "change-me", "change_me", "none", "null", "example", "placeholder", "todo"]
        .contains { lowered.contains($0) }
    return isReference || isPlaceholder ? nil : value
  }
}
