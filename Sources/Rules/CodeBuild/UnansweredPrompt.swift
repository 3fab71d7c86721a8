import ProtonLint

extension Rule {
  public static let unansweredPrompt = Rule(
    id: "unanswered-prompt",
    category: .codeBuild,
    severity: .warning,
    finds: "a command for CodeBuild that asks before it deploys or deletes",
    why: """
      Nobody sits in front of a build. `terraform destroy`, `cdk destroy`, `pulumi destroy` and \
      `sam delete` ask whether they shall go on; the build fails there or waits until its time is \
      up, and the environment or service can not be deleted.
      """,
    fix: """
      Give the command the option that answers: `-auto-approve`, `--force`, `--yes` or \
      `--no-prompts`.
      """,
    source:
      "https://docs.aws.amazon.com/proton/latest/userguide/ag-infrastructure-tmp-files-codebuild.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "deleting that asks, also through a script of npm",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision:
                  - npm run cdk -- deploy --require-approval never
                deprovision:
                  - npm install
                  - «npm run cdk destroy --force»
                  - «pulumi destroy -s $ORG/$STACK» && «pulumi stack rm old»
        #- infrastructure/package.json
        {"scripts": {"cdk": "cdk"}}
        """),
      .flagged(
        "in a script",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: [terraform init, terraform apply -auto-approve]
                deprovision: [chmod +x destroy.sh && ./destroy.sh]
        #- infrastructure/destroy.sh
        #!/bin/sh
        terraform init -input=false
        «terraform destroy -var-file=proton-inputs.json»
        """),
      .clean(
        "answers, plans, and options that only a deployment knows",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision:
                  - terraform plan -out plan.bin && terraform apply plan.bin
                deprovision:
                  - npm run cdk -- destroy --force
                  - npx cdk@2 destroy -f --all
                  - terraform destroy $TF_OPTIONS
                  - terraform -chdir=stack destroy -auto-approve
                  - yes | pulumi destroy
                  - pulumi destroy --yes -s $STACK
                  - sam delete --stack-name app --no-prompts
        """),
    ],
    check: .codeBuild { project, _ in
      guard !project.setsVariable(where: { answeringVariables.contains($0) }),
        !project.setsVariable(where: { $0.hasPrefix("TF_CLI_ARGS") })
      else { return [] }
      return project.runs.flatMap { $0.invocations.compactMap(asks) }
    }
  )
}

private let answeringVariables: Set<String> = ["PULUMI_SKIP_CONFIRMATIONS", "PULUMI_YES"]

private func asks(_ invocation: Invocation) -> Problem? {
  guard !invocation.readsInput, !invocation.mayHaveMoreOptions,
    let (command, option) = unanswered(invocation)
  else { return nil }
  var help = "add `\(option)`"
  if invocation.command.words.first?.literal == "npm",
    invocation.command.words.contains(where: {
      $0.text == option || $0.text == "-f" || $0.text == "-y"
    })
  {
    help = "`npm` keeps the options that stand before `--` for itself: write `-- \(option)`"
  }
  return Problem(
    "`\(command)` asks whether it shall go on, and nobody answers in a build",
    at: Label(invocation.span), help: help, evidence: command)
}

/// The command and the option that it lacks.
private func unanswered(_ invocation: Invocation) -> (command: String, option: String)? {
  if invocation.program == "pulumi" {
    let words = positional(of: invocation.arguments, optionsWithValue: ["-s", "--stack"])
    if words.prefix(2).map(\.word.text) == ["stack", "rm"], !invocation.has("--yes", "-y") {
      return ("pulumi stack rm", "--yes")
    }
  }
  guard let deployment = Deployment(invocation) else { return nil }
  let isDestroying = deployment.action == .destroy
  switch deployment.tool {
  case .terraform:
    // A plan that was saved is applied without a question.
    guard isDestroying || deployment.arguments.isEmpty,
      !invocation.has("-auto-approve", "--auto-approve")
    else { return nil }
    return (deployment.words, "-auto-approve")
  case .cdk:
    guard isDestroying, !invocation.has("--force", "-f") else { return nil }
    return (deployment.words, "--force")
  case .pulumi:
    guard !invocation.has("--yes", "-y", "--skip-preview", "-f", "--preview-only") else {
      return nil
    }
    return (deployment.words, "--yes")
  case .sam:
    guard isDestroying, !invocation.has("--no-prompts") else { return nil }
    return (deployment.words, "--no-prompts")
  case .cloudFormation, .serverless, .helm, .kubectl: return nil
  }
}
