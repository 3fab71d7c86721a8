import ProtonLint

extension Rule {
  public static let undocumentedParameterType = Rule(
    id: "undocumented-parameter-type",
    category: .structure,
    severity: .warning,
    finds: "a list or a stored parameter of a type that CloudFormation does not check",
    why: """
      In `List<…>` and `AWS::SSM::Parameter::Value<…>` CloudFormation takes any name for a type, but \
      looks at the values of those alone that it documents: a misspelt one checks nothing.
      """,
    fix: "Use one of the documented types, or `String`.",
    source: userGuide + "cloudformation-supplied-parameter-types.html",
    aliases: ["W2002"],
    examples: [
      .flagged(
        "types that are none",
        """
        Parameters:
          Subnets: {Type: «List<AWS::EC2::SubnetId>»}
          Image: {Type: «AWS::SSM::Parameter::Value<Image>»}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "documented types",
        """
        Parameters:
          Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}
          Image: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>'}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      template.parameterTypes.compactMap { parameter in
        let type = parameter.type
        guard !type.isDocumented, !type.isUnknown else { return nil }
        return Problem(
          "`\(parameter.node.text)` is no documented type: no value of it is checked",
          at: Label(parameter.node.contentSpan),
          help: closestName(to: type.element, among: ParameterType.elements).flatMap {
            $0 == type.element ? nil : "did you mean `\($0)` in it?"
          }, evidence: parameter.name)
      }
    }
  )
}
