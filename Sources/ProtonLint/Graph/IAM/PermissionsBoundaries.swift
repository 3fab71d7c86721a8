extension ResourceGraph {
  /// The managed policies that are some holder's `PermissionsBoundary`, and attached to none.
  var resourcesUsedAsBoundaryAlone: Set<Resource.ID> {
    var boundaries: Set<Resource.ID> = []
    var attached: Set<Resource.ID> = []
    for holder in ["AWS::IAM::Role", "AWS::IAM::User"].flatMap(resources(ofType:)) {
      if let boundary = holder["PermissionsBoundary"] {
        boundaries.formUnion(targets(of: boundary, from: holder.template).map(\.id))
      }
      for policy in holder["ManagedPolicyArns"]?.elements ?? [] {
        attached.formUnion(targets(of: policy.value, from: holder.template).map(\.id))
      }
    }
    return boundaries.subtracting(attached)
  }

  /// The statements of a resource that say what their holder may do.
  ///
  /// Those of a permissions boundary grant nothing and are left out: they limit what other policies
  /// grant, and are wide on purpose. A managed policy is taken for a boundary where it is used as
  /// one alone or, for those that other stacks use, where its logical id calls it one.
  public func grants(of resource: Resource) -> [PolicyStatement] {
    guard resource.type == "AWS::IAM::ManagedPolicy" else {
      return resource.policyStatements.filter { $0.kind == .identity }
    }
    let isAttached = ["Groups", "Roles", "Users"].contains { resource[$0] != nil }
    let isBoundary =
      boundaries.contains(resource.id) || resource.logicalID.lowercased().contains("boundary")
    return isBoundary && !isAttached ? [] : resource.policyStatements
  }
}
