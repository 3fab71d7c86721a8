import ProtonLint

extension Rule {
  public static let malformedTrustPolicy = Rule(
    id: "malformed-trust-policy",
    category: .documents,
    severity: .error,
    finds: "a trust policy of a role that IAM cannot read",
    why: """
      IAM reads the document when the role is made, and refuses it with \
      `MalformedPolicyDocument`. A trust policy says who may assume the role: it needs a \
      principal, and it has no resource but the role.
      """,
    fix: """
      Correct the marked place: each statement needs `Effect`, one of `Principal` and \
      `NotPrincipal`, and one of `Action` and `NotAction`, and takes no `Resource`.
      """,
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
    aliases: ["E3530"],
    examples: [
      .flagged(
        "a resource, and an account of eleven digits",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: 2012-10-17
                Statement:
                  - Effect: Allow
                    Principal: {AWS: "«12345678901»"}
                    Action: sts:AssumeRole
                    «Resource»: "*"
        """),
      .clean(
        "a service and an account",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: 2012-10-17
                Statement:
                  - Effect: Allow
                    Principal:
                      AWS: ["123456789012", !Sub "arn:${AWS::Partition}:iam::${AWS::AccountId}:root"]
                      Service: lambda.amazonaws.com
                    Action: sts:AssumeRole
        """),
    ],
    check: .schema(.ruled)
  )
}
