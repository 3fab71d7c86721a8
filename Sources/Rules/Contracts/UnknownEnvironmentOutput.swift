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
    check: .bundle { bundle, model in
      guard bundle.kind != .environment else { return [] }
      let isRegistered = bundle.registration != nil
      let environments = model.workspace.compatibleEnvironments(of: bundle)
        .filter { isRegistered || canHold(bundle, $0) }
        .map { Environment(bundle: $0, outputs: knownOutputs(of: $0, in: model)) }
      return model.renderedFiles(of: bundle.id).flatMap { template in
        template.unguardedReads(of: [
          "environment.outputs", "service_instances.environment.outputs",
        ])
        .compactMap { name, span, condition in
          let problem =
            isRegistered
            ? missing(name, at: span, inAnyOf: environments)
            : missing(name, at: span, inAllOf: environments)
          return problem?.holding(when: condition)
        }
      }
    }
  )
}

private struct Environment {
  let bundle: TemplateBundle
  /// Nil where Terraform or shell commands make them.
  let outputs: KnownOutputs?
}

/// Whether an environment that lies near a service can be its environment: Proton deploys no
/// CloudFormation into what Terraform made, nor the reverse.
private func canHold(_ service: TemplateBundle, _ environment: TemplateBundle) -> Bool {
  let engines = Set((service.infrastructure + environment.infrastructure).compactMap(\.engine))
  return !(engines.contains(.jinja) && engines.contains(.terraform))
}

private func knownOutputs(of environment: TemplateBundle, in model: Model) -> KnownOutputs? {
  if let outputs = KnownOutputs(customerManaged: environment) { return outputs }
  let projects = model.codeBuildManifests(of: environment.id).flatMap(\.projects)
  if let outputs = KnownOutputs(ofCommands: projects, in: model.workspace) { return outputs }
  guard environment.infrastructure.allSatisfy({ $0.engine == .jinja }) else { return nil }
  return KnownOutputs(of: model.templates(of: environment.id))
}

/// The service may be deployed into each of the environments, so each must have the output.
private func missing(
  _ name: String, at span: Span, inAnyOf environments: [Environment]
) -> Problem? {
  var condition = Condition.never
  var lacking: [(name: String, outputs: KnownOutputs)] = []
  for environment in environments {
    guard let outputs = environment.outputs else { continue }
    let absence = outputs.absence(of: name)
    guard !absence.isNever else { continue }
    condition = condition.or(absence)
    lacking.append((environment.bundle.name, outputs))
  }
  return missing(name, at: span, in: lacking, when: condition)
}

/// Nobody says which of the environments the service is for: one that has the output is enough.
private func missing(
  _ name: String, at span: Span, inAllOf environments: [Environment]
) -> Problem? {
  var condition = Condition.always
  var lacking: [(name: String, outputs: KnownOutputs)] = []
  for environment in environments {
    guard let outputs = environment.outputs else { return nil }
    condition = condition.and(outputs.absence(of: name))
    guard !condition.isNever else { return nil }
    lacking.append((environment.bundle.name, outputs))
  }
  return missing(name, at: span, in: lacking, when: condition)
}

private func missing(
  _ name: String, at span: Span, in environments: [(name: String, outputs: KnownOutputs)],
  when condition: Condition
) -> Problem? {
  guard let first = environments.first else { return nil }
  let shown = environments.prefix(3)
  let names =
    quotedList(shown.map(\.name))
    + (environments.count > 3 ? " and \(environments.count - 3) more" : "")
  return Problem(
    environments.count == 1
      ? "environment \(names) has no output `\(name)`"
      : "environments \(names) have no output `\(name)`",
    at: Label(span),
    related: shown.map { Label($0.outputs.place, "the outputs of `\($0.name)`") },
    help: first.outputs.advice(on: name), when: condition, evidence: name)
}
