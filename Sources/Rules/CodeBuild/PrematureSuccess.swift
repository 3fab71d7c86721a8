import ProtonLint

extension Rule {
  public static let prematureSuccess = Rule(
    id: "premature-success",
    category: .codeBuild,
    severity: .warning,
    finds: "commands for CodeBuild that report success whether or not the deployment succeeds",
    why: """
      `--status SUCCEEDED` settles the matter for Proton. Where it is sent before the deployment, \
      or after one whose failure goes unnoticed (behind `;`, `|| true` or a pipe), a deployment \
      that failed counts as done, and what depends on it is built on nothing.
      """,
    fix: """
      Send the status in a command of its own behind the deployment, or leave `--status` out: then \
      Proton takes the result of the build.
      """,
    source:
      "https://docs.aws.amazon.com/proton/latest/userguide/ag-infrastructure-tmp-files-codebuild.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "before the deployment",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision:
                  - «aws proton notify-resource-deployment-status-change --resource-arn $RESOURCE_ARN --status SUCCEEDED»
                  - npx cdk deploy --require-approval never
                deprovision: [npx cdk destroy --force]
        """),
      .flagged(
        "whatever comes of it",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision:
                  - terraform apply -auto-approve | tee log.txt
                  - |
                    «aws proton notify-resource-deployment-status-change \\
                      --resource-arn $RESOURCE_ARN --status SUCCEEDED»
                deprovision: [terraform destroy -auto-approve]
        """),
      .clean(
        "behind the deployment, in a command of its own",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision:
                  - npm run cdk -- deploy --require-approval never
                  - |
                    set -e -o pipefail
                    terraform apply -auto-approve | tee log.txt
                    aws proton notify-resource-deployment-status-change --resource-arn $RESOURCE_ARN --status SUCCEEDED
                  - terraform apply -auto-approve || exit 1
                  - aws proton notify-resource-deployment-status-change --resource-arn $RESOURCE_ARN --status SUCCEEDED
                deprovision: [terraform destroy -auto-approve]
        """),
    ],
    check: .codeBuild { project, _ in project.provision.map { problems(in: $0.run) } ?? [] }
  )
}

private func problems(in run: CommandRun) -> [Problem] {
  let deployments = run.invocations.enumerated().filter { Deployment($1)?.action == .deploy }
  let unnoticed = deployments.filter { run.failureEndsRun(of: $1.call) == false }
  return run.invocations.enumerated().compactMap { index, invocation in
    guard invocation.reportsSuccess, !invocation.command.isConditional else { return nil }
    guard deployments.contains(where: { $0.offset < index }) else {
      guard run.isWhole, let next = deployments.first?.element else { return nil }
      return Problem(
        "success is reported before anything is deployed", at: Label(invocation.span),
        related: [Label(next.span, "the deployment")])
    }
    // Of several, one that goes unnoticed is enough.
    guard
      let first = unnoticed.first(where: {
        $0.offset < index && isSent(invocation, after: $0.element, in: run)
      })?.element
    else { return nil }
    return Problem(
      "success is reported even if the deployment fails", at: Label(invocation.span),
      related: [Label(first.span, "a failure of this command stops nothing")])
  }
}

/// Whether a report is sent although the deployment before it failed. One that follows in the same
/// text behind `&&` is not: the chain ends there.
private func isSent(
  _ report: Invocation, after deployment: Invocation, in run: CommandRun
) -> Bool {
  guard deployment.call.unit == report.call.unit else { return true }
  let commands = run.units[report.call.unit].text.script.commands
  guard deployment.call.command < report.call.command else { return false }
  let between = commands[deployment.call.command..<report.call.command]
  return !between.allSatisfy { $0.closing == .and }
}

extension Invocation {
  fileprivate var reportsSuccess: Bool {
    guard program == "aws", arguments.first?.word.text == "proton",
      arguments.dropFirst().first?.word.text == "notify-resource-deployment-status-change"
    else { return false }
    return value(of: "--status")?.word.literal == "SUCCEEDED"
  }
}
