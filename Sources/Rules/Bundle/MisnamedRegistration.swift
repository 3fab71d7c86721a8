import ProtonLint

extension Rule {
  public static let misnamedRegistration = Rule(
    id: "misnamed-registration",
    category: .bundle,
    severity: .error,
    finds: "a registration of a service under a name that template sync does not read",
    why: """
      Template sync reads `.template-registration.yaml` or `.compatible-envs` beside the schema. A \
      file of nearly that name is passed over, and the service has no environments.
      """,
    fix: "Rename the file.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/create-template-sync.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an underscore for a hyphen", at: "web/v1/.compatible_envs",
        """
        #- web/v1/.compatible_envs
        shared:1
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "the name of the guide",
        """
        #- web/v1/.template-registration.yaml
        compatible_environments:
          - shared:1
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, model in
      // Beside one that is read, another may be a draft.
      guard bundle.kind == .service, bundle.registrations.isEmpty else { return [] }
      return model.workspace.files(in: bundle.root).compactMap { file in
        guard let meant = meantRegistration(of: file.name) else { return nil }
        return Problem(
          "template sync does not read `\(file.name)`", at: Label(.file(file.id)),
          help: "call it `\(meant)`", evidence: file.name)
      }
    }
  )
}

private func meantRegistration(of name: String) -> String? {
  let letters = name.lowercased().split(separator: ".").filter {
    !["yaml", "yml", "txt"].contains($0)
  }
  .joined().filter { $0.isLetter }
  switch letters {
  case "compatibleenvs", "compatibleenv", "compatibleenvironments", "compatibleenvironment":
    return ".compatible-envs"
  case "templateregistration", "registration", "templateregistrations":
    return ".template-registration.yaml"
  default: return nil
  }
}
