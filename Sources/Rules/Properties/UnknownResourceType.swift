import ProtonLint

extension Rule {
  public static let unknownResourceType = Rule(
    id: "unknown-resource-type",
    category: .properties,
    severity: .error,
    finds:
      "a resource of a type that CloudFormation does not have, or not in a region of the deployment",
    why: """
      CloudFormation refuses the whole template: "Unrecognized resource types". Most are misspelt; \
      some exist in other regions alone.
      """,
    fix: "Correct the name of the type, or deploy where the type exists.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html",
    aliases: ["E3006"],
    examples: [
      .flagged(
        "a misspelt type",
        """
        Resources:
          Bucket:
            Type: «AWS::S3::Buckets»
        """),
      .clean(
        "types of others: custom resources, private types and modules",
        """
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
          Setup:
            Type: Custom::Setup
            Properties: {ServiceToken: !Sub 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:setup'}
          Monitor:
            Type: Datadog::Monitors::Monitor
        """),
    ],
    check: .template { template, model in
      let types = model.resourceTypes
      guard !types.isEmpty else { return [] }
      let mask = model.regionMask
      return template.resources.compactMap { resource in
        guard let type = resource.node["Type"], type.isScalar, type.tag == nil,
          !template.holdsSymbol(type), isOfAWS(type.text)
        else { return nil }
        let known = template.type(named: type.text, in: types)
        if let known, mask.map({ known.regions & $0 != 0 }) ?? true { return nil }
        let place = known == nil ? "" : " in \(quotedList(model.regions))"
        return Problem(
          "there is no resource type `\(type.text)`\(place)", at: Label(type.contentSpan),
          help: known == nil
            ? closestName(to: type.text, among: types.typeNames, differingInOneOf: 6).map {
              "Did you mean `\($0)`?"
            } : nil, evidence: resource.name)
      }
    }
  )
}

/// Whether CloudFormation itself must have the type; others may have been registered by the user.
private func isOfAWS(_ type: String) -> Bool {
  type.hasPrefix("AWS::") && !type.hasSuffix("::MODULE")
}
