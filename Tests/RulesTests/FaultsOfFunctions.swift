/// Faults of the intrinsic functions of templates.
let faultsOfFunctions: [Fault] = [
  Fault(
    "a misspelt short form", "unknown-function", in: .template, #"!Ref (\w+)$"#, "!Reff «$1»"),
  Fault(
    "a misspelt long form", "unknown-function", in: .template, #": !Ref (\w+)$"#,
    ": {«Fn::Ref»: $1}"),
  Fault(
    "a third argument of Join", "function-argument-count", in: .template, #": !Ref (\w+)$"#,
    ": !Join «['', [!Ref $1], '']»"),
  Fault(
    "a choice with one branch", "function-argument-count", in: .template, #": !Ref (\w+)$"#,
    ": {«Fn::If»: [IsThere, !Ref $1]}", consequences: ["undefined-reference"]),
  Fault(
    "a text for the list of Select", "function-argument-kind", in: .template, #": !Ref (\w+)$"#,
    ": !Select [0, «a»]"),
  Fault(
    "an attribute without a name", "function-argument-kind", in: .template,
    #"!GetAtt (\w+)\.\w+$"#, "!GetAtt «$1»"),
  Fault(
    "a function as the delimiter", "function-in-function", in: .template, #": !Ref (\w+)$"#,
    ": !Join [!Ref «$1», [a, b]]"),
  Fault(
    "a function of conditions in a property", "function-misplaced", in: .template,
    #": !Ref (\w+)$"#, ": !Equals «[a, b]»"),
  Fault(
    "a function of a transform", "function-without-transform", in: .template,
    #": !Ref (\w+)$"#, ": !ToJsonString «{a: !Ref $1}»",
    where: { !$0.text.contains("LanguageExtensions") }),
  Fault(
    "a key beside a function", "key-beside-function", in: .template,
    #"^( +)(\w+): !Ref (\w+)$"#, "$1$2: {«Ref»: $3, Fn::Sub: a}"),
  Fault(
    "an index beyond the end", "select-index-out-of-range", in: .template, #": !Ref (\w+)$"#,
    ": !Select [«1», [!Ref $1]]"),
  Fault(
    "a variable without use", "unused-sub-variable", in: .template, #": !Ref (\w+)$"#,
    ": !Sub ['${$1}', {«unused»: a}]"),
  Fault(
    "a pseudo parameter without Ref", "pseudo-parameter-as-text", in: .template,
    #": !Ref AWS::(\w+)$"#, ": «AWS::$1»", where: { _ in true }),
  Fault(
    "a resource in the name of an import", "resource-too-early", in: .template,
    #": !GetAtt (\w+)\.(\w+)$"#, ": !ImportValue {Fn::Sub: 'a-«\\${$1.$2}»'}"),
]
