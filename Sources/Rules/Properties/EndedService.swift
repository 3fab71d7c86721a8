import ProtonLint

extension Rule {
  public static let endedService = Rule(
    id: "ended-service",
    category: .properties,
    severity: .error,
    finds: "a resource of a service that AWS has shut down",
    why: "There is no service left that could make the resource: the deployment fails.",
    fix: "Move to the service that AWS names as its successor.",
    source: "https://docs.aws.amazon.com/general/latest/gr/full_shutdown_services.html",
    aliases: ["E3710"],
    examples: [
      .flagged(
        "an application of OpsWorks",
        """
        Resources:
          Application:
            Type: «AWS::OpsWorks::App»
            Properties: {Name: shop, StackId: shop, Type: php}
        """),
      .clean(
        "a service that goes on",
        """
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
        """),
    ],
    check: .template { template, model in serviceProblems(template, model, stages: [.ended]) }
  )

  public static let endingService = Rule(
    id: "ending-service",
    category: .properties,
    severity: .warning,
    finds: "a resource of a service that AWS is going to shut down, or no longer develops",
    why: """
      New customers are often turned away already, and what stands will have to move before the \
      service ends.
      """,
    fix: "Plan the move to the service that AWS names as its successor.",
    source: "https://docs.aws.amazon.com/general/latest/gr/sunset_services.html",
    aliases: ["W3696", "W3697"],
    examples: [
      .flagged(
        "a development environment of Cloud9",
        """
        Resources:
          Environment:
            Type: «AWS::Cloud9::EnvironmentEC2»
            Properties: {InstanceType: t3.small, ImageId: amazonlinux-2023-x86_64}
        """),
      .clean(
        "a service that goes on",
        """
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
        """),
    ],
    check: .template { template, model in
      serviceProblems(template, model, stages: [.ending, .inMaintenance])
    }
  )
}

private func serviceProblems(
  _ template: CloudFormationTemplate, _ model: Model, stages: [ResourceType.Stage]
) -> [Problem] {
  template.resources.compactMap { resource in
    guard let node = resource.node["Type"], node.isScalar,
      let type = template.type(named: node.text, in: model.resourceTypes),
      stages.contains(type.stage)
    else { return nil }
    let date = type.stageDate.map { " since \($0.words)" } ?? ""
    let future = type.stageDate.map { " on \($0.words)" } ?? ""
    let state =
      switch type.stage {
      case .ended: "has been shut down\(future)"
      case .ending: "will be shut down\(future)"
      case .inMaintenance, .offered: "is in maintenance alone\(date)"
      }
    return Problem(
      "the service of `\(type.name)` \(state)", at: Label(node.contentSpan),
      evidence: resource.name)
  }
}
