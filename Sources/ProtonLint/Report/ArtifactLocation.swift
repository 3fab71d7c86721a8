/// A path as a URI: relative to the base, or with the scheme `file` where it is absolute.
func artifactLocation(_ path: String) -> JSON {
  let isAbsolute = path.hasPrefix("/")
  let relative = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
  return [
    "uri": .string((isAbsolute ? "file://" : "") + percentEncoded(relative)),
    "uriBaseId": isAbsolute ? nil : .string(SARIFResults.baseID),
  ]
}

/// A path with all but the unreserved characters of RFC 3986 and its slashes encoded.
private func percentEncoded(_ path: String) -> String {
  var result = ""
  for byte in path.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
      result.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      result += "%" + (digits.count == 1 ? "0" : "") + digits
    }
  }
  return result
}
