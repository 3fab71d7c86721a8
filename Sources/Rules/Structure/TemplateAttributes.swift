import ProtonLint

/// The attributes of the things that a template declares.
///
/// Source: the pages "Parameters", "Resources", "Outputs", "Mappings", "Rules" and "Transform" under
/// "Template anatomy" in the CloudFormation user guide.
enum TemplateAttributes {
  static let sections = [
    "AWSTemplateFormatVersion", "Conditions", "Description", "Hooks", "Mappings", "Metadata",
    "Outputs", "Parameters", "Resources", "Rules", "Transform",
  ]

  /// Those that are mappings by name.
  static let namedSections = [
    "Conditions", "Hooks", "Mappings", "Metadata", "Outputs", "Parameters", "Resources", "Rules",
  ]

  static let parameter = NodeShape.map(
    .optional("AllowedPattern", .text), .optional("AllowedValues", .list(.text)),
    .optional("ConstraintDescription", .text), .optional("Default", .text),
    .optional("Description", .text), .optional("MaxLength", .integer),
    .optional("MaxValue", .number), .optional("MinLength", .integer),
    .optional("MinValue", .number), .optional("NoEcho", .boolean), .required("Type", .text))

  static let output = NodeShape.map(
    .optional("Condition", .text), .optional("Description", .text),
    .optional("Export", .map(.required("Name", .anything))), .required("Value", .anything))

  /// What the elements of a list may be is not documented.
  static let mapping = NodeShape.map(of: .map(of: .textOrList(of: .anything)))

  /// It is not documented that there are no others.
  static let rule = NodeShape.map(
    [
      .required("Assertions", .list(.map(assertion, others: .each(.anything)))),
      .optional("RuleCondition", .anything),
    ], others: .each(.anything))

  private static let assertion: [NodeShape.Field] = [
    .required("Assert", .anything), .optional("AssertDescription", .text),
  ]

  static let transform = NodeShape.map(
    .required("Name", .text), .optional("Parameters", .map(of: .anything)))

  /// `Properties` and the attributes that have a rule of their own are of any shape here.
  static func resource(ofType type: String?, usesSAM: Bool) -> NodeShape {
    var fields: [NodeShape.Field] = [
      .optional("Condition", .text), .optional("CreationPolicy", .anything),
      .optional("DeletionPolicy", .anything), .optional("DependsOn", .textOrList(of: .text)),
      .optional("Metadata", .map(of: .anything)), .optional("Properties", .anything),
      .required("Type", .anything), .optional("UpdatePolicy", .anything),
      .optional("UpdateReplacePolicy", .anything),
    ]
    let isCustom = type.map {
      $0 == "AWS::CloudFormation::CustomResource" || $0.hasPrefix("Custom::")
    }
    if isCustom != false { fields.append(.optional("Version", .text)) }
    if usesSAM {
      fields.append(.optional("Connectors", .anything))
      fields.append(.optional("IgnoreGlobals", .anything))
    }
    return .map(fields, others: .none)
  }
}
