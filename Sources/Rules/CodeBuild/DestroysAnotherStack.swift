import ProtonLint

extension Rule {
  public static let destroysAnotherStack = Rule(
    id: "destroys-another-stack",
    category: .codeBuild,
    severity: .warning,
    finds: "commands for CodeBuild that destroy another stack than they deploy",
    why: """
      What `provision` deploys is deleted by `deprovision` alone. If the two name different \
      stacks, the resources stay when the environment or service is deleted, and a stack of \
      somebody else may go.
      """,
    fix: "Name the stack in both lists in the same way.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "other names",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision:
                  - aws cloudformation deploy --stack-name app --template-file t.yaml
                  - npx cdk deploy Network Data
                deprovision:
                  - aws cloudformation delete-stack --stack-name «application»
                  - npx cdk destroy --force Network «Database»
        """),
      .flagged(
        "a name for each environment, and one for all of them",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision:
                  - export STACK=$(jq -r .environment.name proton-inputs.json)
                  - pulumi up --yes --stack $ORG/project/$STACK
                deprovision:
                  - export STACK=$(jq -r .environment.name proton-inputs.json)
                  - pulumi destroy --yes -s $ORG/$STACK
                  - pulumi stack rm --yes «proton-vpc»
        """),
      .clean(
        "the same names in other words",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                env: {variables: {STACK: app}}
                provision:
                  - aws cloudformation deploy --stack-name $STACK --template-file t.yaml
                  - npx cdk deploy --all
                  - NAME=$(jq -r .environment.name proton-inputs.json)
                  - helm upgrade --install $NAME ./chart
                deprovision:
                  - aws cloudformation delete-stack --stack-name=app
                  - npx cdk destroy --force Network
                  - NAME=$(cat proton-inputs.json | jq -r .environment.name)
                  - helm uninstall "$NAME"
        """),
    ],
    check: .codeBuild { project, _ in
      guard let provision = project.provision?.run, let deprovision = project.deprovision?.run,
        provision.isWhole
      else { return [] }
      let deployed = StackNames(.deploy, provision, project)
      return StackNames(.destroy, deprovision, project).names.compactMap { name in
        let same = deployed.names.filter { $0.tool == name.tool }
        guard let other = same.first, !deployed.isOpen(name.tool),
          same.allSatisfy({ $0.differs(from: name) })
        else { return nil }
        return Problem(
          "`\(name.shown)` is deleted, and `\(other.shown)` is what is deployed",
          at: Label(name.span), related: [Label(other.span, "deployed here")],
          evidence: name.shown)
      }
    }
  )
}

/// The stacks that the commands of a list name.
private struct StackNames {
  struct Name {
    let tool: Deployment.Tool
    /// With the variables replaced whose values are known.
    let text: String
    let shown: String
    let span: Span

    /// Whether only a deployment tells the name.
    private var isOpen: Bool {
      text.contains("$") || text.contains("`") || text.utf8.contains { $0 == 0xEE }
    }

    /// Whether the name is another one for each environment or instance.
    private var followsInputs: Bool {
      text.contains("proton-inputs.json") || text.utf8.contains { $0 == 0xEE }
    }

    func differs(from other: Name) -> Bool {
      if text == other.text { return false }
      if !isOpen && !other.isOpen { return true }
      return (followsInputs && !other.isOpen) || (other.followsInputs && !isOpen)
    }
  }

  private(set) var names: [Name] = []
  private var openTools: Set<String> = []
  private var values: [String: ShellWord] = [:]

  /// Whether a command of a tool acts on stacks that it does not name.
  func isOpen(_ tool: Deployment.Tool) -> Bool { openTools.contains(tool.rawValue) }

  init(_ action: Deployment.Action, _ run: CommandRun, _ project: CodeBuildProject) {
    collectValues(run, project)
    for invocation in run.invocations {
      if let words = pulumiStack(of: invocation, action) {
        for word in words { add(word, .pulumi) }
      }
      guard let deployment = Deployment(invocation), deployment.action == action else { continue }
      let words = stacks(of: deployment)
      if words.isEmpty && deployment.tool != .pulumi { openTools.insert(deployment.tool.rawValue) }
      for word in words { add(word, deployment.tool) }
    }
  }

  private mutating func add(_ word: CommandWord, _ tool: Deployment.Tool) {
    let parts = tool == .pulumi ? lastPart(of: word.word.parts) : word.word.parts
    let name = ShellWord(parts: parts, range: word.word.range)
    names.append(
      Name(
        tool: tool, text: resolved(name, depth: 0), shown: visible(word.word.text), span: word.span)
    )
  }

  /// What stands behind the last slash: organisation and project are those of the folder.
  private func lastPart(of parts: [ShellWord.Part]) -> [ShellWord.Part] {
    for index in parts.indices.reversed() {
      guard case .text(let text, let isQuoted) = parts[index],
        let slash = text.lastIndex(of: "/")
      else { continue }
      let rest = String(text[text.index(after: slash)...])
      return (rest.isEmpty ? [] : [.text(rest, isQuoted: isQuoted)]) + parts[(index + 1)...]
    }
    return parts
  }

  private func visible(_ text: String) -> String {
    text.unicodeScalars.contains { (0xE000...0xF8FF).contains($0.value) } ? "{{ … }}" : text
  }

  // MARK: Variables

  private mutating func collectValues(_ run: CommandRun, _ project: CodeBuildProject) {
    var several: Set<String> = []
    func word(_ text: String) -> ShellWord {
      ShellWord(parts: [.text(text, isQuoted: true)], range: 0..<0)
    }
    for variable in project.variables { values[variable.key.text] = word(variable.value.text) }
    for command in run.units.flatMap(\.text.script.commands) {
      for assignment in command.allAssignments {
        if let known = values[assignment.name], known.parts != assignment.value.parts {
          several.insert(assignment.name)
        }
        values[assignment.name] = assignment.value
      }
    }
    for name in several { values[name] = nil }
  }

  private func resolved(_ word: ShellWord, depth: Int) -> String {
    // A name has few parts. Of a text that is none, no more is replaced than is worth it.
    word.parts.prefix(32).reduce(into: "") { text, part in
      switch part {
      case .text(let piece, _), .expansion(let piece, _): text += piece
      case .variable(let name, _):
        if depth < 3, let value = values[name] {
          text += resolved(value, depth: depth + 1)
        } else {
          text += "${\(name)}"
        }
      }
    }
  }
}

/// The words of a command that name stacks; none where it takes what the folder says.
private func stacks(of deployment: Deployment) -> [CommandWord] {
  let invocation = deployment.invocation
  switch deployment.tool {
  case .cloudFormation, .sam:
    return [invocation.value(of: "--stack-name")].compactMap { $0 }
  case .serverless: return [invocation.value(of: "--stage", "-s")].compactMap { $0 }
  case .helm:
    let words = positional(of: deployment.arguments, optionsWithValue: [])
    return words.first.map { [$0] } ?? []
  case .cdk:
    let words = positional(of: deployment.arguments)
    return words.contains { $0.word.text.contains("*") || $0.word.mayBeSeveral } ? [] : words
  case .pulumi: return [invocation.value(of: "--stack", "-s")].compactMap { $0 }
  case .terraform, .kubectl: return []
  }
}

/// Stacks of Pulumi that are chosen before they are deployed, or that are removed.
private func pulumiStack(
  of invocation: Invocation, _ action: Deployment.Action
) -> [CommandWord]? {
  guard invocation.program == "pulumi" else { return nil }
  let words = positional(of: invocation.arguments, optionsWithValue: ["-s", "--stack"])
  guard words.count > 2, words[0].word.text == "stack" else { return nil }
  switch words[1].word.text {
  case "select", "init": return action == .deploy ? [words[2]] : nil
  case "rm": return action == .destroy ? [words[2]] : nil
  default: return nil
  }
}

extension ShellCommand {
  /// `NAME=value`, alone or behind `export`.
  fileprivate var allAssignments: [ShellAssignment] {
    guard words.first?.literal == "export" else { return assignments }
    return assignments + words.dropFirst().compactMap(ShellAssignment.init)
  }
}
