import ProtonLint

extension Rule {
  public static let hardCodedPlace = Rule(
    id: "hard-coded-place",
    category: .cloudFormation,
    severity: .warning,
    finds: "a template that is tied to one account, region, zone or image",
    why: """
      A template is made to be deployed into many accounts and regions. An account or a region in \
      an ARN, an availability zone and the id of an image are right in one of them, and in all \
      others the deployment fails or reaches into the wrong place.
      """,
    fix: """
      Write `${AWS::AccountId}` and `${AWS::Region}` in a `Fn::Sub`, take zones from `Fn::GetAZs` and \
      images from a public SSM parameter, or make it an input.
      """,
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an account, a region, a zone and an image",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Subnet:
            Type: AWS::EC2::Subnet
            Properties: {VpcId: vpc-1, CidrBlock: 10.0.0.0/24, AvailabilityZone: «eu-west-1a»}
          Host:
            Type: AWS::EC2::Instance
            Properties: {ImageId: «ami-0123456789abcdef0»}
          Parameter:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: «arn:aws:sqs:eu-west-1:{{ service_instance.inputs.port }}:queue»
              Description: «arn:aws:iam::210987654321:role/deploy»
        """),
      .clean(
        "names of whatever place it is deployed into, and what only one region has",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Subnet:
            Type: AWS::EC2::Subnet
            Properties:
              VpcId: vpc-1
              CidrBlock: 10.0.0.0/24
              AvailabilityZone: !Select [0, !GetAZs '']
          Parameter:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: !Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:queue'
              Description: 'arn:aws:acm:us-east-1:{{ service_instance.inputs.port }}:certificate/*'
        """),
    ],
    check: .template { template, _ in
      guard template.bundle != nil else { return [] }
      return template.resources.flatMap { resource in
        resource.node["Properties"].map { hardCoded(below: $0, of: resource.name, in: template) }
          ?? []
      }
    }
  )
}

private func hardCoded(
  below node: SyntaxNode, of resource: String, in template: CloudFormationTemplate
) -> [Problem] {
  template.texts(below: node).compactMap { node, text in
    guard let (what, help) = place(in: text) else { return nil }
    return Problem(
      "`\(resource)` is tied to \(what)", at: Label(node.contentSpan), help: help,
      evidence: "\(resource) \(what)")
  }
}

private func place(in text: String) -> (what: String, help: String)? {
  if isImage(text) {
    return ("image `\(text)`", "images have another id in each region: use an SSM parameter")
  }
  if isZone(text) { return ("zone `\(text)`", "take it from `!GetAZs ''`") }
  guard text.hasPrefix("arn:") else { return nil }
  let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
  // Layers and images of AWS itself live in its own accounts.
  guard parts.count == 6, !parts[5].hasPrefix("layer:"), parts[2] != "ecr" else { return nil }
  if isAccount(parts[4]), parts[2] != "elasticloadbalancing" {
    return (
      "account `\(parts[4])`", "write `${AWS::AccountId}` in a `Fn::Sub`, or make it an input"
    )
  }
  // What CloudFront uses lives in `us-east-1`, wherever the stack is.
  if isRegion(parts[3]), parts[3] != "us-east-1" || !global.contains(String(parts[2])) {
    return ("region `\(parts[3])`", "write `${AWS::Region}` in a `Fn::Sub`")
  }
  return nil
}

private let global: Set<String> = ["acm", "wafv2", "lambda", "cloudfront", "route53"]

private func isAccount(_ text: Substring) -> Bool {
  text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
}

private func isImage(_ text: String) -> Bool {
  let id = text.utf8.dropFirst(4)
  return text.hasPrefix("ami-") && (id.count == 8 || id.count == 17)
    && id.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
}

private func isZone(_ text: String) -> Bool {
  guard let last = text.utf8.last, (0x61...0x69).contains(last) else { return false }
  return isRegion(text.dropLast())
}

/// `eu-west-1`, `us-gov-east-1`
private func isRegion(_ text: Substring) -> Bool {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  guard (3...4).contains(parts.count), parts[0].utf8.count == 2, let last = parts.last,
    last.utf8.count == 1, last.utf8.allSatisfy({ (0x31...0x39).contains($0) })
  else { return false }
  return directions.contains(String(parts[parts.count - 2]))
    && (parts.count == 3 || parts[1] == "gov" || parts[1].hasPrefix("iso"))
}

private let directions: Set<String> = [
  "north", "south", "east", "west", "central", "northeast", "northwest", "southeast", "southwest",
]
