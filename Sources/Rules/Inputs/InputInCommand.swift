import ProtonLint

extension Rule {
  public static let inputInCommand = Rule(
    id: "input-in-command",
    category: .inputs,
    severity: .warning,
    securitySeverity: 6.0,
    finds: "an input of any text that becomes part of a command",
    why: """
      A `;` or a `$(…)` in the text ends the command and begins another one, which runs with \
      the role of the platform's machine or build, not with that of the developer.
      """,
    fix: "Give the input a `pattern` that leaves out what a shell reads: `^[A-Za-z0-9._/-]+$`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/parameters.html",
    presets: [.recommended, .all, .security, .proton],
    examples: [
      .flagged(
        "part of user data",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                «folder»: {type: string, default: data}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Host:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: '{{ environment.outputs.Image }}'
              UserData:
                Fn::Base64: |
                  #!/bin/sh
                  mkdir -p /srv/{{ service_instance.inputs.folder }}
        """),
      .clean(
        "a pattern",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties:
                folder: {type: string, pattern: '^[a-z/]+$', default: data}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Host:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: '{{ environment.outputs.Image }}'
              UserData:
                Fn::Base64: |
                  #!/bin/sh
                  mkdir -p /srv/{{ service_instance.inputs.folder }}
        """),
    ],
    check: .printedInput(where: \.commandSymbols) { input, places, condition, budget in
      guard let example = input.shape.permittedText(matching: "[;&|$`\n]", budget: &budget) else {
        return nil
      }
      let what = input.shape.isFreeText ? "any text" : quotedText(example)
      return Problem(
        "`\(input.name)` may be \(what), and is part of a command", at: Label(input.nameSpan),
        related: places.related("the command"),
        help: "give it a pattern that leaves out what a shell reads: `;`, `&`, `|`, `$`, quotes",
        when: condition.ofDeclaration, evidence: input.name)
    }
  )
}

extension CloudFormationTemplate {
  /// The symbols amid commands that run with a role of the platform: user data, and builds outside
  /// of pipelines. A pipeline builds what the developer wrote, and a line that an input fills alone
  /// is meant to be a command.
  fileprivate var commandSymbols: [PrintedSymbol] {
    resources.flatMap { resource -> [PrintedSymbol] in
      guard let properties = resource.node["Properties"] else { return [] }
      let command: SyntaxNode?
      switch resource.node["Type"]?.text {
      case "AWS::EC2::Instance", "AWS::AutoScaling::LaunchConfiguration":
        command = properties["UserData"]
      case "AWS::EC2::LaunchTemplate": command = properties["LaunchTemplateData"]?["UserData"]
      case "AWS::CodeBuild::Project" where role != .pipeline:
        command = properties["Source"]?["BuildSpec"]
      default: command = nil
      }
      return command.map { printedSymbols(below: $0).filter { !$0.isWholeLine } } ?? []
    }
  }
}
