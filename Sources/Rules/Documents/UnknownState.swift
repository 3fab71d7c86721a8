import ProtonLint

extension Rule {
  public static let unknownState = Rule(
    id: "unknown-state",
    category: .documents,
    severity: .error,
    finds: "a state machine that starts at, or leads to, a state which it does not have",
    why: """
      Step Functions follows every transition when the state machine is made, and refuses a \
      definition in which one leads nowhere. States inside of a branch or a map are out of reach \
      from outside, and those outside from there.
      """,
    fix: "Correct the name, or add the state at the same level.",
    source:
      "https://docs.aws.amazon.com/step-functions/latest/dg/statemachine-structure.html",
    aliases: ["E3601"],
    examples: [
      .flagged(
        "a misspelt start, and a choice that leads out of the machine",
        """
        Resources:
          Machine:
            Type: AWS::StepFunctions::StateMachine
            Properties:
              RoleArn: arn:aws:iam::123456789012:role/machine
              Definition:
                StartAt: «Chose»
                States:
                  Choose:
                    Type: Choice
                    Choices:
                      - {Variable: $.ready, BooleanEquals: true, Next: «Work»}
                    Default: Done
                  Done: {Type: Succeed}
        """),
      .flagged(
        "in a text",
        """
        Resources:
          Machine:
            Type: AWS::StepFunctions::StateMachine
            Properties:
              RoleArn: arn:aws:iam::123456789012:role/machine
              DefinitionString: !Sub |
                {
                  "StartAt": "Work",
                  "States": {
                    "Work": {"Type": "Task", "Resource": "${Function.Arn}", "Next": "«Dnoe»"},
                    "Done": {"Type": "Succeed"}
                  }
                }
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: arn:aws:iam::123456789012:role/worker
              Code: {S3Bucket: code, S3Key: worker.zip}
              Runtime: python3.13
              Handler: main.run
        """),
      .clean(
        "every state is there, or is named by a substitution",
        """
        Resources:
          Machine:
            Type: AWS::StepFunctions::StateMachine
            Properties:
              RoleArn: arn:aws:iam::123456789012:role/machine
              DefinitionSubstitutions: {Next: Done}
              Definition:
                StartAt: Each
                States:
                  Each:
                    Type: Map
                    ItemProcessor:
                      StartAt: Work
                      States:
                        Work: {Type: Pass, End: true}
                    Next: ${Next}
                  Done: {Type: Succeed}
        """),
    ],
    check: .template { template, _ in
      template.stateMachines.flatMap { machine in
        machine.levels.flatMap { level in unknownStates(of: level, in: machine) }
      }
    }
  )
}

private func unknownStates(of level: StateMachine.Level, in machine: StateMachine) -> [Problem] {
  guard level.namesAllStates else { return [] }
  let names = level.states.map(\.key.text)
  let known = Set(names)
  let targets = (level.start.map { [$0] } ?? []) + level.transitions.map(\.target)
  return targets.filter { !known.contains($0.text) }.map { target in
    Problem(
      "there is no state `\(target.text)` at this level", at: Label(target.contentSpan),
      help: closestName(to: target.text, among: names).map { "Did you mean `\($0)`?" },
      when: machine.condition, evidence: "\(machine.logicalID) \(target.text)")
  }
}
