import ProtonLint

extension Rule {
  public static let cidrLeftToInput = Rule(
    id: "cidr-left-to-input",
    category: .network,
    severity: .warning,
    securitySeverity: 5.5,
    finds: "an input or parameter that decides who may come in, and may be the whole internet",
    why: """
      A developer who types `0.0.0.0/0`, or leaves such a default alone, opens the port to \
      everyone, and nothing in the template stops it.
      """,
    fix:
      "Give the input a `pattern` or an `enum` that leaves out `0.0.0.0/0`, and a closed default.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .security, .proton],
    examples: [
      .flagged(
        "any text may be the source",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                admin_network: {type: string, default: 10.0.0.0/8}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Ingress:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: '{{ environment.outputs.GroupId }}'
              IpProtocol: tcp
              FromPort: 22
              ToPort: 22
              CidrIp: «'{{ service_instance.inputs.admin_network }}'»
        """),
      .flagged(
        "a pattern that lets the whole internet through",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                admin_network: {type: string, pattern: '^[0-9.]+/[0-9]+$', default: 10.0.0.0/8}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Ingress:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: '{{ environment.outputs.GroupId }}'
              IpProtocol: tcp
              FromPort: 22
              ToPort: 22
              CidrIp: «'{{ service_instance.inputs.admin_network }}'»
        """),
      .flagged(
        "a parameter that is open by default",
        """
        Parameters:
          Location: {Type: String, Default: 0.0.0.0/0}
        Resources:
          Ingress:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              {GroupId: sg-1, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref «Location»}
        """),
      .clean(
        "private networks alone, and a parameter without a default",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                admin_network: {type: string, pattern: '^10\\.[0-9.]+/[0-9]+$', default: 10.0.0.0/8}
                web_clients: {type: string, default: 10.0.0.0/8}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Ingress:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: '{{ environment.outputs.GroupId }}'
              IpProtocol: tcp
              FromPort: 22
              ToPort: 22
              CidrIp: '{{ service_instance.inputs.admin_network }}'
          WebIngress:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: '{{ environment.outputs.GroupId }}'
              IpProtocol: tcp
              FromPort: 443
              ToPort: 443
              CidrIp: '{{ service_instance.inputs.web_clients }}'
        #- plain/template.yaml
        Parameters:
          Location: {Type: String}
        Resources:
          Ingress:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              {GroupId: sg-1, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Location}
        """),
    ],
    check: .resource(ResourceTypes(cloudFormation: Resource.typesWithIngress)) { resource, _ in
      resource.ingressRules.flatMap { rule in
        rule.sources.flatMap(\.alternatives).compactMap { left($0, rule, in: resource) }
      }
    }
  )
}

private func left(
  _ source: Value.Alternative, _ rule: IngressRule, in resource: Resource
) -> Problem? {
  guard case .symbol(let symbol) = source.value.form else { return nil }
  let opensByDefault = symbol.defaultText.map(isInternet) ?? false
  let name: String
  let kind: String
  switch symbol.source {
  case .input(let input):
    guard opensByDefault || permitsEveryAddress(symbol) else { return nil }
    (kind, name) = ("input", input)
  case .parameter(let parameter):
    // Who deploys a plain template decides for themselves; what nobody decided is another matter.
    guard opensByDefault else { return nil }
    (kind, name) = ("parameter", parameter)
  default: return nil
  }
  // Of a list of permitted sources each is looked at by itself, by the rules for open ports.
  guard symbol.allowed == nil else { return nil }
  // A web port may be open to everyone.
  guard let reach = rule.openings.map(\.reach).first(where: { !$0.isWeb && $0 != .withoutPorts })
  else { return nil }
  let what = reach == .unknown ? "the ports" : reach.words
  let service = reach.sensitivePorts.first.map { reach.isEveryPort ? "" : " (\($0.service))" } ?? ""
  return Problem(
    "\(kind) `\(name)` decides who reaches \(what)\(service) of `\(resource.logicalID)`, and "
      + (opensByDefault
        ? "is the whole internet by default" : "the schema permits the whole internet"),
    at: Label(source.value.span),
    related: symbol.declaration.map { [Label($0, "the \(kind) is declared here")] } ?? [],
    help: kind == "input"
      ? "give `\(name)` a pattern or an enum that leaves out `0.0.0.0/0`"
      : "leave the default out, so that whoever deploys it decides",
    when: rule.condition.and(source.condition), evidence: "\(resource.logicalID) \(name)")
}

/// Whether the schema of an input is known to let `0.0.0.0/0` through.
private func permitsEveryAddress(_ symbol: Symbol) -> Bool {
  let everyone = "0.0.0.0/0"
  let length = everyone.utf8.count
  if let pattern = symbol.pattern, (try? Pattern(pattern))?.matches(everyone) != true {
    return false
  }
  return symbol.type ?? .string == .string
    && (symbol.minLength ?? 0) <= length && length <= (symbol.maxLength ?? length)
}
