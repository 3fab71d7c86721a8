/// The literals that the conditions of a template compare with: what they can tell apart of an
/// input with many permitted values.
struct ComparedLiterals: Sendable {
  /// In ascending order; none where there are too many.
  private(set) var numbers: [Int] = []
  /// In the order of the text; none where there are too many.
  private(set) var texts: [String] = []

  /// More than that are told apart one by one, each as a question of its own.
  private static let limit = 16

  var count: Int { numbers.count + texts.count }

  init(of template: JinjaTemplate) {
    guard template.hasTags else { return }
    var foundNumbers: Set<Int> = []
    var foundTexts: [String] = []
    func add(_ expression: JinjaExpression) {
      switch expression.kind {
      case .integer(let number): foundNumbers.insert(number)
      case .unary(.minus, let operand):
        if case .integer(let number) = operand.kind, number != .min { foundNumbers.insert(-number) }
      case .string(let text):
        if !foundTexts.contains(text), foundTexts.count <= Self.limit { foundTexts.append(text) }
      case .list(let items), .tuple(let items):
        for item in items.prefix(Self.limit + 1) { add(item) }
      default: break
      }
    }
    template.walkExpressions { expression in
      switch expression.kind {
      case .comparison(let first, let steps):
        add(first)
        for step in steps { add(step.operand) }
      case .test(_, _, _, let arguments, _): for argument in arguments.positional { add(argument) }
      default: break
      }
    }
    if foundNumbers.count <= Self.limit { numbers = foundNumbers.sorted() }
    if foundTexts.count <= Self.limit { texts = foundTexts }
  }
}
