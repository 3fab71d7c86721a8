import ProtonLint

extension Rule {
  public static let duplicateKey = Rule(
    id: "duplicate-key",
    category: .syntax,
    severity: .warning,
    finds: "a key that stands twice in one mapping, as it stands or once rendered",
    why: """
      CloudFormation may accept the template all the same, with undefined behaviour: one of the two \
      values is lost without a word. That can be a whole resource, or the policy that was meant to \
      restrict it.
      """,
    fix: "Keep one of the two, or rename one.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a resource that is lost",
        """
        Resources:
          Topic: {Type: AWS::SNS::Topic}
          «Topic»: {Type: AWS::SQS::Queue}
        """),
      .flagged(
        "a resource for each instance, all of one name",
        """
        #- pipeline_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- pipeline_infrastructure/cloudformation.yaml
        Resources:
          {%- for service_instance in service_instances %}
          «Deployment»: {Type: AWS::CodeBuild::Project}
          {%- endfor %}
        """),
      .clean(
        "the same key in two branches",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {fifo: {type: boolean, default: false}}}}
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        Resources:
          {%- if environment.inputs.fifo %}
          Topic: {Type: AWS::SNS::Topic, Properties: {FifoTopic: true}}
          {%- else %}
          Topic: {Type: AWS::SNS::Topic}
          {%- endif %}
        """),
      .clean(
        "names that differ in each round",
        """
        #- pipeline_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- pipeline_infrastructure/cloudformation.yaml
        Resources:
          {%- for service_instance in service_instances %}
          Deployment{{ loop.index }}: {Type: AWS::CodeBuild::Project}
          {%- endfor %}
        """),
    ],
    check: .file { file in
      file.problems { if case .duplicateKey = $0 { true } else { false } }.map {
        inWordsOfTheSource($0, of: file.file)
      }
    }
  )
}

/// A key that Jinja prints is named as it is written, and one that a loop repeats has no first place.
private func inWordsOfTheSource(_ problem: Problem, of file: SourceFile) -> Problem {
  guard case .span(let span) = problem.primary.place else { return problem }
  let key = written(file.text(of: span))
  guard problem.related.first?.place == problem.primary.place else {
    return Problem(
      "key `\(key)` stands twice in one mapping", at: problem.primary, related: problem.related,
      help: "keep one of the two, or rename one", when: problem.condition, evidence: key)
  }
  return Problem(
    "a loop repeats key `\(key)` in one mapping", at: problem.primary,
    help: "make the key differ in each round, by `loop.index` for one", when: problem.condition,
    evidence: key)
}

/// A key without its quotes, and cut where a condition makes it long.
private func written(_ text: String) -> String {
  let isQuoted =
    text.count > 1 && text.first == text.last && (text.first == "\"" || text.first == "'")
  let key = isQuoted ? text.dropFirst().dropLast() : text[...]
  return key.count > 60 ? key.prefix(60) + "…" : String(key)
}
