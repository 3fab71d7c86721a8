import ProtonLint

extension Rule {
  public static let refusedPolicyResource = Rule(
    id: "refused-policy-resource",
    category: .documents,
    severity: .error,
    finds: "a policy of a bucket, queue, topic, key or domain for a resource that is no ARN",
    why: """
      The service compares the resource of a statement with its own ARN, and refuses what cannot be \
      one. The policy of a bucket must name the bucket; `*` is refused there, too.
      """,
    fix: "Name the resource by its ARN: `!GetAtt Bucket.Arn`, `!Sub ${Bucket.Arn}/*`.",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    aliases: ["E3514"],
    examples: [
      .flagged(
        "a bucket by its name, and anything",
        """
        Resources:
          Policy:
            Type: AWS::S3::BucketPolicy
            Properties:
              Bucket: payments-of-today
              PolicyDocument:
                Version: 2012-10-17
                Statement:
                  - Effect: Allow
                    Principal: {AWS: "123456789012"}
                    Action: s3:GetObject
                    Resource: [«payments-of-today/*», «"*"»]
        """),
      .clean(
        "ARNs; a queue may be anything",
        """
        Resources:
          Bucket:
            Type: AWS::S3::BucketPolicy
            Properties:
              Bucket: payments-of-today
              PolicyDocument:
                Version: 2012-10-17
                Statement:
                  - Effect: Allow
                    Principal: {AWS: "123456789012"}
                    Action: s3:GetObject
                    Resource: [arn:aws:s3:::payments-of-today/*, !Sub "${Name}/*"]
          Queue:
            Type: AWS::SQS::QueuePolicy
            Properties:
              Queues: [https://sqs.eu-west-1.amazonaws.com/123456789012/jobs]
              PolicyDocument:
                Version: 2012-10-17
                Statement:
                  - Effect: Allow
                    Principal: {AWS: "123456789012"}
                    Action: sqs:SendMessage
                    Resource: "*"
        Parameters:
          Name: {Type: String}
        """),
    ],
    check: .resource(
      .cloudFormation(
        "AWS::KMS::Key", "AWS::OpenSearchService::Domain", "AWS::S3::BucketPolicy",
        "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy")
    ) { holder, _ in
      holder.policyStatements.flatMap { statement -> [Problem] in
        let named = statement.resourceTexts
        return named.filter { !isTaken($0.text, by: holder.type) }.map { resource in
          Problem(
            resource.text == "*"
              ? "the policy of a bucket cannot be for `*`" : "`\(resource.text)` is no ARN",
            at: Label(resource.span), when: resource.condition.and(statement.condition),
            evidence: "\(holder.logicalID) \(statement.name) \(resource.text)")
        }
      }
    }
  )
}

private func isTaken(_ resource: String, by type: String) -> Bool {
  if resource == "*" { return type != "AWS::S3::BucketPolicy" }
  // Variables of a policy, and what a forgotten `Fn::Sub` leaves, are other rules' affair.
  if resource.contains("${") { return true }
  let parts = resource.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
  guard parts.count >= 4, parts[0] == "arn", !parts[2].isEmpty else { return false }
  guard parts[1].hasPrefix("aws") || parts[1] == "*" else { return false }
  guard parts.count > 4 else { return true }
  let isNumber = parts[4].allSatisfy(\.isNumber)
  return parts.count == 6 && !parts[5].isEmpty
    && (!isNumber || parts[4].isEmpty || parts[4].count == 12)
}
