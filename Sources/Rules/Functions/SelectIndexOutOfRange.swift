import ProtonLint

extension Rule {
  public static let selectIndexOutOfRange = Rule(
    id: "select-index-out-of-range",
    category: .functions,
    severity: .error,
    finds: "an index of `Fn::Select` beyond the end of the list",
    why: """
      The first element has the index 0. CloudFormation refuses the deployment where the list is \
      shorter.
      """,
    fix: "Correct the index, or the list.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-select.html",
    aliases: ["E1017"],
    examples: [
      .flagged(
        "one too many",
        """
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !Select [«2», [a, b]]
              DisplayName: !Select [«3», !Split ['/', arn:aws:a/b]]
        """),
      .clean(
        "the last one",
        """
        Parameters:
          Names: {Type: CommaDelimitedList, Default: 'a,b'}
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              TopicName: !Select [1, [a, b]]
              DisplayName: !Select [5, !Ref Names]
        """),
    ],
    check: functionFaults { fault in
      guard case .indexOutOfRange(let index, let count) = fault.kind else { return nil }
      return fault.problem(
        "index \(index) is beyond the end: the list has \(count) element\(count == 1 ? "" : "s")",
        evidence: "\(index)")
    }
  )
}
