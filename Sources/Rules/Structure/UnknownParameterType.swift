import ProtonLint

extension Rule {
  public static let unknownParameterType = Rule(
    id: "unknown-parameter-type",
    category: .structure,
    severity: .error,
    finds: "a parameter of a type that does not exist",
    why: """
      CloudFormation refuses a template whose parameter has a type that it does not know: \
      "Unrecognized parameter type". There is no type for booleans or integers.
      """,
    fix: """
      Use `String`, `Number`, `CommaDelimitedList`, or one of the types of AWS; for a boolean, a \
      `String` with `AllowedValues: ['true', 'false']`.
      """,
    source: userGuide + "cloudformation-supplied-parameter-types.html",
    aliases: ["E2002"],
    examples: [
      .flagged(
        "a boolean, and a type in lower case",
        """
        Parameters:
          IsLarge: {Type: «Boolean»}
          Name: {Type: «string»}
          Vpc: {Type: «AWS::EC2::Vpc::Id»}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "types of CloudFormation, lists and stored parameters",
        """
        Parameters:
          IsLarge: {Type: String, AllowedValues: ['true', 'false']}
          Vpc: {Type: AWS::EC2::VPC::Id}
          Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}
          Image: {Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>'}
          Zones: {Type: 'AWS::SSM::Parameter::Value<List<String>>'}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      parameterTypes(of: template).filter(\.type.isUnknown).map { parameter in
        Problem(
          "`\(parameter.node.text)` is no type of a parameter",
          at: Label(parameter.node.contentSpan), help: help(on: parameter.node.text),
          evidence: parameter.name)
      }
    }
  )

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
      parameterTypes(of: template).compactMap { parameter in
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

private func parameterTypes(
  of template: CloudFormationTemplate
) -> [(name: String, node: SyntaxNode, type: ParameterType)] {
  template.writtenEntries(of: "Parameters").compactMap { entry in
    guard let text = template.writtenType(of: entry.value), let node = entry.value["Type"],
      !node.isNull
    else { return nil }
    return (entry.key.text, node, ParameterType(text))
  }
}

private func help(on type: String) -> String? {
  switch type.lowercased() {
  case "boolean", "bool": return "use `String` with `AllowedValues: ['true', 'false']`"
  case "integer", "int", "float": return "use `Number`"
  case "list", "array": return "use `CommaDelimitedList`"
  default: break
  }
  return closestName(to: type, among: ParameterType.elements + ["CommaDelimitedList"]).map {
    "did you mean `\($0)`?"
  }
}
