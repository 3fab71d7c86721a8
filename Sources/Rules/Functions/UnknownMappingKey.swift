import ProtonLint

extension Rule {
  public static let unknownMappingKey = Rule(
    id: "unknown-mapping-key",
    category: .functions,
    severity: .error,
    finds: "a key that `Fn::FindInMap` looks up and the mapping does not have",
    why: """
      CloudFormation looks keys up before it makes anything, and refuses the deployment where one \
      is missing: case counts, and so does the order of the two keys.
      """,
    fix: "Correct the key, add it to the mapping, or give a `DefaultValue`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-findinmap.html",
    aliases: ["E1011"],
    examples: [
      .flagged(
        "keys that are not there",
        """
        Conditions:
          IsLarge: !Equals [!Ref AWS::Region, us-east-1]
        Mappings:
          Sizes:
            small: {memory: 512}
            large: {memory: 2048}
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: arn:aws:iam::111122223333:role/function
              Code: {S3Bucket: bucket, S3Key: code.zip}
              MemorySize: !FindInMap [Sizes, «Small», memory]
              Timeout: !FindInMap [Sizes, small, «timeout»]
              Description: !FindInMap [Sizes, !Ref AWS::Region, «text»]
              Handler: !If [IsLarge, !FindInMap [Sizes, «huge», memory], b]
        """),
      .clean(
        "keys that are there, and one with a default",
        """
        Transform: AWS::LanguageExtensions
        Mappings:
          Sizes:
            small: {memory: 512}
            large: {memory: 2048, timeout: 5}
        Resources:
          Function:
            Type: AWS::Lambda::Function
            Properties:
              Role: arn:aws:iam::111122223333:role/function
              Code: {S3Bucket: bucket, S3Key: code.zip}
              MemorySize: !FindInMap [Sizes, small, memory]
              Timeout: !FindInMap [Sizes, small, timeout, {DefaultValue: 3}]
              Description: !FindInMap [Sizes, !Ref AWS::Region, timeout]
        """),
    ],
    check: functionFaults { fault in
      guard case .unknownKey(let key, let mapping, let keys, let keysSpan) = fault.kind else {
        return nil
      }
      let close = closestName(to: key, among: keys)
      return fault.problem(
        "`\(mapping)` has no key `\(key)`", related: [Label(keysSpan, "the keys are here")],
        help: close.map { "did you mean `\($0)`?" }, evidence: "\(mapping) \(key)")
    }
  )
}
