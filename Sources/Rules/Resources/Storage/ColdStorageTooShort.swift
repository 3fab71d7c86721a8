import ProtonLint

extension Rule {
  public static let coldStorageTooShort = Rule(
    id: "cold-storage-too-short",
    category: .properties,
    severity: .error,
    finds: "a backup that is deleted less than 90 days after it went to cold storage",
    why: """
      A backup stays in cold storage for 90 days at least. AWS Backup refuses a plan that \
      deletes it earlier.
      """,
    fix: "Set `DeleteAfterDays` to at least 90 more than `MoveToColdStorageAfterDays`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-backup-backupplan-lifecycleresourcetype.html",
    aliases: ["E3504"],
    examples: [
      .flagged(
        "three weeks",
        """
        Resources:
          Plan:
            Type: AWS::Backup::BackupPlan
            Properties:
              BackupPlan:
                BackupPlanName: daily
                BackupPlanRule:
                  - RuleName: daily
                    TargetBackupVault: vault
                    Lifecycle: {MoveToColdStorageAfterDays: 7, DeleteAfterDays: «30»}
        """),
      .clean(
        "ninety days",
        """
        Resources:
          Plan:
            Type: AWS::Backup::BackupPlan
            Properties:
              BackupPlan:
                BackupPlanName: daily
                BackupPlanRule:
                  - RuleName: daily
                    TargetBackupVault: vault
                    Lifecycle: {MoveToColdStorageAfterDays: 7, DeleteAfterDays: 97}
                    CopyActions: [{Lifecycle: {DeleteAfterDays: 30}}]
        """),
    ],
    check: .resource(.cloudFormation("AWS::Backup::BackupPlan")) { plan, _ in
      let rules = ["BackupPlan", "BackupPlanRule", "[]"]
      let lifecycles =
        plan.properties.values(at: (rules + ["Lifecycle"])[...])
        + plan.properties.values(at: (rules + ["CopyActions", "[]", "Lifecycle"])[...])
      return lifecycles.flatMap { lifecycle in
        lifecycle.value.readings(of: "DeleteAfterDays", "MoveToColdStorageAfterDays").compactMap {
          reading in
          guard let end = reading["DeleteAfterDays"], let days = end.number, days > 0,
            let start = reading["MoveToColdStorageAfterDays"]?.number, start > 0,
            days - start < 90
          else { return nil }
          return Problem(
            "the backup is deleted after \(end.words) days, less than 90 days after it went to cold "
              + "storage",
            at: Label(end.span), when: lifecycle.condition.and(reading.condition),
            evidence: plan.logicalID)
        }
      }
    }
  )
}
