import ProtonLint

extension Rule {
  public static let unregisteredComponents = Rule(
    id: "unregistered-components",
    category: .contracts,
    severity: .warning,
    finds: "a service that uses components and is not registered to take any",
    why: """
      Proton attaches a component to an instance only where the service template names \
      `DIRECTLY_DEFINED` as a source of components. Without it what the template does with a \
      component is never deployed.
      """,
    fix: "Add `supported_component_sources: [DIRECTLY_DEFINED]` to `.template-registration.yaml`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-components.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a registration without sources of components",
        """
        #- .template-registration.yaml
        compatible_environments: ["network:1"]
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: '{{ «service_instance.components.default».outputs.Table | default("-") }}'
        """),
      .clean(
        "a registration that takes components",
        """
        #- .template-registration.yaml
        compatible_environments: ["network:1"]
        supported_component_sources: [DIRECTLY_DEFINED]
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: '{{ service_instance.components.default.outputs.Table | default("-") }}'
        """),
    ],
    check: .bundle { bundle, model in
      // An older `.compatible-envs` has no place to say it.
      guard let registration = bundle.registration, registration.tree != nil,
        !registration.allowsComponents
      else { return [] }
      return model.templates(of: bundle.id).filter { $0.role == .instance }.compactMap { template in
        template.renderings.reads.first {
          $0.namespace.hasPrefix("service_instance.components")
        }.map { read in
          Problem(
            "this service uses a component, and is not registered to take any",
            at: Label(read.span),
            related: [Label(.file(registration.file), "its registration")],
            help: "add `supported_component_sources: [DIRECTLY_DEFINED]` there",
            when: template.renderings.condition(of: read), evidence: "components")
        }
      }
    }
  )
}
