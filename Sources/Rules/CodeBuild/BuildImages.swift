import ProtonLint

/// An image of CodeBuild's own, with what is known of it.
///
/// The versions of the runtimes are those of the image's `runtimes.yml` in
/// <https://github.com/aws/aws-codebuild-docker-images> on ``BuildImage/asOf``; which images are
/// maintained is what its README said on that day. The dates are those of "Deprecated CodeBuild
/// images" in the guide of CodeBuild:
/// <https://docs.aws.amazon.com/codebuild/latest/userguide/deprecated-images.html>.
struct BuildImage {
  static let asOf = CivilDate(year: 2026, month: 4, day: 9)

  /// Nil while it is maintained.
  let end: End?
  /// The versions that can be named in `runtimes`.
  let runtimes: [String: [String]]

  enum End {
    case deprecated(CivilDate)
    /// No date was given; it was no longer maintained on the day of the table.
    case unlisted

    var date: CivilDate {
      switch self {
      case .deprecated(let date): date
      case .unlisted: BuildImage.asOf
      }
    }
  }

  /// Nil for images of others, and for those that are newer than the table.
  init?(named name: String) {
    guard let (family, version) = parts(of: name), let image = images[family]?[version] else {
      return nil
    }
    self = image
  }

  fileprivate init(_ end: End?, _ runtimes: [String: [String]]) {
    self.end = end
    self.runtimes = runtimes
  }

  /// Whether a version can be chosen; nil where the image may have got it since.
  func offers(_ version: String, of runtime: String) -> Bool? {
    let isFrozen = end != nil
    guard let versions = runtimes[runtime] else { return nil }
    if version == "latest" || versions.contains(version) { return true }
    if version.hasSuffix(".x") {
      let major = String(version.dropLast(2))
      if versions.contains(where: { $0 == major || $0.hasPrefix(major + ".") }) { return true }
    }
    if isFrozen { return false }
    return versions.allSatisfy { isOlder(version, than: $0) } ? false : nil
  }
}

/// The family and the version of an image: `aws/codebuild/standard:7.0`, perhaps with the day of a
/// release behind it.
private func parts(of name: String) -> (family: String, version: String)? {
  let prefix = "aws/codebuild/"
  guard name.hasPrefix(prefix) else { return nil }
  let halves = name.dropFirst(prefix.count).split(separator: ":", maxSplits: 1)
  guard halves.count == 2 else { return nil }
  let version = halves[1].prefix { $0 != "-" }
  // Images of Amazon Linux 2023 go by either name.
  let family =
    halves[0].hasPrefix("amazonlinux2-") ? "amazonlinux-" + halves[0].dropFirst(13) : halves[0]
  return (String(family), String(version))
}

/// Compares numbers part by part; false where either is none.
private func isOlder(_ left: String, than right: String) -> Bool {
  let left = left.split(separator: ".").map { Int($0) }
  let right = right.split(separator: ".").map { Int($0) }
  for (one, other) in zip(left, right) {
    guard let one, let other else { return false }
    if one != other { return one < other }
  }
  return left.count < right.count
}

private let june2022 = BuildImage.End.deprecated(CivilDate(year: 2022, month: 6, day: 30))
private let march2023 = BuildImage.End.deprecated(CivilDate(year: 2023, month: 3, day: 31))
private let may2023 = BuildImage.End.deprecated(CivilDate(year: 2023, month: 5, day: 9))

private let images: [String: [String: BuildImage]] = [
  "standard": [
    "2.0": BuildImage(
      .unlisted,
      [
        "android": ["28", "29"], "java": ["openjdk11", "openjdk8"], "golang": ["1.12", "1.13"],
        "python": ["3.7"], "php": ["7.3"], "ruby": ["2.6"], "nodejs": ["8", "10"],
        "docker": ["18"], "dotnet": ["2.2"],
      ]),
    "3.0": BuildImage(
      june2022,
      [
        "android": ["28", "29"], "java": ["openjdk11", "openjdk8"], "golang": ["1.12", "1.13"],
        "python": ["3.8", "3.9"], "php": ["7.3"], "ruby": ["2.6"], "nodejs": ["10", "12"],
        "docker": ["18"], "dotnet": ["3.0"],
      ]),
    "4.0": BuildImage(march2023, runtimesOf2020),
    "5.0": BuildImage(
      .unlisted,
      [
        "java": ["corretto11", "corretto8"], "golang": ["1.15", "1.16"],
        "python": ["3.7", "3.8", "3.9"], "php": ["7.3", "7.4", "8.0"], "ruby": ["2.6", "2.7"],
        "nodejs": ["12", "14"], "dotnet": ["3.1", "5.0"],
      ]),
    "6.0": BuildImage(
      .unlisted,
      [
        "java": ["corretto17"], "golang": ["1.18"], "python": ["3.10"], "php": ["8.1"],
        "ruby": ["3.1"], "nodejs": ["16"], "dotnet": ["6.0"],
      ]),
    "7.0": BuildImage(nil, runtimesOfToday),
    "8.0": BuildImage(nil, youngestRuntimes),
  ],
  "amazonlinux-x86_64-standard": [
    "1.0": BuildImage(
      .unlisted,
      [
        "android": ["28", "29"], "java": ["corretto11", "corretto8"],
        "golang": ["1.12", "1.13"], "python": ["3.7"], "php": ["7.3"], "ruby": ["2.6"],
        "nodejs": ["8", "10"], "docker": ["18"], "dotnet": ["2.2"],
      ]),
    "2.0": BuildImage(
      june2022,
      [
        "android": ["28", "29"], "java": ["corretto11", "corretto8"],
        "golang": ["1.12", "1.13"], "python": ["3.8", "3.9"], "php": ["7.3"], "ruby": ["2.6"],
        "nodejs": ["10", "12"], "docker": ["18"], "dotnet": ["3.0"],
      ]),
    "3.0": BuildImage(may2023, runtimesOf2020),
    "4.0": BuildImage(
      .unlisted,
      [
        "java": ["corretto17"], "golang": ["1.18"], "python": ["3.9"], "php": ["8.1"],
        "ruby": ["3.1"], "nodejs": ["16"], "dotnet": ["6.0"], "docker": ["20"],
      ]),
    "5.0": BuildImage(nil, runtimesOfToday),
    "6.0": BuildImage(nil, youngestRuntimes),
  ],
  "amazonlinux-aarch64-standard": [
    "1.0": BuildImage(
      march2023,
      [
        "java": ["corretto11", "corretto8"], "golang": ["1.12", "1.13"],
        "python": ["3.7", "3.8"], "php": ["7.3"], "ruby": ["2.6"], "nodejs": ["8", "10", "12"],
        "docker": ["18", "19"],
      ]),
    "2.0": BuildImage(
      .unlisted,
      [
        "java": ["corretto11", "corretto8"], "golang": ["1.12", "1.13", "1.14"],
        "python": ["3.7", "3.8", "3.9"], "php": ["7.3", "7.4"], "ruby": ["2.6", "2.7"],
        "nodejs": ["10", "12"], "docker": ["19"], "dotnet": ["3.1"],
      ]),
    "3.0": BuildImage(nil, runtimesOfToday),
    "4.0": BuildImage(nil, youngestRuntimes),
  ],
]

private let runtimesOf2020 = [
  "android": ["28", "29"], "java": ["corretto11", "corretto8"],
  "golang": ["1.12", "1.13", "1.14"], "python": ["3.7", "3.8", "3.9"], "php": ["7.3", "7.4"],
  "ruby": ["2.6", "2.7"], "nodejs": ["10", "12"], "docker": ["18", "19"], "dotnet": ["3.1"],
]

/// The oldest versions of images that are maintained, and those after them.
private let runtimesOfToday = [
  "golang": ["1.20", "1.21", "1.22", "1.23", "1.24", "1.25", "1.26"],
  "python": ["3.9", "3.10", "3.11", "3.12", "3.13", "3.14"],
  "php": ["8.1", "8.2", "8.3", "8.4", "8.5"], "ruby": ["3.1", "3.2", "3.3", "3.4", "4.0"],
  "nodejs": ["18", "20", "22", "24"], "dotnet": ["6.0", "8.0", "10.0"],
]

private let youngestRuntimes = [
  "golang": ["1.24", "1.25", "1.26"], "python": ["3.10", "3.11", "3.12", "3.13", "3.14"],
  "php": ["8.2", "8.3", "8.4", "8.5"], "ruby": ["3.3", "3.4", "4.0"], "nodejs": ["22", "24"],
  "dotnet": ["8.0", "10.0"],
]
