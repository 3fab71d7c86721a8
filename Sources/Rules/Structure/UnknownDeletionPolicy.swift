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
        if let call = IntrinsicCall(policy.value),
          DeletionPolicies.refusedFunctions.contains(call.name)
        {
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
}

private func noun(_ type: String?) -> String { type.map { "an `\($0)`" } ?? "a resource" }
