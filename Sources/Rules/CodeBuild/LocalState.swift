import ProtonLint

extension Rule {
  public static let localState = Rule(
    id: "local-state",
    category: .codeBuild,
    severity: .warning,
    finds: "commands for CodeBuild that keep the state of Terraform or Pulumi in the container",
    why: """
      Every run starts in a fresh container. State that is kept there is lost with it: the next \
      update makes everything anew or fails because it exists, and the deletion deletes nothing.
      """,
    fix: """
      Keep the state outside: a `backend "s3"` with a key for each environment and instance, or a \
      backend of Pulumi.
      """,
    source: "https://developer.hashicorp.com/terraform/language/backend",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "no backend",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: [cd stack && terraform init, «terraform apply -auto-approve»]
                deprovision: [cd stack && terraform destroy -auto-approve]
        #- infrastructure/stack/main.tf
        resource "aws_s3_bucket" "bucket" {}
        """),
      .flagged(
        "a backend in files",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: [«pulumi login --local», pulumi up --yes]
                deprovision: [«pulumi login file://.», pulumi destroy --yes]
        """),
      .clean(
        "a backend, and one that a command writes",
        """
        #- a/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision:
                  - terraform init -backend-config=bucket=$BUCKET
                  - terraform apply -auto-approve
                deprovision: [terraform destroy -auto-approve]
        #- a/infrastructure/main.tf
        terraform {
          backend "s3" {}
        }
        #- b/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: [echo "$BACKEND" > backend.tf, terraform apply -auto-approve]
                deprovision: [terraform destroy -auto-approve]
        #- b/infrastructure/main.tf
        resource "aws_s3_bucket" "bucket" {}
        """),
    ],
    check: .codeBuild { project, model in
      guard let provision = project.provision?.run else { return [] }
      var problems = project.runs.flatMap { $0.invocations.compactMap(localLogin) }
      guard provision.keepsNoState, !project.mentions("terraform.tfstate") else { return problems }
      var folders: Set<String> = []
      for invocation in provision.invocations {
        guard let folder = terraformFolder(of: invocation), folders.insert(folder).inserted,
          isWithoutBackend(model.workspace.files(in: folder))
        else { continue }
        problems.append(
          Problem(
            "the state stays in the container and is lost: no file of `\(folder)` has a backend",
            at: Label(invocation.span), evidence: folder))
      }
      return problems
    }
  )
}

private func localLogin(_ invocation: Invocation) -> Problem? {
  guard invocation.program == "pulumi", invocation.arguments.first?.word.literal == "login"
  else { return nil }
  let isLocal =
    invocation.has("--local", "-l")
    || invocation.arguments.contains { $0.word.text.hasPrefix("file://") }
  return isLocal
    ? Problem("the state stays in the container and is lost with it", at: Label(invocation.span))
    : nil
}

/// The folder whose state an `apply` writes.
private func terraformFolder(of invocation: Invocation) -> String? {
  guard let deployment = Deployment(invocation), deployment.tool == .terraform,
    deployment.action == .deploy, let folder = invocation.folder, !invocation.has("-state")
  else { return nil }
  guard let directory = invocation.value(of: "-chdir") else { return folder }
  guard let name = directory.word.literal, !name.hasPrefix("/"), !name.contains(".."),
    !directory.word.holdsSymbol
  else { return nil }
  return name.split(separator: "/").filter { $0 != "." }
    .reduce(folder) { $0.isEmpty ? String($1) : $0 + "/" + $1 }
}

private func isWithoutBackend(_ files: [SourceFile]) -> Bool {
  let terraform = files.filter { $0.name.hasSuffix(".tf") || $0.name.hasSuffix(".tf.json") }
  guard !terraform.isEmpty else { return false }
  return terraform.allSatisfy { file in
    guard case .text(let bytes) = file.content, file.name.hasSuffix(".tf") else { return false }
    return !namesRemoteBackend(String(decoding: bytes, as: UTF8.self))
  }
}

/// Whether a text has `backend "…" {` of a kind that is not local, or `cloud {`.
private func namesRemoteBackend(_ text: String) -> Bool {
  text.split(whereSeparator: \.isNewline).contains { line in
    let words = line.split { $0 == " " || $0 == "\t" || $0 == "{" || $0 == "\"" }
    guard let first = words.first else { return false }
    if first == "cloud" { return line.contains("{") }
    guard let backend = words.firstIndex(of: "backend") else { return false }
    return words.dropFirst(backend + 1).first != "local"
  }
}

extension CommandRun {
  /// Whether no command writes files of Terraform, of which one could name a backend.
  fileprivate var keepsNoState: Bool {
    !invocations.contains { invocation in
      invocation.command.redirections.contains { redirection in
        redirection.kind != .input
          && (redirection.target.text.hasSuffix(".tf") || redirection.target.text.contains(".tf."))
      }
        || (["cp", "envsubst", "mv", "sed", "tee"].contains(invocation.program)
          && invocation.arguments.contains { $0.word.text.contains(".tf") })
    }
  }
}
