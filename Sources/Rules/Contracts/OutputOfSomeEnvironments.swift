import ProtonLint

extension Rule {
  public static let outputOfSomeEnvironments = Rule(
    id: "output-of-some-environments",
    category: .contracts,
    severity: .warning,
    finds: "a service that reads an output which only some of the environments around it have",
    why: """
      Nothing says which environments the service is for. Where it is deployed into one without \
      the output, the deployment fails.
      """,
    fix: """
      Name the environments that the service is for in `.template-registration.yaml`, or add the \
      output to the others.
      """,
    source:
      "https://docs.aws.amazon.com/proton/latest/userguide/ag-template-sync-configs-service.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "one of two environments has the output",
        """
        #- network/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string, default: 10.0.0.0/16}}}}
        #- network/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- network/infrastructure/cloudformation.yaml
        Resources:
          VPC:
            Type: AWS::EC2::VPC
            Properties: {CidrBlock: '{{ environment.inputs.cidr }}'}
        Outputs:
          VpcId: {Value: !Ref VPC}
        #- shared/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string, default: 10.0.0.0/16}}}}
        #- shared/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- shared/infrastructure/cloudformation.yaml
        Resources:
          VPC:
            Type: AWS::EC2::VPC
            Properties: {CidrBlock: '{{ environment.inputs.cidr }}'}
        Outputs:
          SharedVpcId: {Value: !Ref VPC}
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
            Properties: {Type: String, Value: '{{ «environment.outputs.VpcId» }} {{ service_instance.inputs.port }}'}
        """),
      .clean(
        "both have the output",
        """
        #- network/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string, default: 10.0.0.0/16}}}}
        #- network/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- network/infrastructure/cloudformation.yaml
        Resources:
          VPC:
            Type: AWS::EC2::VPC
            Properties: {CidrBlock: '{{ environment.inputs.cidr }}'}
        Outputs:
          VpcId: {Value: !Ref VPC}
        #- shared/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string, default: 10.0.0.0/16}}}}
        #- shared/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- shared/infrastructure/cloudformation.yaml
        Resources:
          VPC:
            Type: AWS::EC2::VPC
            Properties: {CidrBlock: '{{ environment.inputs.cidr }}'}
        Outputs:
          VpcId: {Value: !Ref VPC}
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
            Properties: {Type: String, Value: '{{ environment.outputs.VpcId }} {{ service_instance.inputs.port }}'}
        """),
    ],
    check: .environmentOutputs { name, span, environments in
      // What all of them lack is an error, by another rule.
      guard !environments.isRegistered, environments.missingInAll(name, at: span) == nil else {
        return nil
      }
      return environments.missingInAny(name, at: span)
    }
  )
}
