import ProtonLint

extension InterpretedFile {
  /// What a parser said of this file, as problems of a rule.
  ///
  /// A template that Jinja cannot read is not rendered, and what YAML says of the text that is made
  /// of the rest all the same may be a consequence.
  func problems(
    in languages: Set<SyntaxProblem.Language> = [.yaml, .json, .jinja], help: String? = nil,
    where matches: (SyntaxProblem.Kind) -> Bool
  ) -> [Problem] {
    let isRendered = !problems.contains { $0.problem.language == .jinja } && !isCutShort
    return problems.compactMap { reported in
      let problem = reported.problem
      guard languages.contains(problem.language), matches(problem.kind),
        isRendered || problem.language == .jinja
      else { return nil }
      return Problem(
        problem.message, at: Label(problem.span),
        related: problem.related.map { [Label($0, problem.relatedText)] } ?? [], help: help,
        when: reported.condition)
    }
  }

  /// Whether a rendering ends in the middle, at a limit of this program.
  private var isCutShort: Bool {
    renderings?.problems.contains { if case .limit = $0.kind { true } else { false } } ?? false
  }
}
