import Foundation
import Rules
import Testing

@testable import ProtonLint

/// What holds of all checks against schemas, whatever the type.
@Suite struct SchemaCheckTests {
  private func findings(_ text: String, named ids: Set<Rule.ID>) -> [String] {
    var sources = SourceStore()
    sources.add(path: "template.yaml", content: .text(Array(text.utf8)))
    return lint(sources, with: allRules).findings.filter { ids.contains($0.rule) }.map {
      "\($0.rule): \($0.problem.message)"
    }
  }

  /// A statement of a web ACL holds statements: its schema leads back to itself.
  @Test(.timeLimit(.minutes(1)), arguments: [4 << 20, 8 << 20])
  func endsOnDeepValues(stackSize: Int) {
    // A parser takes 128 levels.
    let depth = 58
    let open = String(repeating: "{NotStatement: {Statement: ", count: depth)
    let close = String(repeating: "}}", count: depth)
    let text = """
      Resources:
        Acl:
          Type: AWS::WAFv2::WebACL
          Properties:
            Scope: REGIONAL
            DefaultAction: {Allow: {}}
            VisibilityConfig: {CloudWatchMetricsEnabled: true, MetricName: a, SampledRequestsEnabled: true}
            Rules:
              - Name: deep
                Priority: 1
                VisibilityConfig: {CloudWatchMetricsEnabled: true, MetricName: a, SampledRequestsEnabled: true}
                Statement: \(open){GeoMatchStatement: {Unheard: 1}}\(close)

      """
    let done = Done()
    let thread = Thread {
      done.set(findings(text, named: ["unknown-property"]).count)
    }
    thread.stackSize = stackSize
    thread.start()
    while !thread.isFinished { Thread.sleep(forTimeInterval: 0.01) }
    #expect(done.count == 1)
  }

  private final class Done: @unchecked Sendable {
    private(set) var count: Int?
    func set(_ count: Int) { self.count = count }
  }
}
