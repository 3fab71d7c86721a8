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
      model.templates(of: bundle.id).flatMap { template in
        template.renderings.branches.compactMap { branch in
          template.paths.indices.contains(branch.rendering)
            ? crossing(branch, in: template.paths[branch.rendering]) : nil
        }
      }
    }
  )
}

private func crossing(
  _ branch: Renderings.TakenBranch, in template: CloudFormationTemplate
) -> Problem? {
  guard let range = template.tree.trimmed(branch.range) else { return nil }
  let sections = template.resources + template.outputs
  let first = sections.first {
    $0.start < range.lowerBound && range.lowerBound < $0.end
  }
  let last = sections.last {
    range.contains($0.start) && (first != nil || $0.end > range.upperBound)
  }
  guard let last else { return nil }
  guard let first else {
    return Problem(
      "this branch ends inside of `\(last.name)`", at: Label(branch.tagSpan),
      related: [Label(last.key.contentSpan, "it begins before this resource")],
      evidence: last.name)
  }
  return Problem(
    "this branch begins inside of `\(first.name)` and ends in `\(last.name)`",
    at: Label(branch.tagSpan),
    related: [
      Label(first.key.contentSpan, "it begins in here"),
      Label(last.key.contentSpan, "and ends in here"),
    ], evidence: first.name)
}

extension CloudFormationTemplate.Section {
  /// Where the section begins in the rendering.
  fileprivate var start: Int { key.rangeInText.lowerBound }
  fileprivate var end: Int { max(key.rangeInText.upperBound, node.rangeInText.upperBound) }
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
