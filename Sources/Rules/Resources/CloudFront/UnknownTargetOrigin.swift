import ProtonLint

extension Rule {
  public static let unknownTargetOrigin = Rule(
    id: "unknown-target-origin",
    category: .properties,
    severity: .error,
    finds: "a cache behavior of CloudFront for an origin that the distribution does not have",
    why: """
      CloudFront refuses a distribution with a `TargetOriginId` that is the `Id` of none of its \
      origins and origin groups.
      """,
    fix: "Name an origin of the distribution, or add the origin.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudfront-distribution-defaultcachebehavior.html",
    aliases: ["E3057"],
    examples: [
      .flagged(
        "a misspelt origin",
        """
        Resources:
          Site:
            Type: AWS::CloudFront::Distribution
            Properties:
              DistributionConfig:
                Enabled: true
                Origins: [{Id: bucket, DomainName: b.s3.amazonaws.com, S3OriginConfig: {}}]
                DefaultCacheBehavior: {TargetOriginId: «buket», ViewerProtocolPolicy: https-only}
        """),
      .clean(
        "an origin, an origin group, and an origin whose name is not known",
        """
        Parameters:
          Origin: {Type: String}
        Resources:
          Site:
            Type: AWS::CloudFront::Distribution
            Properties:
              DistributionConfig:
                Enabled: true
                Origins: [{Id: bucket, DomainName: b.s3.amazonaws.com, S3OriginConfig: {}}]
                OriginGroups: {Quantity: 1, Items: [{Id: both}]}
                DefaultCacheBehavior: {TargetOriginId: both, ViewerProtocolPolicy: https-only}
                CacheBehaviors: [{PathPattern: /a, TargetOriginId: bucket}]
          Other:
            Type: AWS::CloudFront::Distribution
            Properties:
              DistributionConfig:
                Enabled: true
                Origins: [{Id: !Ref Origin, DomainName: b.s3.amazonaws.com, S3OriginConfig: {}}]
                DefaultCacheBehavior: {TargetOriginId: bucket, ViewerProtocolPolicy: https-only}
        """),
    ],
    check: .resource(.cloudFormation("AWS::CloudFront::Distribution")) { resource, _ in
      let configuration = resource.properties
      let origins = originIDs(in: configuration)
      // A legacy origin has no id of its own.
      guard let origins, !origins.isEmpty else { return [] }
      let targets =
        configuration.values(at: ["DistributionConfig", "DefaultCacheBehavior", "TargetOriginId"])
        + configuration.values(at: ["DistributionConfig", "CacheBehaviors", "[]", "TargetOriginId"])
      return targets.compactMap { target in
        guard let id = target.value.string else { return nil }
        let present = origins.filter { $0.id == id }.reduce(Condition.never) {
          $0.or($1.condition)
        }
        let absent = target.condition.and(present.negated)
        guard !absent.isNever else { return nil }
        return Problem(
          "the distribution has no origin `\(id)`", at: Label(target.value.span),
          help: "it has \(quotedList(Set(origins.map(\.id)).sorted()))", when: absent, evidence: id)
      }
    }
  )
}

/// Of the origins and origin groups of a distribution; nil where one of them is not known.
private func originIDs(in properties: Value) -> [(id: String, condition: Condition)]? {
  var ids: [(String, Condition)] = []
  for list in [["Origins"], ["OriginGroups", "Items"]] {
    for origin in properties.values(at: (["DistributionConfig"] + list + ["[]"])[...]) {
      guard !origin.value.isNull else { continue }
      guard origin.value.hasKnownKeys, let names = origin.value["Id"] else { return nil }
      for name in names.alternatives {
        guard let id = name.value.string else { return nil }
        ids.append((id, origin.condition.and(name.condition)))
      }
    }
  }
  return ids
}
