/// The name that was probably meant, for "did you mean …?"; nil where none is close.
///
/// Letters of either case count as equal. Of equally close names the alphabetically first is
/// taken. A name longer than 64 characters is never compared.
///
/// - Parameters:
///   - name: What was written.
///   - candidates: What could have been written.
///   - share: The part of the name that may differ: one character in so many.
/// - Returns: The candidate with the fewest insertions, deletions, replacements and swaps of
///   neighbours; at most that share of the name's length, and 1 for the shortest.
public func closestName(
  to name: String, among candidates: [String], differingInOneOf share: Int = 3
) -> String? {
  guard let written = comparable(name) else { return nil }
  var limit = max(1, written.count / max(1, share))
  var closest: String?
  for candidate in candidates {
    guard let other = comparable(candidate),
      let distance = editDistance(written, other, limit: limit)
    else { continue }
    guard let best = closest, distance == limit else {
      limit = distance
      closest = candidate
      continue
    }
    closest = min(best, candidate)
  }
  return closest
}

private func comparable(_ name: String) -> [Unicode.Scalar]? {
  let lengthLimit = 64
  guard name.utf8.count <= 4 * lengthLimit else { return nil }
  let scalars = Array(name.lowercased().unicodeScalars)
  return scalars.count <= lengthLimit ? scalars : nil
}

/// The Damerau-Levenshtein distance in which no part is edited twice; nil beyond the limit.
private func editDistance(
  _ left: [Unicode.Scalar], _ right: [Unicode.Scalar], limit: Int
) -> Int? {
  guard abs(left.count - right.count) <= limit else { return nil }
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for row in left.indices {
    var current = [row + 1]
    for column in right.indices {
      let replacement = previous[column] + (left[row] == right[column] ? 0 : 1)
      var distance = min(previous[column + 1] + 1, current[column] + 1, replacement)
      if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
        distance = min(distance, beforePrevious[column - 1] + 1)
      }
      current.append(distance)
    }
    guard current.contains(where: { $0 <= limit }) else { return nil }
    beforePrevious = previous
    previous = current
  }
  return previous[right.count] <= limit ? previous[right.count] : nil
}
