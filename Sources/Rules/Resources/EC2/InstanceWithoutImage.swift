import ProtonLint

extension Rule {
  public static let instanceWithoutImage = Rule(
    id: "instance-without-image",
    category: .properties,
    severity: .error,
    finds: "an instance without an image",
    why: """
      EC2 starts an instance from an image: `ImageId` of the instance, or of the launch template \
      that it names. Without one the request is refused.
      """,
    fix: "Set `ImageId`, here or in the launch template.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-instance.html",
    aliases: ["E3673"],
    examples: [
      .flagged(
        "no image, and none in the launch template",
        """
        Resources:
          Web:
            Type: AWS::EC2::Instance
            «Properties»: {InstanceType: t3.micro}
          Template:
            Type: AWS::EC2::LaunchTemplate
            Properties: {LaunchTemplateData: {InstanceType: t3.micro}}
          Other:
            Type: AWS::EC2::Instance
            «Properties»:
              LaunchTemplate: {LaunchTemplateId: !Ref Template, Version: "1"}
        """),
      .clean(
        "an image of the launch template, and a launch template from elsewhere",
        """
        Parameters:
          TemplateId: {Type: String}
        Resources:
          Template:
            Type: AWS::EC2::LaunchTemplate
            Properties: {LaunchTemplateData: {ImageId: ami-12345678}}
          Web:
            Type: AWS::EC2::Instance
            Properties:
              LaunchTemplate: {LaunchTemplateId: !Ref Template, Version: "1"}
          Other:
            Type: AWS::EC2::Instance
            Properties:
              LaunchTemplate: {LaunchTemplateId: !Ref TemplateId, Version: "1"}
        """),
    ],
    check: .resource(.cloudFormation("AWS::EC2::Instance")) { instance, graph in
      instance.readings(of: "ImageId", "LaunchTemplate").compactMap { reading in
        guard reading["ImageId"] == nil else { return nil }
        var missing = reading.condition
        if let template = reading["LaunchTemplate"] {
          missing = missing.and(absenceOfImage(in: template, of: instance, graph))
        }
        return missing.isNever
          ? nil
          : Problem(
            "`\(instance.logicalID)` has no `ImageId`", at: Label(instance.propertiesSpan),
            help: reading["LaunchTemplate"] == nil ? nil : "its launch template has none either",
            when: missing, evidence: instance.logicalID)
      }
    }
  )
}

/// When the launch template that an instance names is known to have no image.
private func absenceOfImage(
  in template: Value, of instance: Resource, _ graph: ResourceGraph
) -> Condition {
  template.readings(of: "LaunchTemplateId", "LaunchTemplateName").reduce(Condition.never) {
    sum, reading in
    guard let name = reading["LaunchTemplateId"] ?? reading["LaunchTemplateName"] else {
      return sum
    }
    let targets = graph.named(by: name, of: instance, types: ["AWS::EC2::LaunchTemplate"])
    return targets.reduce(sum) { sum, named in
      let data = named.target["LaunchTemplateData"]?.alternatives ?? []
      return data.flatMap { $0.value.readings(of: "ImageId") }.filter { $0["ImageId"] == nil }
        .reduce(sum) { $0.or($1.condition.and(named.condition).and(reading.condition)) }
    }
  }
}
