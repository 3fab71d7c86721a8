import ProtonLint

extension Rule {
  public static let dynamicReferenceInJinja = Rule(
    id: "dynamic-reference-in-jinja",
    category: .syntax,
    severity: .error,
    finds: "a CloudFormation dynamic reference that Jinja takes for an expression",
    why: """
      `{{resolve:secretsmanager:…}}` has the braces of a Jinja expression, and Proton renders the \
      template before CloudFormation sees it. Jinja cannot read the colons, so the template does not \
      render.
      """,
    fix: "Put the reference between `{% raw %}` and `{% endraw %}`.",
    source: "https://github.com/aws/aws-proton-public-roadmap/issues/30",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a reference in the braces of Jinja",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: '«{{resolve:secretsmanager:database:SecretString:password}}»'
        """),
      .clean(
        "a reference that Jinja passes on",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: '{% raw %}{{resolve:secretsmanager:database:SecretString:password}}{% endraw %}'
        """),
      .clean(
        "a plain template",
        """
        Resources:
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: '{{resolve:secretsmanager:database:SecretString:password}}'
        """),
    ],
    check: .file { file in
      file.problems(in: [.jinja], help: "put it between `{% raw %}` and `{% endraw %}`") {
        $0 == .dynamicReference
      }
    }
  )
}
