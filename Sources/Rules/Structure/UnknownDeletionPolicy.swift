import ProtonLint

extension Rule {
  public static let unknownDeletionPolicy = Rule(
    id: "unknown-deletion-policy",
    category: .structure,
    severity: .error,
    finds: "a `DeletionPolicy` or `UpdateReplacePolicy` that the resource cannot have",
    why: """
      CloudFormation knows `Delete`, `Retain` and `Snapshot`, and `RetainExceptOnCreate` for a \
      deletion alone. It makes snapshots of volumes, databases and caches only, and refuses the \
      template where another resource asks for one.
      """,
    fix: "Use one of the policies that there are for the type.",
    source: userGuide + "aws-attribute-deletionpolicy.html",
    aliases: ["E3035", "E3036"],
    examples: [
      .flagged(
        "policies that are none, a list, and a snapshot of a queue",
        """
        Conditions:
          IsLarge: !Equals [!Ref AWS::Region, us-east-1]
        Transform: AWS::LanguageExtensions
        Resources:
          Table:
            Type: AWS::DynamoDB::Table
            DeletionPolicy: «Keep»
            UpdateReplacePolicy: «RetainExceptOnCreate»
          Database:
            Type: AWS::RDS::DBInstance
            «DeletionPolicy»: [Retain]
            UpdateReplacePolicy: !If [IsLarge, Retain, «Archive»]
          Queue:
            Type: AWS::SQS::Queue
            DeletionPolicy: «Snapshot»
            UpdateReplacePolicy: !Cidr «[10.0.0.0/24, 6, 5]»
        """),
      .clean(
        "every policy where it may stand",
        """
        Parameters:
          Policy: {Type: String}
        Transform: AWS::LanguageExtensions
        Resources:
          Table:
            Type: AWS::DynamoDB::Table
            DeletionPolicy: RetainExceptOnCreate
            UpdateReplacePolicy: !Ref Policy
          Database:
            Type: AWS::RDS::DBInstance
            DeletionPolicy: Snapshot
            UpdateReplacePolicy: Delete
        """),
    ],
    check: .template { template, _ in
      DeletionPolicies.entries(of: template).flatMap { policy -> [Problem] in
        let evidence = "\(policy.resource.key.text) \(policy.name)"
        if let call = IntrinsicCall(policy.value), refusedFunctions.contains(call.name) {
          return [
            Problem(
              "`\(policy.name)` does not take `\(call.name)`", at: Label(policy.value.span),
              evidence: evidence)
          ]
        }
        let type = template.writtenType(of: policy.resource.value)
        let hasSnapshots = type.map(DeletionPolicies.snapshotTypes.contains) ?? true
        let options = policy.options.filter { $0 != "Snapshot" || hasSnapshots }
        return template.faults(
          of: policy.value, under: policy.key, as: .oneOf(options), functions: .evaluated
        ).map { fault in
          Problem(
            "`\(policy.name)` of \(noun(type)) is not one of \(quotedList(options))",
            at: Label(fault.span), when: fault.condition, evidence: evidence)
        }
      }
    }
  )

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
        guard let call = IntrinsicCall(policy.value), !refusedFunctions.contains(call.name),
          call.name != "Fn::Transform"
        else { return nil }
        return Problem(
          "`\(policy.name)` takes no function here", at: Label(policy.value.span),
          help: "it takes `Transform: AWS::LanguageExtensions`",
          evidence: "\(policy.resource.key.text) \(policy.name)")
      }
    }
  )

  public static let halfDeletionPolicy = Rule(
    id: "half-deletion-policy",
    category: .structure,
    severity: .warning,
    finds: "a resource that is kept when it is deleted and not when it is replaced, or the reverse",
    why: """
      `DeletionPolicy` speaks of a resource that leaves the template, `UpdateReplacePolicy` of one \
      that a change replaces. A resource with one of them alone is lost in the other case.
      """,
    fix: "Set both.",
    source: userGuide + "aws-attribute-updatereplacepolicy.html",
    aliases: ["W3011"],
    examples: [
      .flagged(
        "a role that is kept half",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            «DeletionPolicy»: Retain
        """),
      .clean(
        "both, or the default",
        """
        Resources:
          Role:
            Type: AWS::IAM::Role
            DeletionPolicy: Retain
            UpdateReplacePolicy: Retain
          Queue:
            Type: AWS::SQS::Queue
            DeletionPolicy: Delete
          Layer:
            Type: AWS::Lambda::LayerVersion
            DeletionPolicy: Retain
        """),
    ],
    check: .template { template, _ in
      let policies = DeletionPolicies.entries(of: template)
      return policies.compactMap { policy in
        let resource = policy.resource.value
        let other = policy.name == "DeletionPolicy" ? "UpdateReplacePolicy" : "DeletionPolicy"
        guard resource[other] == nil, policy.value.isScalar, policy.value.text != "Delete",
          let type = template.writtenType(of: resource), !replacedByDesign.contains(type),
          storeTypes[type] == nil
        else { return nil }
        return Problem(
          "`\(policy.resource.key.text)` has no `\(other)` beside it",
          at: Label(policy.key.contentSpan), evidence: policy.resource.key.text)
      }
    }
  )
}

/// Functions that no policy takes, with or without the extensions.
private let refusedFunctions: Set<String> = [
  "Condition", "Fn::And", "Fn::Base64", "Fn::Cidr", "Fn::Equals", "Fn::GetAZs", "Fn::GetAtt",
  "Fn::ImportValue", "Fn::Length", "Fn::Not", "Fn::Or", "Fn::Split", "Fn::ToJsonString",
]

/// A new version replaces the last one: what is kept on deletion is the point of the policy.
private let replacedByDesign: Set<String> = [
  "AWS::Lambda::LayerVersion", "AWS::Lambda::Version",
]

private func noun(_ type: String?) -> String { type.map { "an `\($0)`" } ?? "a resource" }
