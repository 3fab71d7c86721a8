import ProtonLint

extension Rule {
  public static let functionWithoutTransform = Rule(
    id: "function-without-transform",
    category: .functions,
    severity: .error,
    finds: "a function of a transform that the template does not declare",
    why: """
      `Fn::ForEach`, `Fn::Length`, `Fn::ToJsonString` and the default of `Fn::FindInMap` are there \
      with `Transform: AWS::LanguageExtensions` alone. Without it, CloudFormation refuses the template.
      """,
    fix: "Add `Transform: AWS::LanguageExtensions`; it goes before other transforms.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-languageextensions.html",
    aliases: ["E1011", "E1030", "E1031", "E1032"],
    examples: [
      .flagged(
        "without the transform",
        """
        Mappings:
          Names: {eu-west-1: {name: a}}
        Resources:
          «Fn::ForEach::Topics»:
            - Name
            - [a, b]
            - '${Name}': {Type: AWS::SNS::Topic}
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              DelaySeconds: !Length «[a, b]»
              QueueName: !FindInMap [Names, a, b, «{DefaultValue: c}»]
              RedrivePolicy: {«Fn::ToJsonString»: {a: b}}
        """),
      .clean(
        "with it",
        """
        Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
        Resources:
          Fn::ForEach::Topics:
            - Name
            - [a, b]
            - '${Name}': {Type: AWS::SNS::Topic}
          Queue:
            Type: AWS::SQS::Queue
            Properties: {DelaySeconds: !Length [a, b]}
        """),
    ],
    check: functionFaults { fault in
      guard case .missingTransform(let transform, let feature) = fault.kind else { return nil }
      return fault.problem(
        "`\(feature)` needs the transform `\(transform)`", evidence: feature)
    }
  )
}
