import ProtonLint

extension Rule {
  public static let notActionAllow = Rule(
    id: "not-action-allow",
    category: .identity,
    severity: .warning,
    securitySeverity: 7.0,
    finds: "a statement that allows every action but some",
    why: """
      `NotAction` with `Allow` is `*` with exceptions: it allows all actions of all other services, \
      and those that AWS adds later. What was meant is mostly a statement that denies the \
      exceptions, beside one that allows what is needed.
      """,
    fix: "List what is allowed in `Action`; deny what must not be in a statement of its own.",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
    aliases: ["W15", "W16", "W17", "W19"],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "everything but identities",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement: {Effect: Allow, «NotAction»: 'iam:*', Resource: '*'}
        """),
      .clean(
        "everything else is denied",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Statement: {Effect: Deny, NotAction: 'sqs:*', Resource: '*'}
        """),
    ],
    check: .resource(.withPolicies) { resource, graph in
      let others = resource.policyStatements.filter { $0.kind != .identity }
      return (graph.grants(of: resource) + others).compactMap { allButSome($0, of: resource) }
    }
  )
}

private func allButSome(_ statement: PolicyStatement, of resource: Resource) -> Problem? {
  guard let exceptions = statement.value.entries.first(where: { $0.key == "NotAction" }),
    !exceptions.value.isNull
  else { return nil }
  let names = exceptions.value.elements.compactMap(\.value.string)
  return Problem(
    "every action is allowed but for " + (names.isEmpty ? "some" : actionList(names)),
    at: Label(exceptions.keySpan),
    help: "list what is allowed in `Action`; deny what must not be in a statement of its own",
    when: statement.allows, evidence: "\(resource.logicalID) \(statement.name)")
}
