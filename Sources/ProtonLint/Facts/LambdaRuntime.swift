/// A runtime of Lambda, with the days on which its support ends.
///
/// Source: "Lambda runtimes" in the developer guide of Lambda,
/// <https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html>. Days that lie ahead are AWS's
/// plans, and have been moved before.
public struct LambdaRuntime: Sendable {
  public let name: String
  /// The last day of patches and support.
  public let deprecation: CivilDate
  /// From this day on no function can be created with it.
  public let endOfCreation: CivilDate
  /// From this day on no function with it can be updated.
  public let endOfUpdates: CivilDate
  /// What to use instead.
  public let successor: String?

  public static func named(_ name: String) -> LambdaRuntime? { table[name] }

  private static let table: [String: LambdaRuntime] = Dictionary(
    rows.map { ($0.name, $0) }, uniquingKeysWith: { $1 })

  private typealias Day = (Int, Int, Int)

  private static func row(
    _ name: String, _ deprecation: Day, _ creation: Day, _ updates: Day, _ successor: String?
  ) -> LambdaRuntime {
    func date(_ day: Day) -> CivilDate { CivilDate(year: day.0, month: day.1, day: day.2) }
    return LambdaRuntime(
      name: name, deprecation: date(deprecation), endOfCreation: date(creation),
      endOfUpdates: date(updates), successor: successor)
  }

  /// Name, deprecation, end of creation, end of updates, successor.
  private static let rows: [LambdaRuntime] = [
    row("dotnet6", (2024, 12, 20), (2026, 6, 1), (2026, 7, 1), "dotnet9"),
    row("dotnet8", (2026, 11, 10), (2026, 12, 10), (2027, 1, 11), "dotnet9"),
    row("dotnetcore1.0", (2019, 6, 27), (2019, 6, 30), (2019, 7, 30), "dotnet9"),
    row("dotnetcore2.0", (2019, 5, 30), (2019, 4, 30), (2019, 5, 30), "dotnet9"),
    row("dotnetcore2.1", (2022, 1, 5), (2022, 1, 5), (2022, 4, 13), "dotnet9"),
    row("dotnetcore3.1", (2023, 4, 3), (2023, 4, 3), (2023, 5, 3), "dotnet9"),
    row("go1.x", (2024, 1, 8), (2024, 2, 8), (2026, 7, 1), "provided.al2023"),
    row("java11", (2026, 6, 30), (2026, 7, 31), (2026, 8, 31), "java25"),
    row("java17", (2026, 6, 30), (2026, 7, 31), (2026, 8, 31), "java25"),
    row("java21", (2029, 6, 30), (2029, 7, 31), (2029, 8, 31), "java25"),
    row("java25", (2029, 6, 30), (2029, 7, 31), (2029, 8, 31), nil),
    row("java8", (2024, 1, 8), (2024, 2, 8), (2026, 7, 1), "java25"),
    row("java8.al2", (2026, 6, 30), (2026, 7, 31), (2026, 8, 31), "java25"),
    row("nodejs", (2016, 8, 30), (2016, 9, 30), (2016, 10, 31), "nodejs24.x"),
    row("nodejs10.x", (2021, 7, 30), (2021, 7, 30), (2022, 2, 14), "nodejs24.x"),
    row("nodejs12.x", (2023, 3, 31), (2023, 3, 31), (2023, 4, 30), "nodejs24.x"),
    row("nodejs14.x", (2023, 12, 4), (2024, 1, 9), (2026, 7, 1), "nodejs24.x"),
    row("nodejs16.x", (2024, 6, 12), (2026, 6, 1), (2026, 7, 1), "nodejs24.x"),
    row("nodejs18.x", (2025, 9, 1), (2026, 6, 1), (2026, 7, 1), "nodejs24.x"),
    row("nodejs20.x", (2026, 4, 30), (2026, 6, 1), (2026, 7, 1), "nodejs24.x"),
    row("nodejs22.x", (2027, 4, 30), (2027, 6, 1), (2027, 7, 1), "nodejs24.x"),
    row("nodejs24.x", (2028, 4, 30), (2028, 6, 1), (2028, 7, 1), nil),
    row("nodejs4.3", (2020, 3, 5), (2020, 2, 3), (2020, 3, 5), "nodejs24.x"),
    row("nodejs4.3-edge", (2020, 3, 5), (2019, 3, 31), (2019, 4, 30), "nodejs24.x"),
    row("nodejs6.10", (2019, 8, 12), (2019, 7, 12), (2019, 8, 12), "nodejs24.x"),
    row("nodejs8.10", (2020, 3, 6), (2020, 2, 4), (2020, 3, 6), "nodejs24.x"),
    row("provided", (2024, 1, 8), (2024, 2, 8), (2026, 7, 1), "provided.al2023"),
    row("provided.al2", (2026, 6, 30), (2026, 7, 31), (2026, 8, 31), "provided.al2023"),
    row("provided.al2023", (2029, 6, 30), (2029, 7, 31), (2029, 8, 31), nil),
    row("python2.7", (2021, 7, 15), (2021, 7, 15), (2022, 5, 30), "python3.14"),
    row("python3.10", (2026, 6, 30), (2026, 7, 31), (2026, 8, 31), "python3.14"),
    row("python3.11", (2026, 6, 30), (2026, 7, 31), (2026, 8, 31), "python3.14"),
    row("python3.12", (2028, 10, 31), (2028, 11, 30), (2029, 1, 10), "python3.14"),
    row("python3.13", (2029, 6, 30), (2029, 7, 31), (2029, 8, 31), "python3.14"),
    row("python3.14", (2029, 6, 30), (2029, 7, 31), (2029, 8, 31), nil),
    row("python3.6", (2022, 7, 18), (2022, 7, 18), (2022, 8, 29), "python3.14"),
    row("python3.7", (2023, 12, 4), (2024, 1, 9), (2026, 3, 9), "python3.14"),
    row("python3.8", (2024, 10, 14), (2026, 6, 1), (2026, 7, 1), "python3.14"),
    row("python3.9", (2025, 12, 15), (2026, 6, 1), (2026, 7, 1), "python3.14"),
    row("ruby2.5", (2021, 7, 30), (2021, 7, 30), (2022, 3, 31), "ruby3.4"),
    row("ruby2.7", (2023, 12, 7), (2024, 1, 9), (2026, 7, 1), "ruby3.4"),
    row("ruby3.2", (2026, 3, 31), (2026, 6, 1), (2026, 7, 1), "ruby3.4"),
    row("ruby3.3", (2027, 3, 31), (2027, 4, 30), (2027, 5, 31), "ruby3.4"),
    row("ruby3.4", (2028, 3, 31), (2028, 4, 30), (2028, 5, 31), nil),
  ]
}
