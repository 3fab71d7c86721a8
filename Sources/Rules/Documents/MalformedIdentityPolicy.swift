import ProtonLint

extension Rule {
  public static let malformedIdentityPolicy = Rule(
    id: "malformed-identity-policy",
    category: .documents,
    severity: .error,
    finds: "a policy of a role, user or group that IAM cannot read",
    why: """
      IAM reads the document when the resource is made, and refuses it with \
      `MalformedPolicyDocument`: for an element that there is not, one that is missing, or a \
      value of the wrong form.
      """,
    fix: """
      Correct the marked place: each statement needs `Effect`, one of `Action` and `NotAction`, \
      and one of `Resource` and `NotResource`, and takes no `Principal`.
      """,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    aliases: ["E3510"],
    examples: [
      .flagged(
        "a principal, an effect that there is not, and an id with a space",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Version: «2012-10-18»
                Statement:
                  - Sid: «read all»
                    Effect: «Permit»
                    Action: s3:GetObject
                    Resource: «data/*»
                    «Principal»: "*"
                  - «Effect»: Allow
                    Action: s3:ListBucket
        """),
      .flagged(
        "JSON as a text",
        """
        Resources:
          Set:
            Type: AWS::SSO::PermissionSet
            Properties:
              Name: readers
              InstanceArn: arn:aws:sso:::instance/ssoins-0123456789abcdef
              InlinePolicy: |
                {
                  "Version": "2012-10-17",
                  "Statement": [{"Effect": "«Permit»", "Action": "s3:GetObject", "Resource": "*"}]
                }
        """),
      .clean(
        "a policy",
        """
        Resources:
          Policy:
            Type: AWS::IAM::ManagedPolicy
            Properties:
              PolicyDocument:
                Version: 2012-10-17
                Statement:
                  Effect: Allow
                  Action: s3:GetObject
                  Resource: !Sub arn:${AWS::Partition}:s3:::data/*
                  Condition:
                    ForAnyValue:StringLike: {aws:PrincipalOrgPaths: o-0123456789/*}
        """),
    ],
    check: .schema(.ruled)
  )
}
