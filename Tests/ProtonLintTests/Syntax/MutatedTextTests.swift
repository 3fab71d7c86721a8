import Testing

@testable import ProtonLint

@Test(arguments: [Language.yaml, .json])
private func mutatedTextKeepsTheInvariants(language: Language) {
  var random = Xorshift(state: 0x2545_F491_4F6C_DD1D)
  for round in 0..<6_000 {
    let text = mutation(of: samples[round % samples.count], &random)
    if let broken = brokenInvariant(of: parse(text, as: language)) {
      Issue.record("\(broken) in \(String(decoding: text, as: UTF8.self).debugDescription)")
      return
    }
  }
}

/// Texts with a few bytes changed that are UTF-8 still, the same in every run.
func mutations(of samples: [String], count: Int) -> [String] {
  var random = Xorshift(state: 0x9E37_79B9_7F4A_7C15)
  return (0..<count).compactMap { round in
    String(validating: mutation(of: samples[round % samples.count], &random), as: UTF8.self)
  }
}

private let interesting = Array(
  "[]{}:,-?!&*|>'\"%@`#\\ \t\r\n\0a1~é\u{E000}\u{FEFF}\u{85}\u{2028}".utf8)

private func mutation(of sample: String, _ random: inout Xorshift) -> [UInt8] {
  var text = Array(sample.utf8)
  for _ in 0...random.next(below: 4) where !text.isEmpty {
    let place = random.next(below: text.count)
    switch random.next(below: 4) {
    case 0: text.remove(at: place)
    case 1: text[place] = UInt8(truncatingIfNeeded: random.next(below: 256))
    case 2: text.insert(interesting[random.next(below: interesting.count)], at: place)
    default: text.replaceSubrange(place..., with: text[random.next(below: text.count)...])
    }
  }
  return text
}

private let samples = [
  """
  AWSTemplateFormatVersion: '2010-09-09'
  Parameters: &p
    Größe: {Type: Number, Default: 1, "Min": 0}
  Resources:
    # A comment
    Bucket: !If
      - Cond
      - !Ref A
      - &x !Sub "${A}\\n"
    Copy: *x
    Script: |-
      #!/bin/sh
        echo é

    Folded: >+
      one
      two

  ? [complex, key]
  : - - a
    - b:
  """,
  "{\"a\": [1, -2.5e+3, true, null, \"\\u00e9\\n🙂\"], \"b\": {\"c\": {}}, \"b\": []}",
  "a: 'it''s'\r\nb: >\r\n  one\r\n\r\n  two\r\nc: [a: b, {c}, ? d]\r\n---\r\nsecond\r\n",
]

/// The same numbers in every run (Marsaglia, "Xorshift RNGs", 2003).
struct Xorshift {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(truncatingIfNeeded: state >> 16) % max(1, bound)
  }
}
