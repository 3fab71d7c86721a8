import ProtonLint

/// A check of a rule that says something of some of the faults of functions.
///
/// - Parameter describe: The problem that a fault is; nil for those of other rules.
func functionFaults(
  _ describe: @escaping @Sendable (FunctionFault) -> Problem?
) -> Check {
  .template { template, model in
    // Behind a break in the Jinja of a template, a call may be there in part.
    guard model.graph.templates[template.number].renderings.template.problems.isEmpty else {
      return []
    }
    return template.functionFaults.compactMap(describe)
  }
}

extension FunctionFault {
  func problem(
    _ message: String, related: [Label] = [], help: String? = nil, evidence: String = ""
  ) -> Problem {
    Problem(
      message, at: Label(span), related: related, help: help, when: condition, evidence: evidence)
  }
}
