import ProtonLint

extension Rule {
  public static let unknownEnvironmentOutput = Rule(
    id: "unknown-environment-output",
    category: .contracts,
    severity: .error,
    finds: "a service that reads an output which an environment for it does not have",
    why: """
      Nothing compares a service with the environments that it is registered for, before an \
      instance is deployed: there the output is undefined, and the deployment fails.
      """,
    fix:
      "Correct the name, or add the output to each environment template that the service is for.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/parameters.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an output under another name",
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
            Properties: {Type: String, Value: '{{ «environment.outputs.VPCId» }}'}
          Second:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ «environment.outputs.Subnet» }}'}
        """),
      .clean(
        "outputs that are there, and one that is guarded",
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
            Properties: {Type: String, Value: '{{ environment.outputs.VpcId }}'}
          Second:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ environment.outputs.Subnet | default("-") }}'}
        """),
      .flagged(
        "one of two registered environments lacks the output",
        """
        #- vpc/v1/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {VpcId: {type: string}}}}
        #- shared/v1/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {SharedVpcId: {type: string}}}}
        #- service/v1/.template-registration.yaml
        compatible_environments: ["vpc:1", "shared:1"]
        #- service/v1/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- service/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- service/v1/instance_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ «environment.outputs.VpcId» }}'}
        """),
      .flagged(
        "an environment whose commands hand over no outputs",
        """
        #- network/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string, default: a}}}}
        #- network/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: [npm install, npx cdk deploy]
                deprovision: [npx cdk destroy --force]
        #- service/schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- service/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: ["cdk deploy -c vpc={{ «environment.outputs.VpcId» }}"]
                deprovision: [cdk destroy --force]
        """),
    ],
    check: .environmentOutputs { name, span, environments in
      environments.isRegistered
        ? environments.missingInAny(name, at: span) : environments.missingInAll(name, at: span)
    }
  )
}
