import ProtonLint

extension Rule {
  public static let unsupportedSnapStart = Rule(
    id: "unsupported-snap-start",
    category: .properties,
    severity: .error,
    finds: "SnapStart for a function whose runtime or storage does not have it",
    why: """
      Lambda takes snapshots of functions of Java from 11, Python from 3.12 and .NET from 8, \
      with 512 MB of storage. It refuses `SnapStart` for any other function.
      """,
    fix: "Take a runtime with SnapStart, or leave `SnapStart` out.",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html",
    aliases: ["E2530"],
    examples: [
      .flagged(
        "an old Python",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Runtime: python3.11
              SnapStart: {ApplyOn: «PublishedVersions»}
        """),
      .flagged(
        "a large file system",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Runtime: java21
              EphemeralStorage: {Size: 1024}
              SnapStart: {ApplyOn: «PublishedVersions»}
        """),
      .clean(
        "Java, and no snapshot",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties: {Runtime: java21, SnapStart: {ApplyOn: PublishedVersions}}
          Other:
            Type: AWS::Lambda::Function
            Properties: {Runtime: nodejs22.x, SnapStart: {ApplyOn: None}}
        """),
    ],
    check: .resource(.cloudFormation("AWS::Lambda::Function", "AWS::Serverless::Function")) {
      function, _ in
      function.readings(of: "Runtime", "SnapStart", "EphemeralStorage").flatMap {
        reading -> [Problem] in
        guard let snapStart = reading["SnapStart"] else { return [] }
        return snapStart.values(at: ["ApplyOn"]).compactMap { apply in
          guard apply.value.string == "PublishedVersions" else { return nil }
          let condition = reading.condition.and(apply.condition)
          if let runtime = reading["Runtime"], let name = runtime.string, !hasSnapStart(name) {
            return Problem(
              "the runtime `\(name)` has no SnapStart", at: Label(apply.value.span),
              related: [Label(runtime.span, "the runtime")], when: condition,
              evidence: function.logicalID)
          }
          guard let size = reading["EphemeralStorage"]?["Size"], let megabytes = size.number,
            megabytes > 512
          else { return nil }
          return Problem(
            "SnapStart is for functions with 512 MB of storage, and this one has \(size.words)",
            at: Label(apply.value.span), related: [Label(size.span, "the storage")],
            when: condition, evidence: function.logicalID)
        }
      }
    }
  )
}

/// Source: "Supported features and limitations" of SnapStart in the developer guide of Lambda. A
/// runtime that is newer than this list may have it.
private func hasSnapStart(_ runtime: String) -> Bool {
  let without: Set<String> = [
    "dotnet5.0", "dotnet6", "dotnet7", "java8", "java8.al2", "python2.7", "python3.6", "python3.7",
    "python3.8", "python3.9", "python3.10", "python3.11",
  ]
  return ["dotnet", "java", "python"].contains { runtime.hasPrefix($0) }
    && !runtime.hasPrefix("dotnetcore") && !without.contains(runtime)
}
