import ProtonLint

extension Rule {
  public static let unknownInstanceOutput = Rule(
    id: "unknown-instance-output",
    category: .contracts,
    severity: .error,
    finds: "a pipeline that reads an output which the instance template does not have",
    why: """
      A pipeline sees of an instance what the instance template gives as outputs. A name that is no \
      output is undefined, and the pipeline cannot be deployed.
      """,
    fix: "Correct the name, or add the output to the instance template.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/parameters.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a misspelt output",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          pipeline_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        Outputs:
          QueueArn: {Value: !GetAtt Queue.Arn}
        #- pipeline_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- pipeline_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ «service_instances[0].outputs.QueueARN» }}'}
          Second:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ «service_instances[0].outputs.Bucket» }}'}
        """),
      .clean(
        "an output that is there",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          pipeline_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        Outputs:
          QueueArn: {Value: !GetAtt Queue.Arn}
        #- pipeline_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- pipeline_infrastructure/cloudformation.yaml
        Resources:
          Parameter:
            Type: AWS::SSM::Parameter
            Properties: {Type: String, Value: '{{ service_instances[0].outputs.QueueArn }}'}
        """),
    ],
    check: .bundle { bundle, model in
      let templates = model.templates(of: bundle.id)
      guard let instance = bundle.infrastructure(.instance), instance.engine == .jinja,
        let outputs = KnownOutputs(of: templates.filter { $0.role == .instance })
      else { return [] }
      return model.renderedFiles(of: bundle.id).filter { $0.role == .pipeline }.flatMap {
        template in
        template.unguardedReads(of: ["service_instances.outputs"]).compactMap {
          name, span, condition in
          missing(name, at: span, in: outputs)?.holding(when: condition)
        }
      }
    }
  )
}

private func missing(_ name: String, at span: Span, in outputs: KnownOutputs) -> Problem? {
  let absence = outputs.absence(of: name)
  guard !absence.isNever else { return nil }
  return Problem(
    "the instance template has no output `\(name)`", at: Label(span),
    related: [Label(outputs.place, "its outputs")], help: outputs.advice(on: name), when: absence,
    evidence: name)
}
