import ProtonLint

extension Rule {
  public static let missingProperty = Rule(
    id: "missing-property",
    category: .properties,
    severity: .error,
    finds: "a resource without a property that its type requires",
    why: """
      The deployment fails when CloudFormation comes to the resource, and takes back what was made \
      before it.
      """,
    fix: "Set the property.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    aliases: ["E3003"],
    examples: [
      .flagged(
        "a function without code, and a rule of which one part lacks its status",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            «Properties»:
              Role: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/worker
              Runtime: python3.13
              Handler: main.run
          Bucket:
            Type: AWS::S3::Bucket
            Properties:
              LifecycleConfiguration:
                Rules:
                  - «Id»: old
                    ExpirationInDays: 30
        """),
      .flagged(
        "one that a condition takes away",
        """
        Parameters:
          Kind: {Type: String}
        Conditions:
          IsBig: !Equals [!Ref Kind, big]
        Resources:
          Subnet:
            Type: AWS::EC2::Subnet
            «Properties»:
              VpcId: !If [IsBig, vpc-0123456789abcdef0, !Ref AWS::NoValue]
              CidrBlock: 10.0.0.0/24
        """),
      .clean(
        "all that is required, in either case",
        """
        Parameters:
          Kind: {Type: String}
        Conditions:
          IsBig: !Equals [!Ref Kind, big]
        Resources:
          Subnet:
            Type: AWS::EC2::Subnet
            Properties:
              VpcId: !If [IsBig, vpc-0123456789abcdef0, vpc-0fedcba9876543210]
              CidrBlock: 10.0.0.0/24
        """),
    ],
    check: .schema(.missingProperty)
  )
}
