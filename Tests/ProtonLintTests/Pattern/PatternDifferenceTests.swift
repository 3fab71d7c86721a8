import Testing

@testable import ProtonLint

@Test(arguments: [
  ("^[0-9.]+/[0-9]+$", "^10\\.[0-9.]+/[0-9]+$", PatternDifference.text("9/9")),
  ("^[a-z]+$", "^[a-z0-9]*$", .none),
  ("^[a-z]{3}$", "^.{0,2}$", .text("aaa")),
  ("a", "^a", .text("9a")),
  ("", "^[a-z]*$", .text("9")),
  ("(?=a)b", "c", .unknown),
  ("\\bfoo", "c", .unknown),
])
func differenceIsAShortestText(_ wanted: String, _ unwanted: String, _ expected: PatternDifference)
  throws
{
  #expect(try Pattern(wanted).difference(from: Pattern(unwanted)) == expected)
}

/// Small patterns over two letters, against all texts of up to six letters.
@Test func differenceAgreesWithTryingEveryText() throws {
  var random = Xorshift(state: 0xA076_1D64_78BD_642F)
  let texts = (0...6).flatMap { length in
    (0..<1 << length).map { bits in
      String((0..<length).map { bits >> $0 & 1 == 0 ? "a" : "b" } as [Character])
    }
  }
  var found = 0
  for _ in 0..<2_000 {
    let wanted = "^(" + pattern(depth: 3, &random) + ")$"
    let unwanted = (random.next(below: 2) == 0 ? "^" : "") + pattern(depth: 3, &random)
    let least = random.next(below: 3)
    let (first, second) = (try Pattern(wanted), try Pattern(unwanted))
    let difference = first.difference(from: second, lengths: least...6)
    let all = texts.filter {
      $0.count >= least && first.matches($0) == true && second.matches($0) == false
    }
    switch difference {
    case .none: #expect(all.isEmpty, "\(wanted) \(unwanted)")
    case .unknown: Issue.record("\(wanted) \(unwanted)")
    case .text(let text):
      found += 1
      #expect(all.contains(text), "\(wanted) \(unwanted) \(text)")
      #expect(text.count == all.map(\.count).min())
    }
  }
  #expect(found > 500)
}

private func pattern(depth: Int, _ random: inout Xorshift) -> String {
  guard depth > 0 else { return ["a", "b", "[ab]", ""][random.next(below: 4)] }
  let (first, second) = (pattern(depth: depth - 1, &random), pattern(depth: depth - 1, &random))
  switch random.next(below: 6) {
  case 0: return "(\(first)|\(second))"
  case 1: return "(\(first))*"
  case 2: return "(\(first)){1,2}\(second)"
  case 3: return "(\(first))?\(second)"
  case 4: return "\(first)$|\(second)"
  default: return first + second
  }
}
