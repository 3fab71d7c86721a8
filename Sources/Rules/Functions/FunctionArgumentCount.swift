import ProtonLint

extension Rule {
  public static let functionArgumentCount = Rule(
    id: "function-argument-count",
    category: .functions,
    severity: .error,
    finds: "an intrinsic function with too few or too many arguments",
    why: """
      CloudFormation checks the arguments of all functions before it makes anything, and refuses \
      the whole template. The values of `Fn::Join` and `Fn::Select` are a list inside of the list \
      of arguments, which is easy to miss.
      """,
    fix: "Give the function the arguments that its page names.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html",
    aliases: [
      "E1010", "E1011", "E1017", "E1018", "E1019", "E1022", "E1024", "E1028", "E8003", "E8004",
      "E8005", "E8006",
    ],
    examples: [
      .flagged(
        "values that are not in a list of their own, and a branch too few",
        """
        Conditions:
          IsLarge: !Equals [!Ref AWS::Region, us-east-1]
          IsSmall: !Not «[Condition: IsLarge, Condition: IsLarge]»
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName:
                «Fn::Join»: ['-', !Ref AWS::StackName, queue]
              DelaySeconds: !If «[IsLarge, 10]»
        """),
      .clean(
        "what each function wants",
        """
        Conditions:
          IsLarge: !Equals [!Ref AWS::Region, us-east-1]
          IsSmall: !Not [Condition: IsLarge]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName:
                Fn::Join: ['-', [!Ref AWS::StackName, queue]]
              DelaySeconds: !If [IsLarge, 10, !Ref AWS::NoValue]
        """),
    ],
    check: functionFaults { fault in
      guard case .argumentCount(let expected, let found) = fault.kind else { return nil }
      return fault.problem(
        "`\(fault.function)` takes \(expected), and \(found == 1 ? "one stands" : "\(found) stand") here",
        evidence: fault.function)
    }
  )
}
