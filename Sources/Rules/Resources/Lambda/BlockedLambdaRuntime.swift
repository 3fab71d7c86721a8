import ProtonLint

extension Rule {
  public static let blockedLambdaRuntime = Rule(
    id: "blocked-lambda-runtime",
    category: .properties,
    severity: .error,
    finds: "a function with a runtime that Lambda no longer takes",
    why: """
      After the end of its support a runtime is blocked: first no new function can be made with \
      it, then no function that has it can be updated. The stack fails.
      """,
    fix: "Move the function to a runtime that is supported.",
    source:
      "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    aliases: ["E2531", "E2533"],
    examples: [
      .flagged(
        "a runtime of the past",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties: {Handler: a.b, Runtime: «nodejs12.x»}
        """),
      .flagged(
        "a runtime that no new function can have", on: CivilDate(year: 2026, month: 8, day: 1),
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties: {Handler: a.b, Runtime: «python3.11»}
        """),
      .flagged(
        "a runtime that all functions of a template have",
        """
        Transform: AWS::Serverless-2016-10-31
        Globals:
          Function: {Runtime: python3.6}
        Resources:
          «Function»: {Type: AWS::Serverless::Function, Properties: {Handler: a.b}}
          Other: {Type: AWS::Serverless::Function, Properties: {Handler: a.b, Runtime: python4.0}}
        """),
      .clean(
        "a runtime that is deprecated, and not yet blocked",
        on: CivilDate(year: 2026, month: 7, day: 1),
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties: {Handler: a.b, Runtime: python3.11}
        """),
    ],
    check: .graph { model in
      model.graph.lambdaRuntimes.compactMap { use in
        LambdaRuntime.named(use.name).flatMap { problem(use, $0, today: model.today) }
      }
    }
  )
}

private func problem(
  _ use: LambdaRuntimeUse, _ runtime: LambdaRuntime, today: CivilDate
) -> Problem? {
  guard runtime.endOfCreation <= today || runtime.endOfUpdates <= today else { return nil }
  let what =
    runtime.endOfUpdates <= today
    ? "neither makes nor updates functions with `\(runtime.name)` since "
      + runtime.endOfUpdates.words
    : "makes no functions with `\(runtime.name)` since \(runtime.endOfCreation.words)"
  return Problem(
    "Lambda \(what)", at: Label(use.flagged),
    related: use.flagged == use.runtime ? [] : [Label(use.runtime, "the runtime is set here")],
    help: runtime.successor.map { "use `\($0)`" }, when: use.condition, evidence: runtime.name)
}
