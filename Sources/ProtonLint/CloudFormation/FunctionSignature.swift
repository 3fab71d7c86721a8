/// What a function takes, what it gives, and where it may stand.
struct FunctionSignature: Sendable {
  enum Shape: Sendable {
    /// One argument, without a list around it.
    case value(Slot)
    /// A list of arguments, of which the last may be left out.
    case list([Slot], required: Int)
    /// A list of like arguments.
    case operands(Slot, ClosedRange<Int>)
    /// A text alone, or a list of arguments.
    case textOrList(Slot, [Slot])
    case object([String: Slot], required: [String])
  }

  let shape: Shape
  let result: ResultKinds
  var places: TemplatePlaces = .values
  /// The transform without which there is no such function.
  var transform: String?
}

/// One argument of a function.
struct Slot: Sendable {
  /// What may be written there as it is.
  indirect enum Literal: Sendable {
    case nothing, anything, text
    case integer(ClosedRange<Int>)
    case list(of: Slot)
    case object(of: Slot)
    case listOrObject
  }

  /// Which functions may stand there. Of those, one that surely gives the wrong kind is a fault.
  enum Functions: Sendable {
    case none, every
    case only([String])
  }

  /// For a message: "the delimiter".
  let name: String
  let literal: Literal
  var functions: Functions = .every
  /// What its functions may give.
  var kinds: ResultKinds = .text
  /// Functions that are taken whatever they give.
  var exceptions: [String] = []
}

/// The parts of a template that functions may stand in.
struct TemplatePlaces: OptionSet, Sendable {
  let rawValue: UInt8

  static let properties = TemplatePlaces(rawValue: 1)
  static let outputs = TemplatePlaces(rawValue: 2)
  static let conditions = TemplatePlaces(rawValue: 4)
  static let rules = TemplatePlaces(rawValue: 8)
  static let mappings = TemplatePlaces(rawValue: 32)

  static let values: TemplatePlaces = [.properties, .outputs]
  static let almostEverywhere: TemplatePlaces = [.properties, .outputs, .conditions, .rules]
}

let languageExtensions = "AWS::LanguageExtensions"

private let anything = Slot(name: "a value", literal: .anything, kinds: [.any, .truth])

private func literal(_ name: String) -> Slot {
  Slot(name: name, literal: .text, functions: .none)
}

private func text(_ name: String, except exceptions: [String] = []) -> Slot {
  Slot(name: name, literal: .text, exceptions: exceptions)
}

private func list(_ name: String, of item: Slot) -> Slot {
  Slot(name: name, literal: .list(of: item), kinds: .list)
}

private func key(_ name: String) -> Slot {
  Slot(name: name, literal: .text, functions: .only(["Fn::FindInMap", "Ref"]))
}

private let operand = Slot(name: "an operand", literal: .nothing, kinds: .truth)

/// Every function by its long name.
///
/// Source: "Intrinsic function reference" in the CloudFormation template reference; where the page
/// of a function says nothing of the functions inside of it, all that give the right kind are taken.
/// A macro (`Fn::Transform`) may stand anywhere: it is gone before other functions are looked at.
let functionSignatures: [String: FunctionSignature] = [
  "Condition": FunctionSignature(
    shape: .value(literal("the condition")), result: .truth, places: [.conditions, .rules]),
  "Fn::And": FunctionSignature(
    shape: .operands(operand, 2...10), result: .truth, places: [.conditions, .rules]),
  "Fn::Base64": FunctionSignature(
    shape: .value(text("the text")), result: .text, places: .almostEverywhere),
  "Fn::Cidr": FunctionSignature(
    shape: .list(
      [
        text("the address block"),
        Slot(name: "the number of blocks", literal: .integer(1...256)),
        Slot(name: "the number of bits", literal: .integer(1...128)),
      ], required: 2),
    result: .list, places: .almostEverywhere),
  "Fn::Contains": FunctionSignature(
    shape: .list([anything, anything], required: 2), result: .truth, places: .rules),
  "Fn::EachMemberEquals": FunctionSignature(
    shape: .list([anything, anything], required: 2), result: .truth, places: .rules),
  "Fn::EachMemberIn": FunctionSignature(
    shape: .list([anything, anything], required: 2), result: .truth, places: .rules),
  "Fn::Equals": FunctionSignature(
    shape: .operands(
      text("a compared value"), 2...2),
    result: .truth, places: [.conditions, .rules]),
  "Fn::FindInMap": FunctionSignature(
    shape: .list(
      [
        key("the name of the mapping"), key("the top-level key"), key("the second-level key"),
        Slot(name: "the default", literal: .object(of: anything), functions: .none),
      ], required: 3),
    result: [.text, .list], places: .almostEverywhere),
  "Fn::ForEach": FunctionSignature(
    shape: .list(
      [
        literal("the name of the loop's variable"), list("the collection", of: text("an element")),
        Slot(name: "the body", literal: .object(of: anything), kinds: .any),
      ], required: 3),
    result: .any, places: [.properties, .outputs, .conditions], transform: languageExtensions),
  "Fn::GetAZs": FunctionSignature(
    shape: .value(text("the region")), result: .list, places: .almostEverywhere),
  "Fn::GetAtt": FunctionSignature(
    shape: .textOrList(
      text("the resource and its attribute"),
      [
        literal("the resource"),
        Slot(name: "the attribute", literal: .text, functions: .only(["Ref"])),
      ]),
    result: .any),
  "Fn::GetStackOutput": FunctionSignature(
    shape: .object(
      [
        "OutputName": text("`OutputName`"), "Region": text("`Region`"),
        "RoleArn": text("`RoleArn`"), "StackName": text("`StackName`"),
      ], required: ["StackName", "OutputName"]),
    result: .text),
  "Fn::If": FunctionSignature(
    shape: .list([literal("the condition"), anything, anything], required: 3), result: .any),
  "Fn::ImportValue": FunctionSignature(
    shape: .value(
      Slot(
        name: "the name of the export", literal: .text,
        functions: .only([
          "Fn::Base64", "Fn::FindInMap", "Fn::If", "Fn::Join", "Fn::Select", "Fn::Split", "Fn::Sub",
          "Ref",
        ]))), result: .text),
  "Fn::Join": FunctionSignature(
    shape: .list(
      [literal("the delimiter"), list("the list of values", of: text("a joined value"))],
      required: 2),
    result: .text, places: .almostEverywhere),
  "Fn::Length": FunctionSignature(
    shape: .value(list("the list", of: anything)), result: .text, places: .almostEverywhere,
    transform: languageExtensions),
  "Fn::Not": FunctionSignature(
    shape: .operands(operand, 1...1), result: .truth, places: [.conditions, .rules]),
  "Fn::Or": FunctionSignature(
    shape: .operands(operand, 2...10), result: .truth, places: [.conditions, .rules]),
  "Fn::RefAll": FunctionSignature(
    shape: .value(literal("the parameter type")), result: .list, places: .rules),
  "Fn::Select": FunctionSignature(
    shape: .list(
      [
        Slot(
          name: "the index", literal: .integer(0...Int(Int32.max)),
          functions: .only(["Fn::FindInMap", "Ref"])),
        list("the list", of: anything),
      ], required: 2),
    result: .any, places: .almostEverywhere),
  "Fn::Split": FunctionSignature(
    shape: .list(
      [literal("the delimiter"), text("the text", except: ["Fn::GetAZs"])], required: 2),
    result: .list, places: .almostEverywhere),
  "Fn::Sub": FunctionSignature(
    shape: .textOrList(
      literal("the text"),
      [
        literal("the text"),
        Slot(
          name: "the map of variables",
          literal: .object(of: text("the value of a variable", except: ["Fn::GetAZs"])),
          functions: .none),
      ]),
    result: .text, places: .almostEverywhere),
  "Fn::ToJsonString": FunctionSignature(
    shape: .value(
      Slot(
        name: "the value", literal: .listOrObject, kinds: [.list, .object], exceptions: ["Ref"])),
    result: .text, places: .almostEverywhere, transform: languageExtensions),
  "Fn::Transform": FunctionSignature(
    shape: .value(anything), result: .any,
    places: [.properties, .outputs, .conditions, .rules, .mappings]),
  "Fn::ValueOf": FunctionSignature(
    shape: .list([literal("the parameter"), literal("the attribute")], required: 2), result: .any,
    places: .rules),
  "Fn::ValueOfAll": FunctionSignature(
    shape: .list([literal("the parameter type"), literal("the attribute")], required: 2),
    result: .list, places: .rules),
  "Ref": FunctionSignature(
    shape: .value(literal("the name")), result: .any, places: .almostEverywhere),
]
