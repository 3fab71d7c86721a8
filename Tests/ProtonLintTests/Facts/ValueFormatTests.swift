import Testing

@testable import ProtonLint

/// A text for a format, and whether it has it.
private let texts: [(format: String, text: String, isAccepted: Bool)] = [
  ("AWS::EC2::SecurityGroup.Id", "sg-12345678", true),
  ("AWS::EC2::SecurityGroup.Id", "sg-0123456789abcdef0", true),
  ("AWS::EC2::SecurityGroup.Id", "sg-1234567", false),
  ("AWS::EC2::SecurityGroup.Id", "sg-1234567z", false),
  ("AWS::EC2::SecurityGroup.Id", "{{resolve:ssm:group}}", true),
  ("AWS::EC2::VPC.Id", "vpc-123456", false),
  ("AWS::EC2::Subnet.Id", "subnet-0123456789abcdef0", true),
  ("AWS::EC2::Image.Id", "ami-2f726546", true),
  ("AWS::EC2::Image.Id", "ami-123456", false),
  ("AWS::EC2::Image.Id", "resolve:ssm:/aws/service/ami", true),
  ("AWS::EC2::SecurityGroup.Name", "web (80)", true),
  ("AWS::EC2::SecurityGroup.Name", "web^", false),
  ("AWS::KMS::Key.Id", "1234abcd-12ab-34cd-56ef-1234567890ab", true),
  ("AWS::KMS::Key.Id", "mrk-1234abcd12ab34cd56ef1234567890ab", true),
  ("AWS::KMS::Key.Id", "alias/aws/s3", true),
  ("AWS::KMS::Key.Id", "key", false),
  ("AWS::KMS::Key.Arn", "arn:aws-cn:kms:cn-north-1:123456789012:alias/a", true),
  ("AWS::KMS::Key.Arn", "arn:aws:kms:eu-west-1:123456789012:a", false),
  ("AWS::KMS::Alias.AliasName", "alias/", false),
  ("AWS::IAM::Role.Arn", "arn:aws:iam::123456789012:role/a/b", true),
  ("AWS::IAM::Role.Arn", "arn:aws:iam::123456789012:user/a", false),
  ("AWS::IAM::Role.Arn", "arn:aws:iam:eu-west-1:123456789012:role/a", false),
  ("AWS::SNS::Topic.Arn", "arn:aws:sns:eu-west-1:123456789012:topic", true),
  ("AWS::SNS::Topic.Arn", "arn:aws:sqs:eu-west-1:123456789012:topic", false),
  ("AWS::Lambda::Function.Arn", "arn:aws:lambda:eu-west-1:123456789012:function:a:1", true),
  ("AWS::Lambda::Function.Name", "a b", false),
  ("AWS::Logs::LogGroup.Name", "/aws/lambda/a", true),
  ("AWS::Logs::LogGroup.Name", "a:b", false),
  ("AWS::S3::Bucket.Name", "my.bucket-1", true),
  ("AWS::S3::Bucket.Name", "my..bucket", false),
  ("AWS::S3::Bucket.Name", "my.-bucket", false),
  ("AWS::S3::Bucket.Name", "MyBucket", false),
  ("date", "2024-02-29", true),
  ("date", "2023-02-29", false),
  ("date-time", "2026-01-31T12:00:00.5+01:00", true),
  ("date-time", "2026-01-31T24:00:00Z", false),
  ("date-time", "2026-01-31 12:00", false),
  ("email", "a@b", true),
  ("email", "a", false),
  ("ipv4", "192.0.2.1", true),
  ("ipv4", "192.0.2.01", false),
  ("ipv4", "256.0.2.1", false),
  ("ipv6", "::", true),
  ("ipv6", "::1.2.3.4", true),
  ("ipv6", "1:2:3:4:5:6:7:8", true),
  ("ipv6", "1:2:3:4:5:6:7:8::", false),
  ("ipv6", ":1::2", false),
  ("ipv6", "1:::2", false),
  ("ipv6", "1::2::3", false),
  ("ipv4-network", "10.0.0.0/16", true),
  ("ipv4-network", "10.0.0.0/33", false),
  ("ipv6-network", "2001:db8::/56", true),
  ("ipv6-network", "10.0.0.0/8", false),
  ("json", "{\"a\": 1}", true),
  ("json", "{a: 1}", false),
  ("regex", "^a+$", true),
  ("regex", "a(", false),
  ("time", "12:00:00Z", true),
  ("time", "12:00", false),
  ("uri", "https://example.com/a?b#c", true),
  ("uri", "example.com", false),
  ("uri", "https://example.com/a b", false),
]

@Test func formatsAcceptWhatHasThem() throws {
  for (name, text, isAccepted) in texts {
    let format = try #require(ValueFormat.named(name), "\(name)")
    #expect(format.accepts(text) == isAccepted, "\(name): \(text)")
  }
  for format in ValueFormat.all {
    #expect(
      !format.words.isEmpty && texts.contains { $0.format == format.name }
        || format.name == "AWS::ACM::Certificate.Arn", "\(format.name)")
  }
}

@Test func blocksOfAddressesHoldOneAnother() throws {
  func block(_ text: String) throws -> AddressBlock { try #require(AddressBlock(text), "\(text)") }
  #expect(try block("10.0.0.0/16").contains(block("10.0.255.0/24")))
  #expect(try !block("10.0.0.0/16").contains(block("10.1.0.0/24")))
  #expect(try !block("10.0.0.0/24").contains(block("10.0.0.0/16")))
  #expect(try block("10.0.0.0/24").overlaps(block("10.0.0.0/16")))
  #expect(try !block("10.0.0.0/25").overlaps(block("10.0.0.128/25")))
  #expect(try block("0.0.0.0/0").contains(block("255.255.255.255/32")))
  #expect(try !block("0.0.0.0/0").contains(block("::/0")))
  #expect(try block("2001:db8::/56").contains(block("2001:db8:0:ff::/64")))
  #expect(try !block("2001:db8::/56").contains(block("2001:db8:0:100::/64")))
  #expect(try block("10.0.0.7/24") == block("10.0.0.0/24"))
  for text in ["10.0.0.0", "10.0.0.0/", "10.0.0.0/+8", "10.0.0/8", "::/129", "a/8", "/8"] {
    #expect(AddressBlock(text) == nil, "\(text)")
  }
}

@Test(arguments: [
  ("cron(15 10 * * ? *)", true), ("cron(0 18 ? * MON-FRI *)", true),
  ("cron(0/10 * ? * MON-FRI *)", true), ("cron(0 9 ? * 2#1 *)", true),
  ("cron(0 9 15W * ? 2026/2)", true), ("cron(0 9 L-3 1,6 ? *)", true),
  ("cron(0 9 ? * 6L *)", true), ("cron(60 9 * * ? *)", false), ("cron(0 9 * 13 ? *)", false),
  ("cron(0 9 0 * ? *)", false), ("cron(0 9 ? * 8 *)", false), ("cron(0 9 ? * ? *)", false),
  ("cron(0 9 * * * *)", false), ("cron(0 9 ? * 2#6 *)", false), ("cron(0 */1 * * WED)", false),
  ("cron()", false), ("rate()", false), ("rate(5)", false), ("rate(five minutes)", false),
  ("rate(0 minutes)", false), ("rate(1 hour)", true), ("rate(1 hours)", false),
  ("rate(2 hour)", false), ("rate(5 weeks)", false), ("daily", false),
  ("at(2026-11-20T13:00:00)", false),
])
func schedulesAreRead(_ text: String, isOne: Bool) {
  #expect((ScheduleExpression.fault(in: text, for: .rule) == nil) == isOne)
}
