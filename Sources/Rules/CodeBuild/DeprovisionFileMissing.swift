import ProtonLint

extension Rule {
  public static let deprovisionFileMissing = Rule(
    id: "deprovision-file-missing",
    category: .codeBuild,
    severity: .error,
    finds: "a command of `deprovision` that needs a file which the bundle does not have",
    why: """
      Proton runs the commands in a fresh container that holds the bundle and nothing else. A \
      script that is not there fails, and the environment or service can not be deleted.
      """,
    fix: "Add the file to the folder of the manifest, or correct its name.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a script of another name",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: [./deploy.sh]
                deprovision: [cat proton-inputs.json, «./destroy.sh --all»]
        #- infrastructure/deploy.sh
        terraform init && terraform apply -auto-approve
        """),
      .flagged(
        "no application of the CDK in the folder",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: [cd app && npx cdk deploy]
                deprovision: [npm install -g aws-cdk, «cdk destroy --force»]
        #- infrastructure/app/cdk.json
        {"app": "node index.js"}
        """),
      .clean(
        "files that are there, are fetched, or are written before",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: [cd app && npx cdk deploy]
                deprovision:
                  - echo "cdk destroy" > run.sh && bash run.sh
                  - curl -O https://example.com/clean.sh && ./clean.sh
                  - cd app
                  - npx cdk destroy --force
        #- infrastructure/app/cdk.json
        {"app": "node index.js"}
        """),
    ],
    check: .codeBuild { project, model in
      // A component is not deployed by CodeBuild at all.
      guard project.role != .component, let list = project.deprovision else { return [] }
      let run = list.run
      var problems: [Problem] = []
      for (index, invocation) in run.invocations.enumerated() {
        // Once something may have written files, any may be there.
        if index > 0, run.invocations[index - 1].mayWriteFiles { break }
        if let problem = missing(invocation, project, run, model) { problems.append(problem) }
      }
      return problems
    }
  )
}

private func missing(
  _ invocation: Invocation, _ project: CodeBuildProject, _ run: CommandRun, _ model: Model
) -> Problem? {
  let isMissing = run.missingScripts.contains {
    $0.call == invocation.call && $0.span == invocation.span
  }
  if isMissing {
    let name = invocation.command.words.map(\.text).first { $0.contains("/") || $0.contains(".sh") }
    return Problem(
      "the bundle has no `\(name ?? invocation.program)`, so nothing can be deleted",
      at: Label(invocation.span), evidence: name ?? invocation.program)
  }
  guard let deployment = Deployment(invocation), deployment.action == .destroy,
    let folder = invocation.folder, let files = configuration(of: deployment),
    let first = files.first
  else { return nil }
  // Where only the manifest is known, the rest may lie elsewhere.
  let own = model.workspace.files(below: project.folder)
  guard own.contains(where: { $0.id != project.file }),
    !model.workspace.files(in: folder).contains(where: { files.contains($0.name) })
  else { return nil }
  return Problem(
    "`\(deployment.words)` needs `\(first)`, which is not in `\(folder)`",
    at: Label(invocation.span), evidence: first)
}

/// The file without which a tool does not know what to delete; nil where an option says it.
private func configuration(of deployment: Deployment) -> [String]? {
  switch deployment.tool {
  case .cdk where !deployment.invocation.has("--app", "-a"): ["cdk.json", ".cdk.json"]
  case .pulumi where !deployment.invocation.has("-C", "--cwd"):
    ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"]
  default: nil
  }
}

extension Invocation {
  /// Whether a command may leave files behind that the commands after it need.
  var mayWriteFiles: Bool {
    if command.redirections.contains(where: { $0.kind == .output || $0.kind == .append }) {
      return true
    }
    if program == "npm", ["install", "i", "ci"].contains(arguments.first?.word.text) {
      return false
    }
    if Deployment(self) != nil || program == "pulumi" { return false }
    if program == "aws" { return arguments.first?.word.text == "s3" }
    return !readers.contains(program)
  }
}

/// Programs that write no file which a later command would need.
private let readers: Set<String> = [
  "", ".", "[", "apt", "apt-get", "bash", "cat", "cd", "chmod", "echo", "exit", "export", "jq",
  "ls", "pip", "pip3", "printenv", "printf", "pwd", "set", "sh", "sleep", "source", "test", "true",
  "yum",
]
