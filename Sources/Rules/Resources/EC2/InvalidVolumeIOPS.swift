import ProtonLint

extension Rule {
  public static let invalidVolumeIOPS = Rule(
    id: "invalid-volume-iops",
    category: .properties,
    severity: .error,
    finds: "a volume of an instance with more or fewer operations a second than its type has",
    why: """
      A volume of the types `io1` and `io2` needs `Iops` within the limits of its type, one of \
      `gp3` may have them. EC2 refuses the launch otherwise.
      """,
    fix: "Set `Iops` within the limits of the type.",
    source:
      "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html",
    aliases: ["E3671"],
    examples: [
      .flagged(
        "too few, and none",
        """
        Resources:
          Web:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-12345678
              BlockDeviceMappings:
                - {DeviceName: /dev/sda, Ebs: {VolumeType: io1, VolumeSize: 20, Iops: «10»}}
                - {DeviceName: /dev/sdb, Ebs: {VolumeType: «io2», VolumeSize: 20}}
        """),
      .clean(
        "within the limits",
        """
        Resources:
          Web:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-12345678
              BlockDeviceMappings:
                - {DeviceName: /dev/sda, Ebs: {VolumeType: io1, VolumeSize: 20, Iops: 100}}
                - {DeviceName: /dev/sdb, Ebs: {VolumeType: gp3, VolumeSize: 20}}
        """),
    ],
    check: .resource(ResourceTypes(cloudFormation: Resource.typesWithBlockDevices)) { resource, _ in
      resource.blockDevices.flatMap { device in
        device.value.values(at: ["Ebs"]).flatMap { volume in
          volume.value.readings(of: "VolumeType", "Iops").compactMap { reading -> Problem? in
            guard let type = reading["VolumeType"], let name = type.string,
              let limits = operations[name]
            else { return nil }
            let condition = device.condition.and(volume.condition).and(reading.condition)
            guard let iops = reading["Iops"] else {
              return name == "gp3"
                ? nil
                : Problem(
                  "a volume of the type `\(name)` needs `Iops`", at: Label(type.span),
                  when: condition, evidence: name)
            }
            guard let number = iops.number, !limits.contains(number) else { return nil }
            return Problem(
              "`Iops` is \(iops.words), but a volume of the type `\(name)` has "
                + "\(Int(limits.lowerBound)) to \(Int(limits.upperBound))",
              at: Label(iops.span), when: condition, evidence: name)
          }
        }
      }
    }
  )
}

/// Operations a second, by type of volume.
///
/// Source: "Amazon EBS volume types" in the user guide of EBS.
private let operations: [String: ClosedRange<Double>] = [
  "gp3": 3_000...80_000,
  "io1": 100...64_000,
  "io2": 100...256_000,
]
