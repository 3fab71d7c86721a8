import ProtonLint

extension Rule {
  public static let malformedBuildspec = Rule(
    id: "malformed-buildspec",
    category: .documents,
    severity: .warning,
    finds: "a buildspec inside of a template that CodeBuild cannot read",
    why: """
      The project is made whatever the text says. Every build then fails before its first command, \
      with `YAML_FILE_ERROR`.
      """,
    fix: "Correct the marked place.",
    source: "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
    examples: [
      .flagged(
        "a phase and a key that there are not, and commands that are no list",
        """
        Resources:
          Project:
            Type: AWS::CodeBuild::Project
            Properties:
              ServiceRole: arn:aws:iam::123456789012:role/build
              Artifacts: {Type: NO_ARTIFACTS}
              Environment:
                ComputeType: BUILD_GENERAL1_SMALL
                Image: aws/codebuild/standard:7.0
                Type: LINUX_CONTAINER
              Source:
                Type: CODEPIPELINE
                BuildSpec: |
                  version: 0.2
                  phases:
                    «prebuild»:
                      commands: [make lint]
                    build:
                      «command»: [make]
                    post_build:
                      commands: «make report»
        """),
      .clean(
        "a buildspec, and the name of a file with one",
        """
        Resources:
          Project:
            Type: AWS::CodeBuild::Project
            Properties:
              ServiceRole: arn:aws:iam::123456789012:role/build
              Artifacts: {Type: NO_ARTIFACTS}
              Environment:
                ComputeType: BUILD_GENERAL1_SMALL
                Image: aws/codebuild/standard:7.0
                Type: LINUX_CONTAINER
              Source:
                Type: CODEPIPELINE
                BuildSpec: !Sub |
                  version: 0.2
                  phases:
                    pre_build:
                      commands: [make lint]
                    build:
                      on-failure: ABORT
                      commands:
                        - make ${AWS::Region}
          Other:
            Type: AWS::CodeBuild::Project
            Properties:
              ServiceRole: arn:aws:iam::123456789012:role/build
              Artifacts: {Type: NO_ARTIFACTS}
              Environment:
                ComputeType: BUILD_GENERAL1_SMALL
                Image: aws/codebuild/standard:7.0
                Type: LINUX_CONTAINER
              Source: {Type: CODEPIPELINE, BuildSpec: build/spec.yml}
        """),
    ],
    check: .template { template, _ in
      template.nodes(at: ["AWS::CodeBuild::Project": ["Source/BuildSpec"]])
        .flatMap { resource, node -> [Problem] in
          let condition = template.condition(of: resource)
          return template.documentTexts(node).filter(isInline).flatMap { text in
            var check = BuildspecCheck(
              template: template,
              logicalID: resource.name, when: condition.and(text.condition))
            check.read(text)
            return check.problems
          }
        }
    }
  )
}

/// Whether it is a buildspec, and not the name of a file with one.
private func isInline(_ text: DocumentText) -> Bool {
  text.isObject || text.bytes.contains(UInt8(ascii: "\n"))
}

private struct BuildspecCheck {
  let template: CloudFormationTemplate
  let logicalID: String
  let condition: Condition
  var problems: [Problem] = []

  init(template: CloudFormationTemplate, logicalID: String, when condition: Condition) {
    self.template = template
    self.logicalID = logicalID
    self.condition = condition
  }

  mutating func read(_ text: DocumentText) {
    let tree = text.jsonOrYAML
    if let fault = tree.problems.first(where: { $0.kind == .malformed }) {
      // A substitution may be anything, lines of YAML among it.
      if !text.hasSubstitutions { report(fault.message, at: fault.span) }
      return
    }
    guard let root = tree.root, root.isMapping else { return }
    names(of: root, among: sections, called: "section")
    guard let phases = root.entry("phases"), phases.value.isMapping else { return }
    names(of: phases.value, among: phaseNames, called: "phase")
    for phase in phases.value.entries where phaseNames.contains(phase.key.text) {
      guard phase.value.isMapping else { continue }
      names(of: phase.value, among: phaseKeys, called: "key")
      for key in ["commands", "finally"] {
        guard let list = phase.value[key], list.isScalar, !list.isNull, list.tag == nil,
          !list.text.contains("${"), !template.holdsSymbol(list)
        else { continue }
        report("`\(key)` takes a list", at: list.contentSpan)
      }
    }
  }

  private mutating func names(of map: SyntaxNode, among known: [String], called noun: String) {
    for entry in map.entries where entry.key.isScalar && !known.contains(entry.key.text) {
      let name = entry.key.text
      guard !name.contains("${"), name != "<<", !template.holdsSymbol(entry.key) else { continue }
      report(
        "a buildspec has no \(noun) `\(name)` here", at: entry.key.contentSpan,
        help: closestName(to: name, among: known).map { "Did you mean `\($0)`?" })
    }
  }

  private mutating func report(_ message: String, at span: Span, help: String? = nil) {
    problems.append(
      Problem(
        message, at: Label(span), help: help, when: condition, evidence: "\(logicalID) \(message)"))
  }
}

/// Source: "Build specification reference for CodeBuild".
private let sections = [
  "artifacts", "batch", "cache", "env", "phases", "proxy", "reports", "run-as", "version",
]
private let phaseNames = ["build", "install", "post_build", "pre_build"]
private let phaseKeys = ["commands", "finally", "on-failure", "run-as", "runtime-versions"]
