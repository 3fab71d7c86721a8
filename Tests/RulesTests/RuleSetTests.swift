import Rules
import Testing

@Test func namesAreUnique() {
  #expect(Set(allRules.map(\.id)).count == allRules.count)
}
