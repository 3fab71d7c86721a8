/// The type of a parameter: `Number`, `List<AWS::EC2::Subnet::Id>`,
/// `AWS::SSM::Parameter::Value<String>`.
///
/// See "Parameters" and "CloudFormation-supplied parameter types" in the CloudFormation user guide.
public struct ParameterType: Hashable, Sendable {
  /// What stands innermost: `String`, `Number`, `AWS::EC2::Subnet::Id`.
  public let element: String
  /// Whether its value is a list.
  public let isList: Bool
  /// Whether the value is that of a parameter of Systems Manager, whose name is what is given: then
  /// default, permitted values and pattern speak of the name.
  public let isStored: Bool

  /// Any text; what is no type of CloudFormation gives an element that is none.
  public init(_ text: String) {
    var rest = text[...]
    isStored = Self.unwrap(&rest, "AWS::SSM::Parameter::Value<")
    let isWrapped = Self.unwrap(&rest, "List<")
    isList = isWrapped || rest == "CommaDelimitedList"
    element = rest == "CommaDelimitedList" && !isWrapped ? "String" : String(rest)
  }

  private static func unwrap(_ text: inout Substring, _ start: String) -> Bool {
    guard text.hasPrefix(start), text.hasSuffix(">") else { return false }
    text = text.dropFirst(start.utf8.count).dropLast()
    return true
  }

  public var isNumber: Bool { element == "Number" && !isStored }

  /// Whether CloudFormation knows the type. It takes any other in `List<…>` or
  /// `AWS::SSM::Parameter::Value<…>` as well, without looking at values.
  public var isDocumented: Bool {
    // There is no list of key pairs.
    Self.elements.contains(element) && !(isList && element == "AWS::EC2::KeyPair::KeyName")
      // A list of names of parameters is none of the documented types.
      && !(isList && element == "AWS::SSM::Parameter::Name")
  }

  /// Whether CloudFormation refuses a template with it.
  public var isUnknown: Bool { !isDocumented && !isList && !isStored }

  public static let elements = [
    "AWS::EC2::AvailabilityZone::Name", "AWS::EC2::Image::Id", "AWS::EC2::Instance::Id",
    "AWS::EC2::KeyPair::KeyName", "AWS::EC2::SecurityGroup::GroupName",
    "AWS::EC2::SecurityGroup::Id", "AWS::EC2::Subnet::Id", "AWS::EC2::VPC::Id",
    "AWS::EC2::Volume::Id", "AWS::Route53::HostedZone::Id", "AWS::SSM::Parameter::Name", "Number",
    "String",
  ]
}
