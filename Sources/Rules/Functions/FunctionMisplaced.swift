import ProtonLint

extension Rule {
  public static let functionMisplaced = Rule(
    id: "function-misplaced",
    category: .functions,
    severity: .error,
    finds: "a function in a part of the template that does not take it",
    why: """
      Mappings hold values as they are. Conditions are decided before there are \
      resources and imports, and `Fn::Equals`, `Fn::And`, `Fn::Or` and `Fn::Not` stand there alone; \
      a property takes `Fn::If`. CloudFormation refuses the template.
      """,
    fix: """
      Move the function to where its value is used: a property, an output, or a condition of its own.
      """,
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html",
    aliases: ["E1010", "E1016", "E1028", "E8001", "E8003", "E8004", "E8005", "E8006", "E8007"],
    examples: [
      .flagged(
        "functions in mappings, conditions, properties, keys and exports",
        """
        Parameters:
          Name: {Type: String}
        Mappings:
          Names: {eu-west-1: {names: [a, !Ref «AWS::Region»]}}
        Conditions:
          IsShared: !Equals [!ImportValue «shared», 'true']
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              FifoTopic: !Equals «[!Ref Name, fifo]»
              DisplayName: {!Sub «name»: a}
        Outputs:
          Name: {Value: a, Export: {Name: !ImportValue «b»}}
        """),
      .clean(
        "each where it belongs",
        """
        Parameters:
          Name: {Type: String, Default: name}
        Mappings:
          Names: {eu-west-1: {name: a}}
        Conditions:
          IsFifo: !Equals [!FindInMap [Names, !Ref AWS::Region, name], !Select [0, [a, b]]]
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              FifoTopic: !If [IsFifo, true, false]
              DisplayName: !ImportValue name
        Outputs:
          Name: {Value: a, Export: {Name: !Sub '${AWS::StackName}-b'}}
        """),
    ],
    check: functionFaults { fault in
      guard case .misplaced(let place) = fault.kind else { return nil }
      return fault.problem(
        "`\(fault.function)` cannot stand in \(place)", evidence: fault.function)
    }
  )
}
