import ProtonLint

extension Rule {
  public static let infrastructureOfCustomerManaged = Rule(
    id: "infrastructure-of-customer-managed",
    category: .bundle,
    severity: .error,
    finds: "a bundle of a customer-managed environment that has infrastructure",
    why: """
      Of a customer-managed environment, Proton has a schema alone, which declares the outputs that \
      the customer hands over. It refuses a bundle with a folder `infrastructure`.
      """,
    fix: "Remove the folder, or leave `Provisioning` out of the template's resource.",
    source:
      "https://docs.aws.amazon.com/proton/latest/APIReference/API_CreateEnvironmentTemplate.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a template of CloudFormation in it", at: "shared/v1/infrastructure",
        """
        #- templates.yaml
        Resources:
          Shared:
            Type: AWS::Proton::EnvironmentTemplate
            Properties: {Name: shared, Provisioning: CUSTOMER_MANAGED}
        #- shared/v1/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "an environment that Proton provisions",
        """
        #- templates.yaml
        Resources:
          Shared:
            Type: AWS::Proton::EnvironmentTemplate
            Properties: {Name: shared}
        #- shared/v1/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .graph { model in
      model.graph.resources.filter { $0.type == "AWS::Proton::EnvironmentTemplate" }
        .flatMap { resource -> [Problem] in
          guard let name = resource["Name"]?.string, let provisioning = resource["Provisioning"],
            provisioning.string == "CUSTOMER_MANAGED"
          else { return [] }
          return model.workspace.bundles.filter { $0.kind == .environment && $0.name == name }
            .flatMap(\.infrastructure).map { infrastructure in
              Problem(
                "`\(name)` is customer-managed, and has no infrastructure of Proton's",
                at: Label(.folder(infrastructure.folder)),
                related: [Label(provisioning.span, "this says so")], when: resource.condition,
                evidence: name)
            }
        }
    }
  )
}
