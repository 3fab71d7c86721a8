import ProtonLint

extension Rule {
  public static let keyBesideFunction = Rule(
    id: "key-beside-function",
    category: .functions,
    severity: .error,
    finds: "a function that is one key of an object among others",
    why: """
      A function is the only key of its object. Beside others CloudFormation takes it for a \
      property of that name, which no resource has. It is most often a line whose indentation \
      slipped.
      """,
    fix: "Give the function an object of its own, or correct the indentation.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html",
    aliases: ["E8003", "E3002"],
    examples: [
      .flagged(
        "a slip in the indentation",
        """
        Conditions:
          IsLarge: !Equals [!Ref AWS::Region, us-east-1]
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName:
                «Fn::Sub»: '${AWS::StackName}-queue'
                DelaySeconds: 5
        """),
      .clean(
        "a key `Ref` in a document, and a loop beside other keys",
        """
        Transform: AWS::LanguageExtensions
        Resources:
          Fn::ForEach::Topics:
            - Name
            - [a, b]
            - '${Name}': {Type: AWS::SNS::Topic}
          Other: {Type: AWS::SNS::Topic}
          Document:
            Type: AWS::SSM::Document
            Properties:
              Content: {schemaVersion: '2.2', Ref: a}
        """),
    ],
    check: functionFaults { fault in
      guard case .keyBesideFunction(let other) = fault.kind else { return nil }
      return fault.problem(
        "`\(fault.function)` stands beside `\(other)`, and has to be the only key",
        evidence: "\(fault.function) \(other)")
    }
  )
}
