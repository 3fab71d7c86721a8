import ProtonLint

extension Rule {
  public static let s3ProjectWithoutLocation = Rule(
    id: "s3-project-without-location",
    category: .properties,
    severity: .error,
    finds: "a build project with its source or its artifacts in S3 that does not say where",
    why: """
      CodeBuild reads the source from an object of S3, or writes the artifacts to a bucket, \
      which it cannot guess.
      """,
    fix: "Set `Location`: bucket and key for a source, a bucket for artifacts.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-codebuild-project-artifacts.html",
    aliases: ["E3636"],
    examples: [
      .flagged(
        "artifacts without a bucket",
        """
        Resources:
          Project:
            Type: AWS::CodeBuild::Project
            Properties:
              ServiceRole: arn:aws:iam::123456789012:role/build
              Environment:
                ComputeType: BUILD_GENERAL1_SMALL
                Image: aws/codebuild/standard:7.0
                Type: LINUX_CONTAINER
              Source: {Type: NO_SOURCE, BuildSpec: buildspec.yml}
              «Artifacts»:
                Type: S3
        """),
      .clean(
        "artifacts in a bucket",
        """
        Resources:
          Project:
            Type: AWS::CodeBuild::Project
            Properties:
              ServiceRole: arn:aws:iam::123456789012:role/build
              Environment:
                ComputeType: BUILD_GENERAL1_SMALL
                Image: aws/codebuild/standard:7.0
                Type: LINUX_CONTAINER
              Source: {Type: NO_SOURCE, BuildSpec: buildspec.yml}
              Artifacts:
                Type: S3
                Location: builds
        """),
    ],
    check: .schema(.ruled)
  )
}
