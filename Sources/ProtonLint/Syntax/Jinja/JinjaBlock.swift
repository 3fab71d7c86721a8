/// The statements that have a body, by the word that opens them.
enum JinjaBlockName: String, Sendable, CaseIterable {
  case `if`, `for`, set, with, macro, call, filter, autoescape, block

  var endWord: String { "end" + rawValue }

  /// The block that a word closes.
  init?(endWord: String) {
    guard endWord.hasPrefix("end") else { return nil }
    self.init(rawValue: String(endWord.dropFirst(3)))
  }
}

/// A block whose end is not reached yet.
struct JinjaOpenBlock {
  enum Head {
    /// The condition of the branch that is being read; nil for `else`.
    case `if`(JinjaExpression?)
    case `for`(
      JinjaTarget, iterable: JinjaExpression, filter: JinjaExpression?, isRecursive: Bool)
    case set(JinjaTarget, [JinjaFilterCall])
    case with([(target: JinjaTarget, value: JinjaExpression)])
    case macro(String, [(name: String, default: JinjaExpression?)])
    case call([(name: String, default: JinjaExpression?)], JinjaExpression)
    case filter([JinjaFilterCall])
    case autoescape(JinjaExpression)
    case block(JinjaNamedBlock)
  }

  let name: JinjaBlockName
  var head: Head
  let openingTag: Span
  /// False if the opening tag's own end is missing.
  let isTagClosed: Bool
  /// The tag before the body that is being read: the opening one, `elif` or `else`.
  var lastTag: Span
  /// Set once an `else` is read.
  var elseTag: Span?
  /// Branches of an `if` that are complete.
  var branches: [JinjaBranch] = []
  /// The body of a `for` whose `else` is being read.
  var loopBody: [JinjaStatement] = []
  var body: [JinjaStatement] = []

  init(_ name: JinjaBlockName, _ head: Head, openingTag: Span, isTagClosed: Bool) {
    self.name = name
    self.head = head
    self.isTagClosed = isTagClosed
    self.openingTag = openingTag
    lastTag = openingTag
  }

  /// Ends the branch or body that is being read, since an `elif` or `else` follows.
  mutating func begin(_ tag: Span, condition: JinjaExpression?) {
    switch head {
    case .if:
      endBranch(at: tag.start)
      head = .if(condition)
      body = []
    default:
      // A second `else` of a `for` goes on with the first.
      if elseTag == nil { swap(&body, &loopBody) }
    }
    lastTag = tag
    if condition == nil { elseTag = tag }
  }

  private mutating func endBranch(at end: Int) {
    guard case .if(let condition) = head else { return }
    let bodySpan = Span(file: lastTag.file, start: lastTag.end, end: end)
    branches.append(
      JinjaBranch(condition: condition, tagSpan: lastTag, body: body, bodySpan: bodySpan))
  }

  /// The whole statement.
  /// - Parameters:
  ///   - closingTag: Where the closing tag begins; where it is missing, the end of the body.
  ///   - end: Behind the closing tag.
  func statement(closingTag: Int, end: Int) -> JinjaStatement {
    let span = Span(file: openingTag.file, start: openingTag.start, end: end)
    let kind: JinjaStatement.Kind =
      switch head {
      case .if:
        .if(branches(closingTag: closingTag))
      case .for(let target, let iterable, let filter, let isRecursive):
        .for(
          JinjaLoop(
            target: target, iterable: iterable, filter: filter, isRecursive: isRecursive,
            tagSpan: openingTag, body: elseTag == nil ? body : loopBody,
            elseBody: elseTag == nil ? [] : body))
      case .set(let target, let filters):
        .setBlock(target: target, filters: filters, body: body)
      case .with(let bindings):
        .with(bindings: bindings, body: body)
      case .macro(let name, let parameters):
        .macro(JinjaMacro(name: name, parameters: parameters, body: body, span: span))
      case .call(let parameters, let call):
        .call(
          JinjaMacro(name: "caller", parameters: parameters, body: body, span: span), call: call)
      case .filter(let filters):
        .filterBlock(filters: filters, body: body)
      case .autoescape(let flag):
        .autoescape(flag: flag, body: body)
      case .block(let block):
        .block(block, body: body)
      }
    return JinjaStatement(span: span, kind: kind)
  }

  private func branches(closingTag: Int) -> [JinjaBranch] {
    var copy = self
    copy.endBranch(at: closingTag)
    return copy.branches
  }
}
