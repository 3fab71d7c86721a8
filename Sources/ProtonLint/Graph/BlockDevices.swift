extension Resource {
  /// What leads to the block devices of a type.
  private static let blockDevicePaths: [String: [String]] = [
    "AWS::AutoScaling::LaunchConfiguration": ["BlockDeviceMappings", "[]"],
    "AWS::EC2::Instance": ["BlockDeviceMappings", "[]"],
    "AWS::EC2::LaunchTemplate": ["LaunchTemplateData", "BlockDeviceMappings", "[]"],
    "AWS::EC2::SpotFleet": [
      "SpotFleetRequestConfigData", "LaunchSpecifications", "[]", "BlockDeviceMappings", "[]",
    ],
    "AWS::OpsWorks::Instance": ["BlockDeviceMappings", "[]"],
  ]

  public static var typesWithBlockDevices: [String] { blockDevicePaths.keys.sorted() }

  /// The block device mappings of an instance, or of what starts instances.
  public var blockDevices: [Value.Alternative] {
    Self.blockDevicePaths[type].map { properties.values(at: $0[...]) } ?? []
  }
}
