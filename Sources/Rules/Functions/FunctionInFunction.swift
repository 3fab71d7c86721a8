import ProtonLint

extension Rule {
  public static let functionInFunction = Rule(
    id: "function-in-function",
    category: .functions,
    severity: .error,
    finds: "a function in an argument that takes no function, or not this one",
    why: """
      Some arguments have to stand as they are: the delimiter of `Fn::Join` and `Fn::Split`, the \
      text of `Fn::Sub`, the condition of `Fn::If`. Others take a few functions alone: an index, \
      the keys of `Fn::FindInMap`, the name of an import. CloudFormation refuses the template.
      """,
    fix: """
      Write the value, or turn the functions inside out. With the transform \
      `AWS::LanguageExtensions` more of them can be nested.
      """,
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html",
    aliases: [
      "E1010", "E1011", "E1016", "E1017", "E1018", "E1019", "E1020", "E1021", "E1022", "E1028",
      "E8003",
    ],
    examples: [
      .flagged(
        "functions where values have to stand",
        """
        Parameters:
          Separator: {Type: String, Default: '-'}
          Name: {Type: String}
        Mappings:
          Images: {eu-west-1: {arm64: ami-0123456789abcdef0}}
        Resources:
          Instance:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: !FindInMap [Images, !Sub '«${AWS::Region}»', arm64]
              SubnetId: !ImportValue {«Fn::ImportValue»: name}
              KeyName: !Join [!Ref «Separator», [a, b]]
              UserData: {Fn::Base64: !Sub {«Ref»: Name}}
              IamInstanceProfile: !If [!Equals «[!Ref Name, a]», b, c]
              Tags: [{Key: a, Value: {Fn::Join: !Ref «Name»}}]
        """),
      .clean(
        "the functions that these arguments take",
        """
        Transform: AWS::LanguageExtensions
        Parameters:
          Name: {Type: String}
        Conditions:
          IsA: !Equals [!Ref Name, a]
        Mappings:
          Images: {eu-west-1: {arm64: ami-0123456789abcdef0}}
        Resources:
          Instance:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: !FindInMap [Images, !Sub '${AWS::Region}', arm64]
              SubnetId: !ImportValue {Fn::Sub: '${Name}-subnet'}
              KeyName: !Join ['-', [a, !Ref Name]]
              UserData: {Fn::Base64: !Sub '${Name}'}
              IamInstanceProfile: !If [IsA, b, c]
        """),
    ],
    check: functionFaults { fault in
      guard case .functionInside(let inner, let argument) = fault.kind else { return nil }
      return fault.problem(
        "`\(inner)` cannot be \(argument) of `\(fault.function)`",
        evidence: "\(fault.function) \(inner)")
    }
  )
}
