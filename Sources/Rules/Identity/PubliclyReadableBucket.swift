import ProtonLint

extension Rule {
  public static let publiclyReadableBucket = Rule(
    id: "publicly-readable-bucket",
    category: .identity,
    severity: .warning,
    securitySeverity: 6.0,
    finds: "a bucket whose objects anyone may read",
    why: """
      That is meant for a web site and for nothing else; and even there, a distribution in front \
      of the bucket can be given access to it alone, with TLS, logs and a limit on what it costs.
      """,
    fix: """
      Allow `cloudfront.amazonaws.com` in place of `*`, with a condition on `aws:SourceArn`, or \
      name who reads the objects.
      """,
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
    aliases: ["CKV_AWS_70", "F16"],
    presets: [.recommended, .all, .security],
    examples: [
      .flagged(
        "anyone reads",
        """
        Resources:
          Policy:
            Type: AWS::S3::BucketPolicy
            Properties:
              Bucket: site
              PolicyDocument:
                Statement:
                  Effect: Allow
                  Principal: «'*'»
                  Action: 's3:GetObject'
                  Resource: 'arn:aws:s3:::site/*'
        """),
      .clean(
        "a distribution reads",
        """
        Resources:
          Policy:
            Type: AWS::S3::BucketPolicy
            Properties:
              Bucket: site
              PolicyDocument:
                Statement:
                  Effect: Allow
                  Principal: {Service: cloudfront.amazonaws.com}
                  Action: 's3:GetObject'
                  Resource: 'arn:aws:s3:::site/*'
        """),
    ],
    check: .resource(.cloudFormation("AWS::S3::BucketPolicy")) { policy, _ in
      policy.policyStatements.filter(\.isPublicReading).flatMap { statement in
        statement.everyone.map { principal in
          Problem(
            "anyone may read the objects of the bucket", at: Label(principal.span),
            help: "allow the distribution in front of the bucket, or name who reads",
            when: statement.allows.and(statement.isUnnarrowed).and(principal.condition),
            evidence: "\(policy.logicalID) \(statement.name)")
        }
      }
    }
  )
}

extension PolicyStatement {
  /// Whether all that it allows is to read objects of a bucket, as for a web site.
  var isPublicReading: Bool {
    let known = actionTexts
    return !known.isEmpty && known.count == actions.count
      && known.allSatisfy { iamActionPattern("s3:GetObject*", matches: $0.text) }
  }
}
