import Foundation

/// Faults of what a template declares: sections, names, attributes.
let faultsOfStructure: [Fault] = [
  Fault(
    "a misspelt section", "unknown-section", in: .template, "^Outputs:", "«Output»:",
    consequences: ["unknown-environment-output"]),
  Fault(
    "a section of a list", "malformed-section", in: .template, "^Resources:",
    "«Conditions»: []\n$0", where: { !$0.text.contains("\nConditions:") }),
  Fault(
    "a version of today", "unknown-format-version", in: .template,
    #"^(AWSTemplateFormatVersion: ).*$"#, "$1«'2026-11-25'»"),
  Fault(
    "a transform without a name", "malformed-transform", in: .template, "^Resources:",
    "«Transform»: {}\n$0", where: { !$0.text.contains("\nTransform:") }),
  Fault(
    "a hyphen in a name", "malformed-name", in: .template, "^Resources:",
    "$0\n  «my-topic»: {Type: AWS::SNS::Topic}"),
  Fault(
    "a number as a key", "key-not-text", in: .template, "^Resources:",
    "Mappings:\n  Accounts:\n    «123456789012»: {Stage: test}\n$0",
    where: { !$0.text.contains("\nMappings:") }),
  Fault(
    "a type that is none", "unknown-parameter-type", in: .template, "^Resources:",
    "Parameters:\n  Stage: {Type: «Boolean», Default: 'true'}\n$0",
    where: { !$0.text.contains("\nParameters:") }),
  Fault(
    "a misspelt attribute of a parameter", "malformed-parameter", in: .template, "^Resources:",
    "Parameters:\n  Stage: {Type: String, «Defualt»: 'true', Default: a}\n$0",
    where: { !$0.text.contains("\nParameters:") }),
  Fault(
    "a default that is not permitted", "default-refused", in: .template, "^Resources:",
    "Parameters:\n  Stage: {Type: String, AllowedValues: [test], Default: «live»}\n$0",
    where: { !$0.text.contains("\nParameters:") }),
  Fault(
    "a property beside the properties", "malformed-resource", in: .template,
    #"^(  \w+:\n)(    Type: AWS::(?!Serverless).*\n)"#, "$1$2    «Tags»: []\n"),
  Fault(
    "single colons in a type", "malformed-type-name", in: .template,
    #"^(    Type: )AWS::SNS::Topic$"#, "$1«AWS:SNS:Topic»"),
  Fault(
    "a deletion policy that is none", "unknown-deletion-policy", in: .template,
    #"^(  \w+:\n)(    Type: AWS::(?!Serverless).*\n)"#, "$1$2    DeletionPolicy: «Keep»\n",
    where: { !$0.text.contains("DeletionPolicy") }),
  Fault(
    "an output without a value", "malformed-output", in: .template, "^Outputs:",
    "$0\n  «Nothing»: {Description: nothing}"),
  Fault(
    "an output of a list", "output-not-text", in: .template, "^Outputs:",
    "$0\n  Zones: {Value: «[a, b]»}"),
  Fault(
    "a mapping of one key", "malformed-mapping", in: .template, "^Resources:",
    "Mappings:\n  Stages:\n    test: «small»\n$0", where: { !$0.text.contains("\nMappings:") }),
  Fault(
    "a condition of a text", "malformed-condition", in: .template, "^Resources:",
    "Conditions:\n  «IsLive»: live\n$0", where: { !$0.text.contains("\nConditions:") }),
]
