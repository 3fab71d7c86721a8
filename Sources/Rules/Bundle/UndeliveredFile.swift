import ProtonLint

extension Rule {
  public static let undeliveredFile = Rule(
    id: "undelivered-file",
    category: .bundle,
    severity: .warning,
    finds: "a file among templates that the manifest does not list",
    why: """
      Proton delivers what the manifest lists and nothing else: of Terraform the `.tf` files of the \
      folder, of CloudFormation the one template. Scripts, archives and values beside them do not \
      arrive where they are needed, and still travel with every copy of the bundle.
      """,
    fix: "Move the file out of the bundle, or list it if it is a template.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "the code of a function", at: "infrastructure/function.zip",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        #- infrastructure/function.zip
        PK
        """),
      .flagged(
        "a folder of modules", at: "infrastructure/modules",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: "*", rendering_engine: hcl, template_language: terraform}
        #- infrastructure/main.tf
        variable "name" {}
        #- infrastructure/modules/network/main.tf
        variable "cidr" {}
        #- infrastructure/modules/network/outputs.tf
        output "cidr" { value = var.cidr }
        """),
      .clean(
        "words for people, and what commands of CodeBuild need",
        """
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        #- instance_infrastructure/README.md
        How a service is deployed.
        #- pipeline_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings: {provision: [./run.sh], deprovision: [./run.sh delete]}
        #- pipeline_infrastructure/run.sh
        make "$@"
        """),
    ],
    check: .bundle { bundle, model in
      guard bundle.kind != .component else { return [] }
      return bundle.infrastructure.filter { $0.isFullyListed && $0.folder != bundle.root }
        .flatMap { undelivered(in: $0, model) }
    }
  )
}

extension Infrastructure {
  /// Whether it is known which files are delivered: a name that leads to nothing may be meant to be
  /// one of the others.
  fileprivate var isFullyListed: Bool {
    guard let manifest, engine == .jinja || engine == .terraform, !manifest.tree.breaksOff,
      !manifest.entries.isEmpty
    else { return false }
    return manifest.entries.allSatisfy { entry in
      if case .files = entry.target { return entry.knownEngine != .codeBuild }
      return false
    }
  }
}

private func undelivered(in infrastructure: Infrastructure, _ model: Model) -> [Problem] {
  let delivered = Set(infrastructure.templates + [infrastructure.manifestFile].compactMap(\.self))
  var folders: Set<String> = []
  return model.workspace.files(below: infrastructure.folder).compactMap { file in
    guard !delivered.contains(file.id), !isForPeople(file.name) else { return nil }
    let rest = file.path.dropFirst(
      infrastructure.folder.isEmpty ? 0 : infrastructure.folder.count + 1)
    // Of a folder it is said once.
    if let slash = rest.firstIndex(of: "/") {
      let name = String(rest[..<slash])
      guard !name.hasPrefix("."), folders.insert(name).inserted else { return nil }
      return Problem(
        "nothing of `\(name)` is delivered with the templates",
        at: Label(.folder(infrastructure.folder + "/" + name)), evidence: name)
    }
    return Problem(
      "`\(file.name)` is not delivered with the templates", at: Label(.file(file.id)),
      help: mayHoldSecrets(file.name) ? "take it out of the bundle: it may hold secrets" : nil,
      evidence: file.name)
  }
}

private func isForPeople(_ name: String) -> Bool {
  let name = name.lowercased()
  return name.hasPrefix(".") || name.hasSuffix(".md") || name.hasSuffix(".txt")
    || [".png", ".svg", ".jpg"].contains { name.hasSuffix($0) }
    || ["license", "notice", "readme"].contains(name)
}

private func mayHoldSecrets(_ name: String) -> Bool {
  [".tfstate", ".tfstate.backup", ".tfvars", ".tfvars.json", ".pem", ".key"].contains {
    name.hasSuffix($0)
  }
}
