import ProtonLint

extension Rule {
  public static let unreachableState = Rule(
    id: "unreachable-state",
    category: .documents,
    severity: .error,
    finds: "a state that no other state of its machine leads to",
    why: """
      Step Functions refuses a definition with a state that is not reachable: most often the state \
      in front of it goes on somewhere else by mistake.
      """,
    fix: "Lead a transition to the state, or take it out.",
    source:
      "https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html",
    examples: [
      .flagged(
        "a state that is left out",
        """
        Resources:
          Machine:
            Type: AWS::StepFunctions::StateMachine
            Properties:
              RoleArn: arn:aws:iam::123456789012:role/machine
              Definition:
                StartAt: Work
                States:
                  Work: {Type: Pass, Next: Done}
                  «Notify»: {Type: Pass, Next: Done}
                  Done: {Type: Succeed}
        """),
      .clean(
        "a state for what fails",
        """
        Resources:
          Machine:
            Type: AWS::StepFunctions::StateMachine
            Properties:
              RoleArn: arn:aws:iam::123456789012:role/machine
              Definition:
                StartAt: Work
                States:
                  Work:
                    Type: Parallel
                    Branches: [{StartAt: One, States: {One: {Type: Pass, End: true}}}]
                    Catch: [{ErrorEquals: [States.ALL], Next: Notify}]
                    Next: Done
                  Notify: {Type: Pass, Next: Done}
                  Done: {Type: Succeed}
        """),
    ],
    check: .template { template, _ in
      template.stateMachines.flatMap { machine in
        machine.levels.flatMap { level in unreachableStates(of: level, in: machine) }
      }
    }
  )
}

/// A circle of states that nothing else leads to is passed over: only the states that no other
/// names are surely refused.
private func unreachableStates(
  of level: StateMachine.Level, in machine: StateMachine
) -> [Problem] {
  // A start that is misspelt makes its state look unreachable; another rule speaks of it.
  guard level.namesAllStates, level.knowsAllTargets, let start = level.start,
    level.has(start.text), level.transitions.allSatisfy({ level.has($0.target.text) })
  else { return [] }
  var reached: Set<String> = [start.text]
  for transition in level.transitions where transition.source != transition.target.text {
    reached.insert(transition.target.text)
  }
  return level.states.filter { !reached.contains($0.key.text) }.map { state in
    Problem(
      "no other state leads to `\(state.key.text)`", at: Label(state.key.contentSpan),
      when: machine.condition, evidence: "\(machine.logicalID) \(state.key.text)")
  }
}
