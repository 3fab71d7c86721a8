import ProtonLint

extension Rule {
  public static let branchCrossesResources = Rule(
    id: "branch-crosses-resources",
    category: .rendering,
    severity: .note,
    finds: "a branch that begins inside of one resource and ends in another",
    why: """
      It renders, but the indentation behind the branch then belongs to another resource than the \
      reader thinks: with the next edit a property lands in the wrong one, on one of the paths only.
      """,
    fix: "End the branch where its resource ends, and open a second one with the same condition.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-infrastructure-tmp-files.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a branch over the end of a resource",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {public: {type: boolean, default: true}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              DisplayName: service
              «{% if service_instance.inputs.public %}»
              FifoTopic: false
          Queue:
            Type: AWS::SQS::Queue
              {% endif %}
        """),
      .clean(
        "a branch for each resource",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {public: {type: boolean, default: true}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Topic:
            Type: AWS::SNS::Topic
            Properties:
              DisplayName: service
              {% if service_instance.inputs.public %}
              FifoTopic: false
              {% endif %}
          {% if service_instance.inputs.public %}
          Queue:
            Type: AWS::SQS::Queue
          {% endif %}
        """),
    ],
    check: .bundle { bundle, model in
      model.templates(of: bundle.id).flatMap { template -> [Problem] in
        // Of a template that cannot be read, the branches are not known.
        guard template.renderings.template.problems.isEmpty else { return [] }
        let branches = Dictionary(grouping: template.renderings.branches, by: \.rendering)
        return template.paths.enumerated().flatMap { number, path in
          let sections = SectionRanges(of: path)
          return (branches[number] ?? []).compactMap { crossing($0, in: path, sections) }
        }
      }
    }
  )
}

private func crossing(
  _ branch: Renderings.TakenBranch, in template: CloudFormationTemplate, _ sections: SectionRanges
) -> Problem? {
  guard let range = template.tree.trimmed(branch.range),
    let last = sections.last(before: range.upperBound), last.start >= range.lowerBound
  else { return nil }
  let first = sections.last(before: range.lowerBound).flatMap {
    $0.end > range.lowerBound ? $0 : nil
  }
  guard let first else {
    guard last.end > range.upperBound else { return nil }
    return Problem(
      "this branch ends inside of `\(last.section.name)`", at: Label(branch.tagSpan),
      related: [Label(last.section.key.contentSpan, "it begins before this resource")],
      evidence: last.section.name)
  }
  return Problem(
    "this branch begins inside of `\(first.section.name)` and ends in `\(last.section.name)`",
    at: Label(branch.tagSpan),
    related: [
      Label(first.section.key.contentSpan, "it begins in here"),
      Label(last.section.key.contentSpan, "and ends in here"),
    ], evidence: first.section.name)
}

/// Where the resources and outputs of a template begin and end in its rendering.
private struct SectionRanges {
  struct Entry {
    let section: CloudFormationTemplate.Section
    let start: Int
    let end: Int
  }

  /// In the order of the text.
  private let entries: [Entry]

  init(of template: CloudFormationTemplate) {
    entries = (template.resources + template.outputs).map { section in
      let key = section.key.rangeInText
      return Entry(
        section: section, start: key.lowerBound,
        end: max(key.upperBound, section.node.rangeInText.upperBound))
    }.sorted { $0.start < $1.start }
  }

  /// The last one that begins before an offset.
  func last(before offset: Int) -> Entry? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].start < offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? entries[low - 1] : nil
  }
}

extension SyntaxTree {
  /// A range of the text without the white space around it; nil if there is nothing else.
  fileprivate func trimmed(_ range: Range<Int>) -> Range<Int>? {
    let range = range.clamped(to: text.indices)
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard let start = text[range].firstIndex(where: { !isBlank($0) }),
      let end = text[range].lastIndex(where: { !isBlank($0) })
    else { return nil }
    return start..<end + 1
  }
}
