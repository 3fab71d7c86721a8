import ProtonLint

extension Rule {
  public static let unknownAttribute = Rule(
    id: "unknown-attribute",
    category: .functions,
    severity: .error,
    finds: "`Fn::GetAtt` of an attribute that the resource does not have",
    why: """
      CloudFormation refuses the template: "Template error: resource … does not support attribute \
      type …".
      """,
    fix: "Take an attribute that the page of the resource type lists under “Return values”.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html",
    aliases: ["E1010"],
    examples: [
      .flagged(
        "attributes under other names",
        """
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
        Outputs:
          Bucket:
            Value: !GetAtt «Bucket.ARN»
          Domain:
            Value: !Sub https://«${Bucket.Domain}»/
        """),
      .clean(
        "attributes of the type, and of what is not known",
        """
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
          Setup:
            Type: Custom::Setup
            Properties: {ServiceToken: !Sub 'arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:setup'}
        Outputs:
          Bucket:
            Value: !GetAtt Bucket.Arn
          Result:
            Value: !GetAtt Setup.Anything
        """),
    ],
    check: .template { template, model in
      guard let root = template.tree.root else { return [] }
      return template.nameUses(below: root).compactMap { use in
        guard let attribute = use.attribute, !attribute.isEmpty,
          let type = template.type(ofResource: use.name, in: model.resourceTypes),
          type.attribute(named: attribute) == nil
        else { return nil }
        return Problem(
          "`\(type.name)` has no attribute `\(attribute)`", at: Label(use.span),
          help: closestName(to: attribute, among: type.attributeNames).map {
            "Did you mean `\($0)`?"
          }, evidence: "\(use.name).\(attribute)")
      }
    }
  )
}
