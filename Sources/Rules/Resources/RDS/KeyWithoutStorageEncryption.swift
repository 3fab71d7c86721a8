import ProtonLint

extension Rule {
  public static let keyWithoutStorageEncryption = Rule(
    id: "key-without-storage-encryption",
    category: .properties,
    severity: .error,
    finds: "a key for the storage of an instance that is not encrypted",
    why: """
      `KmsKeyId` says with which key the storage is encrypted, and not that it is. RDS refuses a \
      key without `StorageEncrypted: true`.
      """,
    fix: "Set `StorageEncrypted: true`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html",
    aliases: ["E3720"],
    examples: [
      .flagged(
        "a key for nothing",
        """
        Resources:
          Instance:
            Type: AWS::RDS::DBInstance
            «Properties»:
              DBInstanceClass: db.t4g.small
              AllocatedStorage: 20
              Engine: postgres
              KmsKeyId: alias/databases
        """),
      .flagged(
        "encryption that is turned off",
        """
        Resources:
          Instance:
            Type: AWS::RDS::DBInstance
            Properties:
              DBInstanceClass: db.t4g.small
              AllocatedStorage: 20
              Engine: postgres
              KmsKeyId: alias/databases
              StorageEncrypted: «false»
        """),
      .clean(
        "encrypted with the key",
        """
        Resources:
          Instance:
            Type: AWS::RDS::DBInstance
            Properties:
              DBInstanceClass: db.t4g.small
              AllocatedStorage: 20
              Engine: postgres
              KmsKeyId: alias/databases
              StorageEncrypted: true
        """),
    ],
    check: .schema(.ruled)
  )
}
