import ProtonLint

extension Rule {
  public static let invalidVirtualName = Rule(
    id: "invalid-virtual-name",
    category: .properties,
    severity: .error,
    finds: "a virtual name of a block device that is none of an instance store",
    why: """
      A block device without `Ebs` is a disk of the host, and its virtual name is `ephemeral0` \
      to `ephemeral23`. EC2 refuses any other.
      """,
    fix: "Write `ephemeral` and a number, or describe a volume in `Ebs`.",
    source:
      "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-device-mapping-concepts.html",
    aliases: ["E3715"],
    examples: [
      .flagged(
        "a letter for a number",
        """
        Resources:
          Web:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-12345678
              BlockDeviceMappings: [{DeviceName: /dev/sdm, VirtualName: «ephemeralA»}]
        """),
      .clean(
        "a disk, and a volume",
        """
        Resources:
          Web:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-12345678
              BlockDeviceMappings:
                - {DeviceName: /dev/sdm, VirtualName: ephemeral0}
                - {DeviceName: /dev/sdn, VirtualName: data, Ebs: {VolumeSize: 20}}
        """),
    ],
    check: .resource(ResourceTypes(cloudFormation: Resource.typesWithBlockDevices)) { resource, _ in
      resource.blockDevices.flatMap { device in
        device.value.readings(of: "VirtualName", "Ebs", "NoDevice").compactMap { reading in
          guard reading["Ebs"] == nil, reading["NoDevice"] == nil,
            let value = reading["VirtualName"], let name = value.string, !isInstanceStore(name)
          else { return nil }
          return Problem(
            "`\(name)` is no disk of an instance store: they are `ephemeral0` to `ephemeral23`",
            at: Label(value.span), when: device.condition.and(reading.condition), evidence: name)
        }
      }
    }
  )
}

private func isInstanceStore(_ name: String) -> Bool {
  guard name.hasPrefix("ephemeral"), let number = Int(name.dropFirst("ephemeral".count)) else {
    return false
  }
  return (0...23).contains(number) && name == "ephemeral\(number)"
}
