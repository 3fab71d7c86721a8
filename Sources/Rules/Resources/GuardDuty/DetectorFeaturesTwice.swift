import ProtonLint

extension Rule {
  public static let detectorFeaturesTwice = Rule(
    id: "detector-features-twice",
    category: .properties,
    severity: .error,
    finds: "a GuardDuty detector with both `DataSources` and `Features`",
    why: """
      Both say what the detector looks at, in an old form and a new one. GuardDuty takes one of \
      them, and refuses both.
      """,
    fix: "Keep `Features`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-guardduty-detector.html",
    aliases: ["E3063"],
    examples: [
      .flagged(
        "both",
        """
        Resources:
          Detector:
            Type: AWS::GuardDuty::Detector
            Properties:
              Enable: true
              «DataSources»: {S3Logs: {Enable: true}}
              Features: [{Name: S3_DATA_EVENTS, Status: ENABLED}]
        """),
      .clean(
        "one or the other",
        """
        Conditions:
          IsNew: !Equals [!Ref AWS::Region, eu-west-1]
        Resources:
          Detector:
            Type: AWS::GuardDuty::Detector
            Properties:
              Enable: true
              DataSources: !If [IsNew, !Ref AWS::NoValue, {S3Logs: {Enable: true}}]
              Features: !If [IsNew, [{Name: S3_DATA_EVENTS, Status: ENABLED}], !Ref AWS::NoValue]
        """),
    ],
    check: .resource(.cloudFormation("AWS::GuardDuty::Detector")) { detector, _ in
      detector.readings(of: "DataSources", "Features").compactMap { reading in
        guard reading["DataSources"] != nil, reading["Features"] != nil else { return nil }
        return Problem(
          "the detector has `DataSources` and `Features`: it takes one of them",
          at: Label(detector.properties.keySpan(of: "DataSources")),
          related: [Label(detector.properties.keySpan(of: "Features"))], when: reading.condition,
          evidence: detector.logicalID)
      }
    }
  )
}
