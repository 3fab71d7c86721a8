import ProtonLint

extension Rule {
  public static let malformedStateMachine = Rule(
    id: "malformed-state-machine",
    category: .documents,
    severity: .error,
    finds: "a state machine that is no Amazon States Language",
    why: """
      Step Functions reads the definition when the state machine is made, and refuses one that \
      lacks what a state of its type needs, or has what it does not take.
      """,
    fix: "Correct the marked place.",
    source:
      "https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html",
    aliases: ["E3601"],
    examples: [
      .flagged(
        "a type of state that there is not",
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
                    Type: «Job»
                    End: true
        """),
      .flagged(
        "the same as a text",
        """
        Resources:
          Machine:
            Type: AWS::StepFunctions::StateMachine
            Properties:
              RoleArn: arn:aws:iam::123456789012:role/machine
              DefinitionString: |
                {
                  "StartAt": "Work",
                  "States": {
                    "Work": {"Type": "«Job»", "End": true}
                  }
                }
        """),
      .clean(
        "a state machine",
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
                    Type: Pass
                    End: true
        """),
    ],
    check: .schema(.ruled)
  )
}
