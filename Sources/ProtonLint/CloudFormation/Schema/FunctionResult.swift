/// What is known of the result of a function without evaluating it.
struct FunctionResult {
  /// Nil where that is not known.
  var kinds: ValueKinds?
  /// The identifiers that it may be, `AWS::EC2::VPC.Id`; nil where that is not known, none for
  /// something else than an identifier.
  var formats: [String]?
  /// Attributes come as the service gives them: an integer is no text.
  var isTypedByService = false

  init(of call: IntrinsicCall, in template: CloudFormationTemplate, _ facts: SchemaFacts) {
    switch call.name {
    case "Ref": readRef(call.argument, in: template, facts)
    case "Fn::GetAtt": readGetAtt(call.argument, in: template, facts)
    case "Fn::GetAZs", "Fn::Split", "Fn::Cidr": kinds = .array
    case "Fn::Join", "Fn::Sub", "Fn::Base64", "Fn::ToJsonString", "Fn::ImportValue":
      kinds = .string
    case "Fn::Length": kinds = .integer
    // A mapping holds texts and lists of them; a default may be anything.
    case "Fn::FindInMap" where Array(call.argument.items).count == 3: kinds = [.string, .array]
    default: break
    }
  }

  private mutating func readRef(
    _ argument: SyntaxNode, in template: CloudFormationTemplate, _ facts: SchemaFacts
  ) {
    guard argument.isScalar, !template.holdsSymbol(argument) else { return }
    let name = argument.text
    if let parameter = template.parameter(name) {
      guard let type = parameter.type, type.isScalar, !template.holdsSymbol(type) else { return }
      kinds = parameter.isList ? .array : .string
      guard !parameter.isStored else { return }
      formats = Self.formats[parameter.kind.element].map { [parameter.isList ? $0 + "s" : $0] }
    } else if let type = template.type(ofResource: name, in: facts.table) {
      guard !type.isMadeByUsers else { return }
      kinds = .string
      formats = facts.formats(of: type.reference)
      if type.name == "AWS::EC2::SecurityGroup" { formats = securityGroup(name, in: template) }
    } else if name == "AWS::NotificationARNs" {
      kinds = .array
    } else if pseudoParameters.contains(name), name != "AWS::NoValue" {
      kinds = .string
    }
  }

  private mutating func readGetAtt(
    _ argument: SyntaxNode, in template: CloudFormationTemplate, _ facts: SchemaFacts
  ) {
    guard let (name, attribute) = template.attributeParts(argument),
      let type = template.type(ofResource: name, in: facts.table), !type.isMadeByUsers,
      let schema = type.attribute(named: attribute)
    else { return }
    let header = facts.header(of: schema)
    kinds = header.kinds.isEmpty ? nil : header.kinds
    isTypedByService = true
    // A parameter of SSM may hold any identifier.
    guard type.name != "AWS::SSM::Parameter" else { return }
    formats = facts.formats(of: schema)
  }

  /// A group outside of any VPC goes by its name.
  private func securityGroup(
    _ name: String, in template: CloudFormationTemplate
  ) -> [String]? {
    guard let vpc = template.resource(name)?.node["Properties"]?["VpcId"] else {
      return ["AWS::EC2::SecurityGroup.Name"]
    }
    return IntrinsicCall(vpc)?.name == "Fn::If" ? nil : ["AWS::EC2::SecurityGroup.Id"]
  }

  /// Source: "AWS-specific parameter types" in the CloudFormation user guide.
  private static let formats = [
    "AWS::EC2::Image::Id": "AWS::EC2::Image.Id",
    "AWS::EC2::SecurityGroup::GroupName": "AWS::EC2::SecurityGroup.Name",
    "AWS::EC2::SecurityGroup::Id": "AWS::EC2::SecurityGroup.Id",
    "AWS::EC2::Subnet::Id": "AWS::EC2::Subnet.Id",
    "AWS::EC2::VPC::Id": "AWS::EC2::VPC.Id",
  ]
}

extension SchemaFacts {
  /// The formats that a schema names, itself or in its alternatives.
  func formats(of schema: Schema) -> [String] {
    let header = header(of: schema)
    let own = operand(of: .format, in: header).map { [table.text($0)] } ?? []
    let others = operand(of: .anyOf, in: header).map(schemas) ?? []
    return own
      + others.flatMap { other in
        operand(of: .format, in: self.header(of: other)).map { [table.text($0)] } ?? []
      }
  }
}

extension ResourceType {
  /// Whether users decide what it gives: custom resources, stacks, products of a catalogue.
  var isMadeByUsers: Bool {
    [
      "AWS::CloudFormation::CustomResource", "AWS::CloudFormation::Stack",
      "AWS::ServiceCatalog::CloudFormationProvisionedProduct",
    ].contains(name)
  }
}

extension ValueKinds {
  /// Whether a value of one of these kinds can be taken for one of those. Scalars are turned into
  /// each other, but for an attribute where a text is wanted.
  func isTaken(by permitted: ValueKinds, asItIs: Bool) -> Bool {
    if !isDisjoint(with: permitted) { return true }
    guard !isDisjoint(with: .scalar), !permitted.isDisjoint(with: .scalar) else { return false }
    return !asItIs || !permitted.isDisjoint(with: [.boolean, .integer, .number])
  }
}
