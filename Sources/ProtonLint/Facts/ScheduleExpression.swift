/// The expressions that say when EventBridge starts something: `rate(5 minutes)`,
/// `cron(0 12 * * ? *)`, `at(2026-11-20T13:00:00)`.
///
/// See "Setting a schedule pattern for scheduled rules" in the user guide of EventBridge:
/// <https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html>.
public enum ScheduleExpression {
  /// What reads the expression.
  public enum Reader: Sendable {
    /// A rule of EventBridge: no `at`, and `1 minute` but `2 minutes`.
    case rule
    /// EventBridge Scheduler and Application Auto Scaling: any of the three.
    case scheduler
  }

  /// Why a text is no such expression, in words that follow its name; nil where it is one, or may
  /// be.
  public static func fault(in text: String, for reader: Reader) -> String? {
    if let inner = inner(of: text, "rate") { return faultOfRate(inner, reader) }
    if let inner = inner(of: text, "cron") { return faultOfCron(inner) }
    if reader == .scheduler, let inner = inner(of: text, "at") {
      let isDate = ValueFormat.named("date-time")?.accepts(inner + "Z") ?? true
      return isDate ? nil : "has no date and time, as `2026-11-20T13:00:00`, in `at(…)`"
    }
    return reader == .rule
      ? "is neither `rate(…)` nor `cron(…)`" : "is none of `rate(…)`, `cron(…)` and `at(…)`"
  }

  private static func inner(of text: String, _ name: String) -> String? {
    guard text.hasPrefix(name + "("), text.hasSuffix(")") else { return nil }
    return String(text.dropFirst(name.count + 1).dropLast())
  }

  private static func words(of text: String) -> [Substring] {
    text.split { $0 == " " || $0 == "\t" }
  }

  private static func faultOfRate(_ text: String, _ reader: Reader) -> String? {
    let words = words(of: text)
    guard words.count == 2 else { return "needs a number and a unit in `rate(…)`" }
    guard words[0].utf8.allSatisfy(isDecimalDigit), let number = Int(words[0]), number > 0 else {
      return "has the rate `\(words[0])`, which is no number above 0"
    }
    let unit = String(words[1])
    let singular = ["minute", "hour", "day"]
    let plural = ["minutes", "hours", "days"]
    guard singular.contains(unit) || plural.contains(unit) else {
      return "has the unit `\(unit)`, which is none of `minutes`, `hours` and `days`"
    }
    guard reader == .rule, singular.contains(unit) != (number == 1) else { return nil }
    return number == 1
      ? "needs the unit `\(unit.dropLast())` for one" : "needs the unit `\(unit)s` for \(number)"
  }

  private static func faultOfCron(_ text: String) -> String? {
    let words = words(of: text)
    guard words.count == fields.count else {
      return "has \(words.count) fields in `cron(…)` instead of 6: minutes, hours, day of the "
        + "month, month, day of the week, year"
    }
    for (field, word) in zip(fields, words) where !field.accepts(word) {
      return "has `\(word)` as \(field.name), which is \(field.words)"
    }
    if (words[2] == "?") == (words[4] == "?") {
      return "needs `?` as exactly one of the day of the month and the day of the week"
    }
    return nil
  }

  private struct Field {
    let name: String
    let range: ClosedRange<Int>
    var names: [Substring] = []
    var isDay = false
    var isWeekday = false

    var words: String {
      "not within \(range.lowerBound) to \(range.upperBound)"
        + (names.isEmpty ? "" : " or \(names[0]) to \(names[names.count - 1])")
    }

    func accepts(_ text: Substring) -> Bool {
      if text == "?" { return isDay }
      return text.split(separator: ",", omittingEmptySubsequences: false).allSatisfy(acceptsItem)
    }

    private func acceptsItem(_ item: Substring) -> Bool {
      let halves = item.split(separator: "/", omittingEmptySubsequences: false)
      guard halves.count <= 2 else { return false }
      if halves.count == 2 {
        guard halves[1].utf8.allSatisfy(isDecimalDigit), let step = Int(halves[1]), step > 0 else {
          return false
        }
      }
      return halves[0] == "*" || halves[0].isEmpty && halves.count == 2 || acceptsRange(halves[0])
    }

    private func acceptsRange(_ text: Substring) -> Bool {
      if isDay, acceptsDay(text.uppercased()[...]) { return true }
      let ends = text.split(separator: "-", omittingEmptySubsequences: false)
      return ends.count <= 2 && ends.allSatisfy(acceptsValue)
    }

    private func acceptsValue(_ text: Substring) -> Bool {
      if names.contains(text.uppercased()[...]) { return true }
      guard text.utf8.allSatisfy(isDecimalDigit), let number = Int(text) else { return false }
      return range.contains(number)
    }

    /// `L`, `L-3`, `LW`, `15W` of a month; `L`, `6L`, `2#1` of a week.
    private func acceptsDay(_ text: Substring) -> Bool {
      if text == "L" { return true }
      if isWeekday {
        let halves = text.split(separator: "#", omittingEmptySubsequences: false)
        if halves.count == 2 {
          return acceptsValue(halves[0]) && ["1", "2", "3", "4", "5"].contains(halves[1])
        }
        return text.hasSuffix("L") && acceptsValue(text.dropLast())
      }
      if text == "LW" || text.hasPrefix("L-") && acceptsValue(text.dropFirst(2)) { return true }
      return text.hasSuffix("W") && acceptsValue(text.dropLast())
    }
  }

  private static let fields: [Field] = [
    Field(name: "minutes", range: 0...59),
    Field(name: "hours", range: 0...23),
    Field(name: "day of the month", range: 1...31, isDay: true),
    Field(
      name: "month", range: 1...12,
      names: [
        "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
      ]),
    Field(
      name: "day of the week", range: 1...7,
      names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"], isDay: true, isWeekday: true),
    Field(name: "year", range: 1970...2199),
  ]
}
