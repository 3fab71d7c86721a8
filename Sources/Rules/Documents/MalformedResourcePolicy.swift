import ProtonLint

extension Rule {
  public static let malformedResourcePolicy = Rule(
    id: "malformed-resource-policy",
    category: .documents,
    severity: .error,
    finds: "a policy of a bucket, queue, topic, key or repository that its service cannot read",
    why: """
      The service reads the document when the policy is set, and refuses an element that there \
      is not, one that is missing, or a value of the wrong form.
      """,
    fix: """
      Correct the marked place: each statement needs `Effect`, one of `Principal` and \
      `NotPrincipal`, one of `Action` and `NotAction` and, but for repositories, one of \
      `Resource` and `NotResource`.
      """,
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    aliases: ["E3512", "E3513"],
    examples: [
      .flagged(
        "for nobody",
        """
        Resources:
          Policy:
            Type: AWS::SQS::QueuePolicy
            Properties:
              Queues: [https://sqs.eu-west-1.amazonaws.com/123456789012/jobs]
              PolicyDocument:
                Version: 2012-10-17
                Statement:
                  - «Effect»: Allow
                    Action: sqs:SendMessage
                    Resource: "*"
        """),
      .clean(
        "for a service; a repository needs no resource",
        """
        Resources:
          Policy:
            Type: AWS::SQS::QueuePolicy
            Properties:
              Queues: [https://sqs.eu-west-1.amazonaws.com/123456789012/jobs]
              PolicyDocument:
                Version: 2012-10-17
                Statement:
                  - Effect: Allow
                    Principal: {Service: sns.amazonaws.com}
                    Action: sqs:SendMessage
                    Resource: "*"
          Repository:
            Type: AWS::ECR::Repository
            Properties:
              RepositoryPolicyText:
                Version: 2012-10-17
                Statement:
                  - Effect: Allow
                    Principal: {AWS: arn:aws:iam::123456789012:root}
                    Action: ecr:BatchGetImage
        """),
    ],
    check: .schema(.ruled)
  )
}
