/// A message, which has a small letter and no full stop, as a sentence among others.
///
/// A first word with any other character than small letters is a name, and stays as it is.
func sentence(_ message: String) -> String {
  let first = message.prefix { $0 != " " }
  let isWord = first.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
  let opening = isWord ? message.prefix(1).uppercased() : String(message.prefix(1))
  let isClosed = message.last.map { ".?!…".contains($0) } ?? true
  return visible(opening + message.dropFirst()) + (isClosed ? "" : ".")
}
