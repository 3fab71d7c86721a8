/// A named form that a literal text must have: the id of a subnet, the ARN of a role, an address.
///
/// The names are those of the keyword `format` in the schemas of CloudFormation's registry and of
/// cfn-lint's additions to them. A format accepts what AWS may accept: it knows neither accounts
/// nor regions, and nothing that exists.
public struct ValueFormat: Sendable {
  public let name: String
  /// What a text should be, for messages: "the id of a subnet, as `subnet-` and 8 or 17 digits…".
  public let words: String
  private let test: @Sendable (Substring.UTF8View) -> Bool

  init(_ name: String, _ words: String, _ test: @escaping @Sendable (Substring.UTF8View) -> Bool) {
    self.name = name
    self.words = words
    self.test = test
  }

  /// Nil for a name that is not known, which any text satisfies.
  public static func named(_ name: String) -> ValueFormat? { table[name] }

  /// Whether a text has the form; the text is all of the value, with nothing unknown in it.
  public func accepts(_ text: String) -> Bool {
    // What CloudFormation puts in for a dynamic reference is not known.
    text.hasPrefix("{{resolve:") || test(text[...].utf8)
  }

  /// In the order of their names, for tests.
  static var all: [ValueFormat] { table.values.sorted { $0.name < $1.name } }

  private static let table = Dictionary(
    (identifiers + names + arns + generalFormats).map { ($0.name, $0) }, uniquingKeysWith: { $1 })
}

/// Ids that a service makes up.
///
/// Source: the API references of EC2 ("Resource IDs", 8 or 17 hexadecimal digits) and of KMS.
private let identifiers: [ValueFormat] = [
  ValueFormat(
    "AWS::EC2::Image.Id", "the id of an AMI, as `ami-` and 8 or 17 letters and digits"
  ) { text in
    // A launch template may name a parameter of the Systems Manager instead.
    text.hasPrefix("resolve:ssm") || isResourceID(text, "ami-", isLowercaseOrDigit)
  },
  ValueFormat(
    "AWS::EC2::SecurityGroup.Id",
    "the id of a security group, as `sg-` and 8 or 17 hexadecimal digits"
  ) { isResourceID($0, "sg-", isHexDigit) },
  ValueFormat(
    "AWS::EC2::Subnet.Id", "the id of a subnet, as `subnet-` and 8 or 17 hexadecimal digits"
  ) { isResourceID($0, "subnet-", isHexDigit) },
  ValueFormat("AWS::EC2::VPC.Id", "the id of a VPC, as `vpc-` and 8 or 17 hexadecimal digits") {
    isResourceID($0, "vpc-", isHexDigit)
  },
  ValueFormat("AWS::KMS::Key.Id", "the id of a KMS key (a UUID), or `alias/` and a name") { text in
    isUUID(text)
      || text.dropPrefix("mrk-").map { $0.count == 32 && $0.allSatisfy(isHexDigit) } == true
      || isAlias(text)
  },
]

private let names: [ValueFormat] = [
  ValueFormat(
    "AWS::EC2::SecurityGroup.Name",
    "the name of a security group: letters, digits, spaces and ``._-:/()#,@[]+=&;{}!$*``"
  ) { text in
    !text.isEmpty && text.allSatisfy { isWordByte($0) || " .-:/()#,@[]+=&;{}!$*".utf8.contains($0) }
  },
  ValueFormat("AWS::KMS::Alias.AliasName", "the name of a KMS alias, as `alias/` and a name") {
    isAlias($0)
  },
  ValueFormat(
    "AWS::Lambda::Function.Name",
    "the name of a function: up to 140 letters, digits, hyphens and underscores"
  ) { (1...140).contains($0.count) && $0.allSatisfy { isWordByte($0) || $0 == hyphen } },
  ValueFormat(
    "AWS::Logs::LogGroup.Name",
    "the name of a log group: up to 512 letters, digits and `.-_/#`"
  ) {
    (1...512).contains($0.count) && $0.allSatisfy { isWordByte($0) || ".-/#".utf8.contains($0) }
  },
  ValueFormat(
    "AWS::S3::Bucket.Name",
    "the name of a bucket: 3 to 63 small letters, digits, hyphens and dots, with a letter or digit "
      + "at both ends and beside each dot"
  ) { isBucketName($0) },
]

private let arns: [ValueFormat] = [
  ValueFormat("AWS::ACM::Certificate.Arn", "the ARN of a certificate") {
    isARN($0, of: "acm") { $0.dropPrefix("certificate/")?.isEmpty == false }
  },
  ValueFormat("AWS::IAM::Role.Arn", "the ARN of a role, as `arn:aws:iam::123456789012:role/name`") {
    isARN($0, of: "iam", hasRegion: false) { $0.dropPrefix("role/")?.isEmpty == false }
  },
  ValueFormat("AWS::KMS::Key.Arn", "the ARN of a KMS key or alias") {
    isARN($0, of: "kms") { rest in
      (rest.dropPrefix("key/") ?? rest.dropPrefix("alias/"))?.isEmpty == false
    }
  },
  ValueFormat("AWS::Lambda::Function.Arn", "the ARN of a Lambda function") {
    isARN($0, of: "lambda") { $0.dropPrefix("function:")?.isEmpty == false }
  },
  ValueFormat("AWS::SNS::Topic.Arn", "the ARN of an SNS topic") {
    isARN($0, of: "sns") { !$0.isEmpty }
  },
]

// MARK: The parts of those formats

private let hyphen = UInt8(ascii: "-")

func isDecimalDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

private func isLowercaseOrDigit(_ byte: UInt8) -> Bool {
  isDecimalDigit(byte) || (0x61...0x7A).contains(byte)
}

/// A letter, a digit or an underscore.
package func isWordByte(_ byte: UInt8) -> Bool {
  isLowercaseOrDigit(byte) || (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "_")
}

extension Substring.UTF8View {
  func hasPrefix(_ prefix: StaticString) -> Bool { dropPrefix(prefix) != nil }

  /// What follows a prefix; nil where the text does not begin with it.
  func dropPrefix(_ prefix: StaticString) -> Substring.UTF8View? {
    prefix.withUTF8Buffer { bytes in
      starts(with: bytes) ? dropFirst(bytes.count) : nil
    }
  }
}

private func isResourceID(
  _ text: Substring.UTF8View, _ prefix: StaticString, _ isDigit: (UInt8) -> Bool
) -> Bool {
  guard let digits = text.dropPrefix(prefix) else { return false }
  return (digits.count == 8 || digits.count == 17) && digits.allSatisfy(isDigit)
}

private func isUUID(_ text: Substring.UTF8View) -> Bool {
  let groups = text.split(separator: hyphen, omittingEmptySubsequences: false)
  return groups.map(\.count) == [8, 4, 4, 4, 12] && groups.allSatisfy { $0.allSatisfy(isHexDigit) }
}

private func isAlias(_ text: Substring.UTF8View) -> Bool {
  guard let name = text.dropPrefix("alias/") else { return false }
  return !name.isEmpty && name.allSatisfy { isWordByte($0) || ":/-".utf8.contains($0) }
}

/// See "Bucket naming rules" in the user guide of S3. An empty name is none, and S3 makes one up.
private func isBucketName(_ text: Substring.UTF8View) -> Bool {
  guard !text.isEmpty else { return true }
  guard (3...63).contains(text.count) else { return false }
  let labels = text.split(separator: dot, omittingEmptySubsequences: false)
  return labels.allSatisfy { label in
    guard let first = label.first, let last = label.last, first != hyphen, last != hyphen else {
      return false
    }
    return label.allSatisfy { isLowercaseOrDigit($0) || $0 == hyphen }
  }
}

/// `arn:partition:service:region:account:resource`, whose resource may hold colons.
private func isARN(
  _ text: Substring.UTF8View, of service: StaticString, hasRegion: Bool = true,
  _ isResource: (Substring.UTF8View) -> Bool
) -> Bool {
  let parts = text.split(
    separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
  guard parts.count == 6, parts[0].elementsEqual("arn".utf8), parts[1].hasPrefix("aws"),
    parts[1].allSatisfy({ isWordByte($0) || $0 == hyphen }),
    service.withUTF8Buffer({ parts[2].elementsEqual($0) })
  else { return false }
  let isRegion =
    hasRegion
    ? !parts[3].isEmpty && parts[3].allSatisfy { isLowercaseOrDigit($0) || $0 == hyphen }
    : parts[3].isEmpty
  return isRegion && parts[4].count == 12 && parts[4].allSatisfy(isDecimalDigit)
    && isResource(parts[5])
}
