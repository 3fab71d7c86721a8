import ProtonLint

extension Rule {
  public static let plaintextSecretVariable = Rule(
    id: "plaintext-secret-variable",
    category: .codeBuild,
    severity: .error,
    securitySeverity: 8.0,
    finds: "a secret in the plain environment variables of a manifest for CodeBuild",
    why: """
      What stands in `env.variables` is readable to everybody who can see the repository, the \
      CodeBuild project or its log. Secrets that come from an input of the schema are stored in \
      the spec, besides.
      """,
    fix: "Keep the secret in Secrets Manager, and name it in `env.secrets_manager`.",
    source: "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html",
    presets: [.recommended, .all, .proton, .security],
    examples: [
      .flagged(
        "a password, a token, and a key of AWS",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {pulumi_token: {type: string, default: a}}}}
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                env:
                  variables:
                    DB_PASSWORD: «hunter22»
                    PULUMI_ACCESS_TOKEN: «"{{ environment.inputs.pulumi_token }}"»
                    DEPLOYER: «AKIAIOSFODNN7EXAMPLE»
                provision: [pulumi up --yes]
                deprovision: [pulumi destroy --yes]
        """),
      .clean(
        "names of secrets, references to them, and what is no secret",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                env:
                  variables:
                    DB_PASSWORD_SECRET_NAME: app/password
                    SECRET_ARN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:app"
                    PASSWORD_LENGTH: 20
                    USE_TOKEN: true
                    TOKEN: $OTHER
                    API_KEY: <YOUR-KEY>
                  secrets_manager:
                    PULUMI_ACCESS_TOKEN: "proton/pulumi-access-token:Secret"
                provision: [pulumi up --yes]
                deprovision: [pulumi destroy --yes]
        """),
    ],
    check: .codeBuild { project, _ in
      project.variables.compactMap { variable in
        guard variable.value.isScalar, holdsSecret(variable, project) else { return nil }
        return Problem(
          "`\(variable.key.text)` is a secret in a plain environment variable",
          at: Label(variable.value.span),
          help: "name it in `env.secrets_manager` instead", evidence: variable.key.text)
      }
    }
  )
}

private func holdsSecret(_ variable: SyntaxNode.Entry, _ project: CodeBuildProject) -> Bool {
  let text = variable.value.text
  if looksLikeCredential(text) { return true }
  guard namesSecret(variable.key.text) else { return false }
  // A value that is nothing but an input.
  let symbols = project.symbols(in: variable.value)
  if !symbols.isEmpty {
    return symbols.allSatisfy { symbol in
      if case .input = symbol.source { symbol.type != .boolean } else { false }
    }
  }
  return text.utf8.count >= 6 && !text.hasPrefix("arn:") && !text.contains("$")
    && !text.contains("<") && !text.contains("/") && !text.contains("{{")
    && !text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
}

/// Texts that are credentials by their form: access keys of AWS, tokens of GitHub and Pulumi.
private func looksLikeCredential(_ text: String) -> Bool {
  func follows(_ prefix: String, _ count: Int, _ allowed: (UInt8) -> Bool) -> Bool {
    let rest = text.utf8.dropFirst(prefix.utf8.count)
    return text.hasPrefix(prefix) && rest.count == count && rest.allSatisfy(allowed)
  }
  func isLetterOrDigit(_ byte: UInt8) -> Bool {
    UnicodeScalar(byte).properties.isAlphabetic
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
  return follows("AKIA", 16, isLetterOrDigit) || follows("ghp_", 36, isLetterOrDigit)
    || follows("pul-", 40, isLetterOrDigit) || text.hasPrefix("-----BEGIN ")
}
