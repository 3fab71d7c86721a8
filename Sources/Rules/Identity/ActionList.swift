/// Names of actions for a message: "`a`", "`a` and `b`", "`a`, `b`, `c` and 5 more actions".
func actionList(_ names: [String]) -> String {
  let shown = names.prefix(names.count == 4 ? 4 : 3).map { "`\($0)`" }
  let rest = names.count - shown.count
  if rest > 0 { return shown.joined(separator: ", ") + " and \(rest) more actions" }
  guard let last = shown.last, shown.count > 1 else { return shown.joined() }
  return shown.dropLast().joined(separator: ", ") + " and " + last
}
