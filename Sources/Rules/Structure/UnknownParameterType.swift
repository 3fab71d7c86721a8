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
      template.parameterTypes.filter(\.type.isUnknown).map { parameter in
        Problem(
          "`\(parameter.node.text)` is no type of a parameter",
          at: Label(parameter.node.contentSpan), help: help(on: parameter.node.text),
          evidence: parameter.name)
      }
    }
  )
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
