import ProtonLint

extension Rule {
  public static let serviceBeforeListener = Rule(
    id: "service-before-listener",
    category: .cloudFormation,
    severity: .warning,
    finds: "an ECS service that may be made before the listener of its load balancer",
    why: """
      A service registers with a target group, and ECS refuses a target group that no load balancer \
      uses yet. Nothing in the service refers to the listener, so CloudFormation makes both at once, \
      and the deployment fails now and then.
      """,
    fix: "Add `DependsOn` with the listener, or the listener's rule, to the service.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html",
    examples: [
      .flagged(
        "no dependency",
        """
        Resources:
          Targets:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties: {VpcId: vpc-1, Port: 80, Protocol: HTTP}
          Listener:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties:
              LoadBalancerArn: arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1
              DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]
          «Service»:
            Type: AWS::ECS::Service
            Properties:
              TaskDefinition: task
              LoadBalancers: [{ContainerName: a, ContainerPort: 80, TargetGroupArn: !Ref Targets}]
        """),
      .clean(
        "a dependency",
        """
        Resources:
          Targets:
            Type: AWS::ElasticLoadBalancingV2::TargetGroup
            Properties: {VpcId: vpc-1, Port: 80, Protocol: HTTP}
          Listener:
            Type: AWS::ElasticLoadBalancingV2::Listener
            Properties:
              LoadBalancerArn: arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/a/1
              DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]
          Service:
            Type: AWS::ECS::Service
            DependsOn: Listener
            Properties:
              TaskDefinition: task
              LoadBalancers: [{ContainerName: a, ContainerPort: 80, TargetGroupArn: !Ref Targets}]
        """),
    ],
    check: .resource(.cloudFormation("AWS::ECS::Service")) { service, graph in
      guard let balancers = service["LoadBalancers"]?.elements else { return [] }
      guard let needed = graph.needed(by: service) else { return [] }
      return balancers.flatMap { balancer -> [Problem] in
        guard let group = balancer.value["TargetGroupArn"] else { return [] }
        return graph.targets(of: group, from: service.template).compactMap { targets in
          guard targets.template == service.template else { return nil }
          let listeners = graph.referrers(of: targets.id).filter {
            listenerTypes.contains($0.type) && $0.condition.isCompatible(with: service.condition)
          }
          guard let listener = listeners.first,
            !listeners.contains(where: { needed.contains($0.id) })
          else { return nil }
          return Problem(
            "`\(service.logicalID)` may be made before `\(listener.logicalID)`",
            at: Label(service.nameSpan),
            related: [Label(listener.nameSpan, "this leads to its target group")],
            help: "add `DependsOn: \(listener.logicalID)`",
            when: balancer.condition.and(listener.condition), evidence: service.logicalID)
        }
      }
    }
  )
}

private let listenerTypes = [
  "AWS::ElasticLoadBalancingV2::Listener", "AWS::ElasticLoadBalancingV2::ListenerRule",
]

extension ResourceGraph {
  /// All that is made before a resource: what it refers to, and what that refers to. Nil where it
  /// is more than any stack may hold.
  fileprivate func needed(by resource: Resource) -> Set<Resource.ID>? {
    var found: Set<Resource.ID> = []
    var open = [resource.id]
    while let next = open.popLast() {
      guard found.count <= 2_000 else { return nil }
      for link in links[next.index] where found.insert(link.target).inserted {
        open.append(link.target)
      }
    }
    return found
  }
}
