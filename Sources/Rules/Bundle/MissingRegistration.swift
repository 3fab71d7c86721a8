import ProtonLint

extension Rule {
  public static let missingRegistration = Rule(
    id: "missing-registration",
    category: .bundle,
    severity: .warning,
    finds: "a service without a registration beside others that have one",
    why: """
      Template sync registers a service with the environments of its registration, and fails where \
      there is none. Other services beside this one are synced.
      """,
    fix: "Add `.template-registration.yaml` with `compatible_environments`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/create-template-sync.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "one of two services", at: "api/v1",
        """
        #- web/v1/.template-registration.yaml
        compatible_environments: [shared:1]
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- api/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "services that are registered by hand",
        """
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- api/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .graph { model in
      let services = model.workspace.bundles.filter { $0.kind == .service && $0.isVersioned }
      return Dictionary(grouping: services, by: \.folderOfTemplates).values.flatMap { services in
        guard let registered = services.first(where: { !$0.registrations.isEmpty }) else {
          return [Problem]()
        }
        return services.filter(\.registrations.isEmpty).map { bundle in
          Problem(
            "this service has no registration", at: Label(.folder(bundle.root)),
            related: [Label(.folder(registered.root), "this one has")],
            help: "add `.template-registration.yaml` with `compatible_environments`",
            evidence: bundle.name)
        }
      }
    }
  )
}

extension TemplateBundle {
  /// The folder that holds the template among others.
  fileprivate var folderOfTemplates: Substring {
    templateFolder[..<(templateFolder.lastIndex(of: "/") ?? templateFolder.startIndex)]
  }
}
