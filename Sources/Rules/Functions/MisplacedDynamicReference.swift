import ProtonLint

extension Rule {
  public static let misplacedDynamicReference = Rule(
    id: "misplaced-dynamic-reference",
    category: .functions,
    severity: .error,
    finds: "a reference to a secret where CloudFormation does not resolve one",
    why: """
      What is secret may go into properties alone, and a secure string of SSM only into a few of \
      them, mostly passwords. CloudFormation refuses the template, so that the value is not shown.
      """,
    fix: "Let what needs the secret read it when it runs, or keep it in Secrets Manager.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-ssm-secure-strings.html",
    aliases: ["E1027", "E1051", "E1052"],
    examples: [
      .flagged(
        "a secure string in an environment variable, and a secret in an output",
        """
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: arn:aws:iam::111122223333:role/function
              Code: {S3Bucket: bucket, S3Key: code.zip}
              Environment: {Variables: {KEY: '«{{resolve:ssm-secure:/key:1}}»'}}
        Outputs:
          Password: {Value: !Sub '«{{resolve:secretsmanager:db:SecretString:password}}»'}
        """),
      .clean(
        "a password, and a parameter that is no secret",
        """
        Resources:
          User:
            Type: AWS::IAM::User
            Properties:
              LoginProfile: {Password: !Sub '{{resolve:ssm-secure:/${AWS::StackName}:1}}'}
        Outputs:
          Name: {Value: '{{resolve:ssm:/name}}'}
        """),
    ],
    check: functionFaults { fault in
      guard case .misplacedDynamicReference(let place) = fault.kind else { return nil }
      return fault.problem(
        "\(place) takes no `{{resolve:\(fault.function):…}}`", evidence: fault.function)
    }
  )
}
