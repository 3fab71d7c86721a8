import ProtonLint

extension Rule {
  public static let policyFunctionWithoutExtension = Rule(
    id: "policy-function-without-extension",
    category: .structure,
    severity: .error,
    finds: "a function in a deletion policy without the transform that evaluates it",
    why: """
      `DeletionPolicy` and `UpdateReplacePolicy` take functions with `Transform: \
      AWS::LanguageExtensions` alone. Without it CloudFormation asks for a text, and refuses the \
      template.
      """,
    fix: "Add `Transform: AWS::LanguageExtensions`, or write the policy as a text.",
    source: userGuide + "transform-aws-languageextensions.html",
    examples: [
      .flagged(
        "a parameter that decides",
        """
        Parameters:
          Policy: {Type: String}
        Resources:
          Table:
            Type: AWS::DynamoDB::Table
            DeletionPolicy: !Ref «Policy»
            UpdateReplacePolicy: Retain
        """),
      .clean(
        "with the transform",
        """
        Transform: AWS::LanguageExtensions
        Parameters:
          Policy: {Type: String}
        Resources:
          Table:
            Type: AWS::DynamoDB::Table
            DeletionPolicy: !Ref Policy
            UpdateReplacePolicy: Retain
        """),
    ],
    check: .template { template, _ in
      // SAM takes functions in its own way, and so may a macro.
      guard !template.usesLanguageExtensions, !template.usesSAM else { return [] }
      return DeletionPolicies.entries(of: template).compactMap { policy in
        guard let call = IntrinsicCall(policy.value),
          !DeletionPolicies.refusedFunctions.contains(call.name),
          call.name != "Fn::Transform"
        else { return nil }
        return Problem(
          "`\(policy.name)` takes no function here", at: Label(policy.value.span),
          help: "it takes `Transform: AWS::LanguageExtensions`",
          evidence: "\(policy.resource.key.text) \(policy.name)")
      }
    }
  )
}
