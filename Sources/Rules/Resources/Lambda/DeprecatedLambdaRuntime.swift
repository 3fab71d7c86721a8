import ProtonLint

extension Rule {
  public static let deprecatedLambdaRuntime = Rule(
    id: "deprecated-lambda-runtime",
    category: .properties,
    severity: .warning,
    finds: "a function with a runtime whose support has ended",
    why: """
      A deprecated runtime gets no security patches and no support, and is soon blocked: then \
      the function cannot be made again, nor updated.
      """,
    fix: "Move the function to a runtime that is supported.",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    aliases: ["W2531"],
    examples: [
      .flagged(
        "a runtime in the month before it is blocked", on: CivilDate(year: 2026, month: 7, day: 1),
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties: {Handler: a.b, Runtime: «python3.11»}
        """),
      .clean(
        "the same runtime before that", on: CivilDate(year: 2026, month: 6, day: 1),
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties: {Handler: a.b, Runtime: python3.11}
        """),
    ],
    check: .graph { model in
      model.graph.lambdaRuntimes.compactMap { use in
        guard let runtime = LambdaRuntime.named(use.name), runtime.deprecation <= model.today,
          // `blocked-lambda-runtime` says the rest.
          model.today < runtime.endOfCreation, model.today < runtime.endOfUpdates
        else { return nil }
        return Problem(
          "Lambda has not supported `\(runtime.name)` since \(runtime.deprecation.words)",
          at: Label(use.flagged),
          related: use.flagged == use.runtime
            ? [] : [Label(use.runtime, "the runtime is set here")],
          help: "no function can be made with it from \(runtime.endOfCreation.words)"
            + (runtime.successor.map { "; use `\($0)`" } ?? ""),
          when: use.condition, evidence: runtime.name)
      }
    }
  )
}
