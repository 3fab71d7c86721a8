import ProtonLint

extension Rule {
  public static let tieringDaysOutOfRange = Rule(
    id: "tiering-days-out-of-range",
    category: .properties,
    severity: .error,
    finds: "an archive tier of a bucket with more or fewer days than S3 permits",
    why: """
      Objects go to the archive tier after 90 to 730 days without access, to the deep archive \
      after 180 to 730. S3 refuses any other number.
      """,
    fix: "Set `Days` within those limits.",
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tiering.html",
    aliases: ["E3061"],
    examples: [
      .flagged(
        "too early",
        """
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
            Properties:
              IntelligentTieringConfigurations:
                - Id: archive
                  Status: Enabled
                  Tierings: [{AccessTier: DEEP_ARCHIVE_ACCESS, Days: «90»}]
        """),
      .clean(
        "in time",
        """
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
            Properties:
              IntelligentTieringConfigurations:
                - Id: archive
                  Status: Enabled
                  Tierings:
                    - {AccessTier: ARCHIVE_ACCESS, Days: 90}
                    - {AccessTier: DEEP_ARCHIVE_ACCESS, Days: 180}
        """),
    ],
    check: .resource(.cloudFormation("AWS::S3::Bucket")) { bucket, _ in
      bucket.properties.values(at: ["IntelligentTieringConfigurations", "[]", "Tierings", "[]"])
        .flatMap { tiering in
          tiering.value.readings(of: "AccessTier", "Days").compactMap { reading in
            guard let tier = reading["AccessTier"]?.string, let value = reading["Days"],
              let days = value.number, let limits = limits[tier], !limits.contains(days)
            else { return nil }
            return Problem(
              "`\(tier)` begins after \(Int(limits.lowerBound)) to \(Int(limits.upperBound)) days, "
                + "not \(value.words)",
              at: Label(value.span), when: tiering.condition.and(reading.condition),
              evidence: tier)
          }
        }
    }
  )
}

private let limits: [String: ClosedRange<Double>] = [
  "ARCHIVE_ACCESS": 90...730,
  "DEEP_ARCHIVE_ACCESS": 180...730,
]
