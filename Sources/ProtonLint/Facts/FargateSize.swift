/// The sizes of tasks that Fargate has: CPU units, and the memory that goes with them.
///
/// Source: "Fargate task definition differences", in the developer guide of Amazon ECS:
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html>.
public struct FargateSize: Sendable {
  public let cpuUnits: Int
  /// In MiB, ascending.
  public let memories: [Int]

  /// Nil for a number of CPU units that Fargate does not have.
  public static func with(cpuUnits: Int) -> FargateSize? {
    memories[cpuUnits].map { FargateSize(cpuUnits: cpuUnits, memories: $0) }
  }

  public static var allCPUUnits: [Int] { memories.keys.sorted() }

  /// `512, 1024, 2048`, or `4096 to 16384 in steps of 1024`.
  public var memoriesInWords: String {
    guard memories.count > 4, let last = memories.last else {
      return memories.map(String.init).joined(separator: ", ")
    }
    return "\(memories[0]) to \(last) in steps of \(memories[1] - memories[0])"
  }

  /// The CPU units that a text asks for: `256`, `.25 vCPU`. Nil where it is neither.
  public static func cpuUnits(in text: String) -> Int? { size(in: text, unit: "vcpu") }

  /// The memory that a text asks for, in MiB: `512`, `0.5 GB`. Nil where it is neither.
  public static func memory(in text: String) -> Int? { size(in: text, unit: "gb") }

  private static func size(in text: String, unit: String) -> Int? {
    let text = text.lowercased()
    guard text.hasSuffix(unit) else { return Int(text) }
    let amount = text.dropLast(unit.count)
    guard let number = Double(PythonString.stripped(String(amount))), number > 0, number <= 1_024
    else { return nil }
    let whole = (number * 1_024).rounded()
    return whole == number * 1_024 ? Int(whole) : nil
  }

  private static let memories: [Int: [Int]] = [
    256: [512, 1_024, 2_048],
    512: Array(stride(from: 1_024, through: 4_096, by: 1_024)),
    1_024: Array(stride(from: 2_048, through: 8_192, by: 1_024)),
    2_048: Array(stride(from: 4_096, through: 16_384, by: 1_024)),
    4_096: Array(stride(from: 8_192, through: 30_720, by: 1_024)),
    8_192: Array(stride(from: 16_384, through: 61_440, by: 4_096)),
    16_384: Array(stride(from: 32_768, through: 122_880, by: 8_192)),
  ]
}
