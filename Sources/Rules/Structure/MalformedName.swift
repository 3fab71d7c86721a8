import ProtonLint

extension Rule {
  public static let malformedName = Rule(
    id: "malformed-name",
    category: .structure,
    severity: .error,
    finds:
      "a name of a parameter, resource, output or mapping with characters that names may not have",
    why: """
      The names that a template declares consist of letters and digits of ASCII, up to 255 of them; \
      those of conditions may have `_` and `&`, and the upper keys of a mapping `-` and `.` as well. \
      CloudFormation refuses a template with any other: "… is non alphanumeric".
      """,
    fix: "Take the hyphens, underscores and other characters out of the name and its uses.",
    source: userGuide + "resources-section-structure.html",
    aliases: [
      "E2003", "E2011", "E3001", "E3011", "E6001", "E6004", "E6011", "E7001", "E7002", "E8001",
    ],
    examples: [
      .flagged(
        "hyphens, underscores and dots",
        """
        Parameters:
          «queue-name»: {Type: String}
        Mappings:
          «My.Map»:
            «eu_west»: {«image-id»: ami-1}
        Resources:
          «my_queue»: {Type: AWS::SQS::Queue}
        Outputs:
          «queue.arn»: {Value: text}
        """),
      .clean(
        "what is permitted in each place",
        """
        Transform: AWS::LanguageExtensions
        Mappings:
          Images:
            eu-west-1: {Small: ami-1}
        Conditions:
          Is_Small&Cheap: !Equals [!Ref AWS::Region, eu-west-1]
        Resources:
          Fn::ForEach::Queues:
            - Name
            - [First, Second]
            - 'Queue${Name}': {Type: AWS::SQS::Queue}
        """),
    ],
    check: .template { template, _ in
      guard template.isReadAsWritten, let root = template.tree.root else { return [] }
      return root.entries.flatMap { section -> [Problem] in
        guard let noun = nouns[section.key.text] else { return [] }
        let check = NameCheck(template: template, noun: noun)
        var problems = section.value.entries.compactMap { entry in
          check.problem(entry.key, also: noun == "condition" ? "_&" : "")
        }
        guard section.key.text == "Mappings" else { return problems }
        for entry in section.value.entries where entry.key.text != "Fn::Transform" {
          for top in entry.value.entries {
            let upper = NameCheck(template: template, noun: "upper key of a mapping")
            let lower = NameCheck(template: template, noun: "key of a mapping")
            problems += [upper.problem(top.key, also: "-.")].compactMap(\.self)
            problems += top.value.entries.compactMap { lower.problem($0.key, also: "") }
          }
        }
        return problems
      }
    }
  )
}

private let nouns: [String: String] = [
  "Conditions": "condition", "Mappings": "mapping", "Outputs": "output",
  "Parameters": "parameter", "Resources": "resource", "Rules": "rule",
]

private struct NameCheck {
  let template: CloudFormationTemplate
  let noun: String

  private static let lengthLimit = 255

  func problem(_ key: SyntaxNode, also others: String) -> Problem? {
    let name = key.text
    guard key.isScalar, !template.holdsSymbol(key), name != "<<", name != "Fn::Transform",
      // Without its transform, it is reported as that.
      !name.hasPrefix("Fn::ForEach::")
    else { return nil }
    if name.isEmpty { return Problem("the name of the \(noun) is empty", at: Label(key.span)) }
    let wrong = name.first { character in
      guard let ascii = character.asciiValue else { return true }
      return !isWordCharacter(ascii) && !others.contains(character)
    }
    if let wrong {
      return Problem(
        "`\(wrong)` may not stand in the name of a \(noun)", at: Label(key.contentSpan),
        evidence: name)
    }
    guard name.utf8.count > Self.lengthLimit else { return nil }
    return Problem(
      "the name of the \(noun) has \(name.utf8.count) characters; \(Self.lengthLimit) are permitted",
      at: Label(key.contentSpan), evidence: name)
  }

  private func isWordCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
