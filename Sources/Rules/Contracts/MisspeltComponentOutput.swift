import ProtonLint

extension Rule {
  public static let misspeltComponentOutput = Rule(
    id: "misspelt-component-output",
    category: .contracts,
    severity: .warning,
    finds: "an output of a component that none has, while one has an output of nearly that name",
    why: """
      Nothing compares a service with the components that are attached to it. What is read under \
      another name than the component gives it is undefined, or always the default.
      """,
    fix: "Correct the name.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-components.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an output under another name",
        """
        #- component/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- component/cloudformation.yaml
        Resources:
          Table: {Type: AWS::SQS::Queue, Properties: {QueueName: '{{ component.name }}'}}
        Outputs:
          TableName: {Value: !Ref Table}
        #- service/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- service/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- service/instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: '{{ «service_instance.components.default.outputs.TabelName» | default("-") }}'
        """),
      .clean(
        "an output of the component, and one of some other",
        """
        #- component/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- component/cloudformation.yaml
        Resources:
          Table: {Type: AWS::SQS::Queue, Properties: {QueueName: '{{ component.name }}'}}
        Outputs:
          TableName: {Value: !Ref Table}
        #- service/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- service/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- service/instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: '{{ service_instance.components.default.outputs.TableName | default("-") }}'
              Description: '{{ service_instance.components.default.outputs.Bucket | default("-") }}'
        """),
    ],
    check: .graph { model in
      let components = model.workspace.bundles.filter { $0.kind == .component }
      let outputs = components.compactMap { KnownOutputs(of: model.templates(of: $0.id)) }
      // One whose outputs are not known may have any.
      guard !components.isEmpty, outputs.count == components.count else { return [] }
      let names = Set(outputs.flatMap(\.names))
      return model.graph.templates.filter { $0.role == .instance }.flatMap { template in
        template.renderings.reads.compactMap { read in
          guard read.namespace == "service_instance.components.default.outputs",
            let name = read.name, !names.contains(name),
            let close = closestName(to: name, among: names.sorted()),
            let owner = outputs.first(where: { $0.names.contains(close) })
          else { return nil }
          return Problem(
            "no component has an output `\(name)`", at: Label(read.span),
            related: [Label(owner.place, "the outputs of a component")],
            help: "did you mean `\(close)`?", when: template.renderings.condition(of: read),
            evidence: name)
        }
      }
    }
  )
}
