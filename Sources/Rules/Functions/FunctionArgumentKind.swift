import ProtonLint

extension Rule {
  public static let functionArgumentKind = Rule(
    id: "function-argument-kind",
    category: .functions,
    severity: .error,
    finds: "an argument of a function that is of the wrong kind",
    why: """
      CloudFormation refuses a template where a function is given a list for a text, a text for a \
      list, or a name that is not of the form it needs. What another function gives counts as \
      well: `Fn::Split` makes a list, `Fn::Join` a text, and `Ref` of a list parameter is a list.
      """,
    fix:
      "Write the argument as the page of the function has it; `Fn::Join` makes a text of a list.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html",
    aliases: [
      "E1010", "E1011", "E1015", "E1016", "E1017", "E1018", "E1019", "E1021", "E1022", "E1024",
      "E1030", "E1031", "E1032", "E1033", "E8003", "E8004", "E8005", "E8006",
    ],
    examples: [
      .flagged(
        "texts, lists and objects in each other's place",
        """
        Parameters:
          Zones: {Type: CommaDelimitedList}
        Conditions:
          HasZones: !Not [!Equals [!Ref «Zones», '']]
          Both: !And [{Condition: HasZones}, «HasZones»]
        Resources:
          Subnet:
            Type: AWS::EC2::Subnet
            Properties:
              VpcId: !ImportValue «[vpc]»
              CidrBlock: !Select [«first», !Cidr [10.0.0.0/16, «1000», 8]]
              AvailabilityZone: !Select [0, !Join «[',', [a, b]]»]
              Tags:
                - {Key: zones, Value: !Sub 'in «${Zones}»'}
                - {Key: network, Value: !GetAtt «Network»}
                - {Key: all, Value: !Join ['-', [a, {«Fn::Split»: [',', 'b,c']}]]}
                - {Key: first, Value: !Select [0, !GetAZs «us-east-1a»]}
        """),
      .flagged(
        "the other ones",
        """
        Transform: AWS::LanguageExtensions
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              DisplayName: !GetStackOutput «{StackName: network}»
              TopicName: !Sub [a, {name: «[a]»}]
              Tags:
                - {Key: a, Value: !ToJsonString «text»}
                - {Key: b, Value: {Fn::Base64: «[a]»}}
                - {Key: c, Value: {Fn::GetStackOutput: {StackName: a, OutputName: b, «Account»: c}}}
                - {Key: d, Value: !Select [0, !Cidr [«10.0.0.0», 2, 8]]}
                - {Key: e, Value: !Select [0, !Cidr [10.0.0.0/24, «4», 8]]}
          «Fn::ForEach»: [Name, [a], {'${Name}': {Type: AWS::SNS::Topic}}]
        """),
      .clean(
        "each of its kind",
        """
        Parameters:
          Zones: {Type: CommaDelimitedList}
        Conditions:
          HasZones: !Not [!Equals [!Join ['', !Ref Zones], '']]
          Both: !And [{Condition: HasZones}, !Condition HasZones]
        Resources:
          Subnet:
            Type: AWS::EC2::Subnet
            Properties:
              VpcId: !ImportValue vpc
              CidrBlock: !Select ['0', !Cidr [10.0.0.0/16, 100, 8]]
              AvailabilityZone: !Select [0, !Split [',', 'a,b']]
              Tags:
                - {Key: zones, Value: !Sub ['in ${Zones}', {Zones: !Join ['-', !Ref Zones]}]}
                - {Key: all, Value: !Join ['-', [a, !If [Both, b, !Ref AWS::NoValue]]]}
                - {Key: first, Value: !Select [0, !GetAZs '']}
        """),
    ],
    check: functionFaults { fault in
      switch fault.kind {
      case .argumentKind(let argument, let wanted, let found):
        fault.problem(
          "\(argument) of `\(fault.function)` is \(found), and has to be \(wanted)",
          evidence: "\(fault.function) \(argument)")
      case .missingKey(let key):
        fault.problem(
          "`\(fault.function)` needs a key `\(key)`", evidence: "\(fault.function) \(key)")
      case .strangeKey(let key, let permitted):
        fault.problem(
          "`\(fault.function)` takes no key `\(key)`", help: "it takes \(quotedList(permitted))",
          evidence: "\(fault.function) \(key)")
      default: nil
      }
    }
  )
}
