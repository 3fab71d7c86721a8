import ProtonLint

extension Rule {
  public static let undeclaredInput = Rule(
    id: "undeclared-input",
    category: .inputs,
    severity: .error,
    finds: "a template that reads an input which the schema does not declare",
    why: """
      Proton validates and injects the inputs that the schema declares, and no others. A misspelt \
      input has no value, so the template cannot be rendered: the deployment fails, and where a \
      CodeBuild manifest reads it, the service can be neither updated nor deleted.
      """,
    fix: "Declare the input in the schema, or correct its name.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-schema.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a misspelt input",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                port: {type: integer, default: 80}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ «service_instance.inputs.prot» }}'}
        """),
      .flagged(
        "a misspelt input in a command for CodeBuild",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {zone: {type: string, default: a}}}}
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: ["cdk deploy -c zone={{ environment.inputs.zone }}"]
                deprovision:
                  - >-
                    cdk destroy --force
                    -c zone={{ «environment.inputs.zones» }}
        """),
      .clean(
        "a declared input",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                port: {type: integer, default: 80}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ service_instance.inputs.port }}'}
        """),
    ],
    check: .bundle { bundle, model in
      model.renderedFiles(of: bundle.id).flatMap { template in
        template.renderings.problems.compactMap { undeclared($0, in: bundle) }
      }
    }
  )
}

private func undeclared(_ problem: RenderProblem, in bundle: TemplateBundle) -> Problem? {
  guard case .undeclaredInput(let namespace, let name) = problem.kind,
    // Where the schema breaks off or names no type that it defines, that is what is wrong.
    let type = bundle.wholeSchema?.inputs(of: namespace)
  else { return nil }
  let near = closestName(to: name, among: type.properties.map(\.name))
  return Problem(
    problem.message, at: Label(problem.span),
    related: type.shape.propertiesEntry.map {
      [Label($0.key.span, "the declared inputs are listed here")]
    } ?? [],
    help: near.map { "did you mean `\($0)`?" }, when: problem.condition, evidence: name)
}
