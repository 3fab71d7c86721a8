import ProtonLint

extension Rule {
  public static let portLeftToInput = Rule(
    id: "port-left-to-input",
    category: .network,
    severity: .warning,
    securitySeverity: 5.0,
    finds: "an input that decides which port is open to the internet, and may be any",
    why: """
      The platform's template opens the port, a developer picks it: `22` and `3306` are as valid \
      as `443`. What the schema permits will be deployed sooner or later.
      """,
    fix: "List the permitted ports in the schema with `enum`, or let in a security group instead.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .security, .proton],
    examples: [
      .flagged(
        "any port at all",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                port: {type: integer, minimum: 0, maximum: 65535, default: 80}
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
              FromPort: «{{ service_instance.inputs.port }}»
              ToPort: {{ service_instance.inputs.port }}
              CidrIp: 0.0.0.0/0
        """),
      .clean(
        "two web ports to choose from",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                port: {type: integer, enum: [80, 443], default: 80}
                internal_port: {type: integer, default: 3000}
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
              FromPort: {{ service_instance.inputs.port }}
              ToPort: {{ service_instance.inputs.port }}
              CidrIp: 0.0.0.0/0
          InternalIngress:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: '{{ environment.outputs.GroupId }}'
              IpProtocol: tcp
              FromPort: {{ service_instance.inputs.internal_port }}
              ToPort: {{ service_instance.inputs.internal_port }}
              CidrIp: 10.0.0.0/8
        """),
    ],
    check: .resource(ResourceTypes(cloudFormation: Resource.typesWithIngress)) { resource, _ in
      resource.internetOpenings.compactMap { open($0, in: resource) }
    }
  )
}

private func open(_ opening: InternetOpening, in resource: Resource) -> Problem? {
  guard opening.reach == .unknown, let port = opening.rule.fromPort,
    case .symbol(let symbol) = port.form, case .symbol(let end)? = opening.rule.toPort?.form,
    symbol.expression == end.expression, let name = symbol.inputName,
    let permitted = permittedPorts(of: symbol)
  else { return nil }
  let transport: IngressRule.Transport =
    opening.rule.protocolValue?.string?.lowercased() == "udp" ? .udp : .tcp
  let sensitive = SensitivePort.all(transport, in: permitted)
  let range =
    permitted == 0...65_535
    ? "any port" : "ports \(permitted.lowerBound) to \(permitted.upperBound)"
  return Problem(
    "input `\(name)` decides which port `\(resource.logicalID)` opens to the internet, and the "
      + "schema permits \(range)" + (sensitive.isEmpty ? "" : ", among them \(sensitive.words)"),
    at: Label(port.span),
    related: [Label(opening.source.span, "open to the internet")]
      + (symbol.declaration.map { [Label($0, "the input is declared here")] } ?? []),
    help: "list the permitted ports of `\(name)` in the schema with `enum`",
    when: opening.condition, evidence: "\(resource.logicalID) \(name)")
}

/// The ports that a schema permits; nil if that is not known.
private func permittedPorts(of symbol: Symbol) -> ClosedRange<Int>? {
  let low: Double
  let high: Double
  switch symbol.type {
  case .integer?, .number?:
    low = max(0, (symbol.minimum ?? 0).rounded(.up))
    high = min(65_535, (symbol.maximum ?? 65_535).rounded(.down))
  case .string?, nil:
    guard symbol.pattern == nil else { return nil }
    (low, high) = (0, 65_535)
  case .boolean?, .list?, .map?: return nil
  }
  guard low <= high, let first = Int(exactly: low), let last = Int(exactly: high),
    first...last != 80...80, first...last != 443...443
  else { return nil }
  return first...last
}
