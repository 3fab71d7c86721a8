import ProtonLint

extension Rule {
  public static let subWithoutEffect = Rule(
    id: "sub-without-effect",
    category: .cloudFormation,
    severity: .note,
    finds: "an `Fn::Sub` whose text has nothing to replace",
    why: """
      `Fn::Sub` replaces `${…}`. Jinja has already replaced `{{ … }}` before CloudFormation sees the \
      text, so the function does nothing, and a reader looks for what it was meant to do.
      """,
    fix: "Leave the function out, and keep the quotes.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html",
    aliases: ["W1020"],
    examples: [
      .flagged(
        "an expression of Jinja inside of `Fn::Sub`",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {name: {type: string, default: queue}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: !Sub «'{{ service_instance.inputs.name }}'»
        """),
      .clean(
        "a reference",
        """
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties: {QueueName: !Sub '${AWS::StackName}-queue'}
        """),
    ],
    check: .template { template, _ in
      (template.resources + template.outputs).flatMap { section in
        template.calls(below: section.node).compactMap { call in
          // Where a loop replaced a variable, the text says so.
          template.mentionsSubstitution(in: call.argument) ? nil : withoutEffect(call)
        }
      }
    }
  )
}

private func withoutEffect(_ call: IntrinsicCall) -> Problem? {
  guard call.name == "Fn::Sub",
    let text = call.argument.isSequence ? Array(call.argument.items).first : call.argument,
    text.isScalar, text.tag ?? "!Sub" == "!Sub", !text.text.contains("${")
  else { return nil }
  return Problem(
    "`Fn::Sub` has nothing to replace here", at: Label(text.span),
    help: "leave the function out", evidence: text.text)
}
