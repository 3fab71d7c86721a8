import ProtonLint

extension Rule {
  public static let nestedStackParameterMismatch = Rule(
    id: "nested-stack-parameter-mismatch",
    category: .properties,
    severity: .error,
    finds: "a nested stack that is given other parameters than its template declares",
    why: """
      CloudFormation refuses a stack with a parameter that its template does not declare, and \
      one without a value for a parameter that has no default.
      """,
    fix: "Give each parameter that the template declares, and no other.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudformation-stack.html",
    aliases: ["E3043"],
    examples: [
      .flagged(
        "one too many, and one missing",
        """
        #- stack.yaml
        Resources:
          Nested:
            Type: AWS::CloudFormation::Stack
            Properties:
              TemplateURL: ./nested.yaml
              «Parameters»: {«Nmae»: a}
        #- nested.yaml
        Parameters:
          Name: {Type: String}
          Size: {Type: Number, Default: 1}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "all of them, and a template from elsewhere",
        """
        #- stack.yaml
        Resources:
          Nested:
            Type: AWS::CloudFormation::Stack
            Properties: {TemplateURL: parts/nested.yaml, Parameters: {Name: a}}
          Other:
            Type: AWS::CloudFormation::Stack
            Properties: {TemplateURL: https://example.com/nested.yaml, Parameters: {Nmae: a}}
        #- parts/nested.yaml
        Parameters:
          Name: {Type: String}
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
    ],
    check: .graph { model in
      let stacks = model.graph.resources(ofType: "AWS::CloudFormation::Stack")
      guard !stacks.isEmpty else { return [] }
      let templates = Dictionary(
        model.graph.templates.filter { $0.bundle == nil }.map {
          (model.sources[$0.file].path, $0)
        }, uniquingKeysWith: { one, _ in one })
      return stacks.flatMap { stack in
        stack.readings(of: "TemplateURL", "Parameters").flatMap { reading -> [Problem] in
          let folder = model.sources[model.graph.templates[stack.template].file].path
          guard let url = reading["TemplateURL"]?.string,
            let path = joinedPath(of: url, besideFile: folder),
            let nested = templates[path]?.paths.first,
            // A macro may declare others.
            nested.declaresAllSections, nested.isWhole
          else { return [] }
          return mismatches(
            reading, of: stack, with: nested.parameters,
            when: reading.condition.and(stack.condition))
        }
      }
    }
  )
}

private func mismatches(
  _ reading: MapReading, of stack: Resource, with parameters: [CloudFormationTemplate.Parameter],
  when condition: Condition
) -> [Problem] {
  let place = stack.properties.keySpan(
    of: reading["Parameters"] == nil ? "TemplateURL" : "Parameters")
  let given = reading["Parameters"]
  guard given?.hasKnownKeys ?? true else { return [] }
  let names = Set(parameters.map(\.name))
  // A template has at most 200 parameters.
  let candidates = Array(names.sorted().prefix(200))
  let unknown = (given?.entries ?? []).filter { !names.contains($0.key) }.map { entry in
    Problem(
      "the nested template declares no parameter `\(entry.key)`", at: Label(entry.keySpan),
      help: closestName(to: entry.key, among: candidates).map { "did you mean `\($0)`?" },
      when: condition, evidence: entry.key)
  }
  let needed = parameters.filter { $0.defaultValue == nil }.map(\.name)
  return unknown
    + (given ?? Value(.map([]), at: place)).readings(of: needed).compactMap { given in
      let missing = needed.filter { given[$0] == nil }
      return missing.isEmpty
        ? nil
        : Problem(
          "the nested template needs \(quotedList(missing)), which `\(stack.logicalID)` does not give",
          at: Label(place), when: condition.and(given.condition), evidence: stack.logicalID)
    }
}

/// The path of a file that another file names: `a/parts/b.yaml` for `./parts/b.yaml` in
/// `a/stack.yaml`. Nil for addresses on the network and for paths that lead out of all folders.
private func joinedPath(of name: String, besideFile file: String) -> String? {
  guard !name.contains("://"), !name.hasPrefix("/"), !name.contains("{{") else { return nil }
  var parts = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
  for part in name.split(separator: "/") where part != "." {
    guard part == ".." else {
      parts.append(part)
      continue
    }
    guard let last = parts.popLast(), last != "..", !last.isEmpty else { return nil }
  }
  return parts.joined(separator: "/")
}
