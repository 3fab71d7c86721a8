/// Which subnets the internet can reach: the routes of a workspace, by subnet.
///
/// A public subnet is one with a route to an internet gateway. See "Subnets for your VPC":
/// <https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html>.
public struct Network: Sendable {
  public enum Publicness: Sendable {
    case `public`(because: Reason, when: Condition)
    /// With its default route, if it has one: to a NAT gateway, to a transit gateway…
    case `private`(defaultRoute: Span?)
    /// Its route table is not known, or not where the routes lead.
    case unknown
  }

  public enum Reason: Hashable, Sendable {
    /// A default route leads to an internet gateway.
    case internetRoute(Span)
    /// Nothing is known of its routes, but what starts in it gets a public address.
    case publicAddresses(Span)
  }

  private let graph: ResourceGraph
  private var tables: [Resource.ID: [Association]] = [:]
  /// By table: one for each kind of target, under any of the conditions.
  private var routes: [Resource.ID: [DefaultRoute]] = [:]

  private struct Association {
    /// Nil where it is not known.
    let table: Resource.ID?
    let condition: Condition
  }

  private struct DefaultRoute {
    enum Target { case internetGateway, other, unknown }
    let target: Target
    let span: Span
    var condition: Condition
  }

  public init(_ graph: ResourceGraph) {
    self.graph = graph
    for association in graph.resources(ofType: "AWS::EC2::SubnetRouteTableAssociation") {
      for (subnet, condition) in targets(of: association["SubnetId"], of: association) {
        let found = targets(of: association["RouteTableId"], of: association).map {
          Association(table: $0.0, condition: condition.and($0.1))
        }
        tables[subnet, default: []] +=
          found.isEmpty ? [Association(table: nil, condition: condition)] : found
      }
    }
    for route in graph.resources(ofType: "AWS::EC2::Route") {
      let defaults = defaultRoutes(of: route)
      guard !defaults.isEmpty else { continue }
      for (table, condition) in targets(of: route["RouteTableId"], of: route) {
        for found in defaults { add(found, when: condition, to: table) }
      }
    }
  }

  private mutating func add(_ route: DefaultRoute, when condition: Condition, to table: Resource.ID)
  {
    var route = route
    route.condition = route.condition.and(condition)
    let known = routes[table]?.firstIndex { $0.target == route.target }
    if let known, let other = routes[table]?[known] {
      routes[table]?[known].condition = other.condition.or(route.condition)
    } else {
      routes[table, default: []].append(route)
    }
  }

  public func publicness(of subnet: Resource) -> Publicness {
    guard let associations = tables[subnet.id] else { return publicnessWithoutRoutes(of: subnet) }
    var reason: Reason?
    var when = Condition.never
    var isKnown = true
    var otherRoute: Span?
    for association in associations {
      guard let table = association.table else {
        isKnown = false
        continue
      }
      for route in routes[table] ?? [] {
        let condition = subnet.condition.and(association.condition).and(route.condition)
        guard !condition.isNever else { continue }
        switch route.target {
        case .internetGateway:
          reason = reason ?? .internetRoute(route.span)
          when = when.or(condition)
        case .other: otherRoute = otherRoute ?? route.span
        case .unknown: isKnown = false
        }
      }
    }
    if let reason { return .public(because: reason, when: when) }
    return isKnown ? .private(defaultRoute: otherRoute) : .unknown
  }

  /// Without an association the main route table holds, which no template declares.
  private func publicnessWithoutRoutes(of subnet: Resource) -> Publicness {
    let outcomes = subnet["MapPublicIpOnLaunch"]?.outcomes ?? []
    for outcome in outcomes where outcome.text?.lowercased() == "true" {
      let condition = subnet.condition.and(outcome.condition)
      guard !condition.isNever else { continue }
      return .public(because: .publicAddresses(outcome.value.span), when: condition)
    }
    return .unknown
  }

  private func targets(of value: Value?, of owner: Resource) -> [(Resource.ID, Condition)] {
    (value?.alternatives ?? []).flatMap { alternative in
      let condition = owner.condition.and(alternative.condition)
      return graph.targets(of: alternative.value, from: owner.template).compactMap { target in
        let both = condition.and(target.condition)
        return both.isNever ? nil : (target.id, both)
      }
    }
  }

  private func defaultRoutes(of route: Resource) -> [DefaultRoute] {
    let destinations = [route["DestinationCidrBlock"], route["DestinationIpv6CidrBlock"]]
      .compactMap { $0 }.flatMap(\.outcomes)
    return destinations.flatMap { destination -> [DefaultRoute] in
      if let text = destination.text, !isEveryAddress(text) { return [] }
      guard let gateway = route["GatewayId"] else {
        return [
          DefaultRoute(
            target: .other, span: destination.value.span, condition: destination.condition)
        ]
      }
      return gateway.alternatives.compactMap { alternative in
        let condition = destination.condition.and(alternative.condition)
        guard !condition.isNever else { return nil }
        let target = destination.text == nil ? .unknown : target(of: alternative.value, route)
        return DefaultRoute(target: target, span: alternative.value.span, condition: condition)
      }
    }
  }

  private func target(of gateway: Value, _ route: Resource) -> DefaultRoute.Target {
    // `AWS::NoValue`: another property leads somewhere else.
    if gateway.isNull { return .other }
    if let id = gateway.string { return id.hasPrefix("igw-") ? .internetGateway : .other }
    let types = graph.targets(of: gateway, from: route.template).map(\.type)
    guard !types.isEmpty else { return .unknown }
    // An attachment has the id of its gateway as an attribute.
    let isInternet = types.contains {
      $0 == "AWS::EC2::InternetGateway" || $0 == "AWS::EC2::VPCGatewayAttachment"
    }
    return isInternet ? .internetGateway : .other
  }
}
