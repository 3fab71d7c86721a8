import ProtonLint

extension Rule {
  public static let stackExport = Rule(
    id: "stack-export",
    category: .contracts,
    severity: .warning,
    finds: "a bundle whose stack exports a value, or imports one",
    why: """
      An export binds stacks to each other behind Proton's back: while one imports the value, the \
      other can neither be deleted nor change it, and an import of what is not exported there fails \
      the deployment. Proton has outputs for this.
      """,
    fix: "Make it an output, and read it as `environment.outputs` or `outputs` of the instance.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an import and an export",
        """
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
              Value: !ImportValue «shared-vpc»
              Description: '{{ service_instance.inputs.port }}'
        Outputs:
          Name:
            Value: !Ref Parameter
            «Export»: {Name: parameter}
        """),
      .clean(
        "outputs",
        """
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
              Value: '{{ environment.outputs.VpcId }}'
              Description: '{{ service_instance.inputs.port }}'
        Outputs:
          Name: {Value: !Ref Parameter}
        """),
    ],
    check: .template { template, _ in
      guard template.bundle != nil else { return [] }
      let exports = template.outputs.compactMap { output in
        output.node.entry("Export").map { entry in
          Problem(
            "output `\(output.name)` is exported to other stacks", at: Label(entry.key.contentSpan),
            help: "Proton hands outputs on: no export is needed", evidence: output.name)
        }
      }
      let imports = template.resources.flatMap { resource in
        template.calls(below: resource.node).filter { $0.name == "Fn::ImportValue" }.map { call in
          Problem(
            "`\(resource.name)` needs a value that some other stack exports",
            at: Label(call.argument.contentSpan),
            help: "read an output of the environment", evidence: resource.name)
        }
      }
      return exports + imports
    }
  )
}
