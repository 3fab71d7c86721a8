import ProtonLint

extension Rule {
  public static let imageAsText = Rule(
    id: "image-as-text",
    category: .structure,
    severity: .warning,
    finds: "a parameter for the id of an image whose type checks nothing",
    why: """
      Of a parameter of type `AWS::EC2::Image::Id` CloudFormation asks whether the image exists \
      before it makes anything; the latest image can be read from a public parameter of Systems \
      Manager. A text is passed on as it is, and fails halfway.
      """,
    fix: "Use `AWS::EC2::Image::Id` or `AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>`.",
    source: userGuide + "cloudformation-supplied-parameter-types.html",
    aliases: ["W2506"],
    examples: [
      .flagged(
        "a text",
        """
        Parameters:
          Image: {Type: «String»}
        Resources:
          Host: {Type: AWS::EC2::Instance, Properties: {ImageId: !Ref Image}}
        """),
      .clean(
        "a checked type, and a property of another name",
        """
        Parameters:
          Image: {Type: AWS::EC2::Image::Id}
          Uri: {Type: String}
        Resources:
          Host: {Type: AWS::EC2::Instance, Properties: {ImageId: !Ref Image, KeyName: !Ref Uri}}
        """),
    ],
    check: .template { template, _ in
      // In a bundle a parameter has its default alone.
      guard template.isReadAsWritten, template.bundle == nil else { return [] }
      let images = template.resources.filter {
        template.writtenType(of: $0.node).map(imageTypes.contains) ?? false
      }.flatMap { resource in
        resource.node["Properties"].map { template.entries(below: $0, named: ["ImageId"]) } ?? []
      }
      return images.compactMap { image in
        guard let call = IntrinsicCall(image.value), call.name == "Ref",
          let parameter = template.parameter(call.argument.text), let type = parameter.type,
          type.isScalar, !type.isNull, !template.holdsSymbol(type),
          ParameterType(type.text).element != "AWS::EC2::Image::Id"
        else { return nil }
        return Problem(
          "`\(parameter.name)` is the id of an image", at: Label(type.contentSpan),
          related: [Label(image.key.contentSpan, "here")], help: "use `AWS::EC2::Image::Id`",
          evidence: parameter.name)
      }
    }
  )
}

/// The types whose `ImageId` is an image of EC2.
private let imageTypes: Set<String> = [
  "AWS::AutoScaling::LaunchConfiguration", "AWS::Batch::ComputeEnvironment",
  "AWS::EC2::Instance", "AWS::EC2::LaunchTemplate", "AWS::EC2::SpotFleet",
]
