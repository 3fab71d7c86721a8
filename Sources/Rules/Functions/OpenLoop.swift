import ProtonLint

extension Rule {
  public static let openLoop = Rule(
    id: "open-loop",
    category: .functions,
    severity: .note,
    finds: "a loop whose values a deployer gives, so that what it makes is not looked at",
    why: """
      A loop over values that stand in the template is written out, and every rule looks at each \
      resource of it. What a loop over a parameter makes is not known before the deployment: no rule \
      can speak of it, and names that are not declared may be made by it.
      """,
    fix: "Nothing is wrong. Where the values are few and known, write them into the loop.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html",
    presets: [.all],
    examples: [
      .flagged(
        "a loop over a parameter",
        """
        Transform: AWS::LanguageExtensions
        Parameters:
          Names: {Type: CommaDelimitedList}
        Resources:
          «Fn::ForEach::Topics»:
            - Name
            - !Ref Names
            - 'Topic${Name}': {Type: AWS::SNS::Topic}
        """),
      .clean(
        "a loop over values of the template",
        """
        Transform: AWS::LanguageExtensions
        Resources:
          Fn::ForEach::Topics:
            - Name
            - [Red, Green]
            - 'Topic${Name}': {Type: AWS::SNS::Topic}
        """),
    ],
    check: functionFaults { fault in
      guard case .openLoop = fault.kind else { return nil }
      return fault.problem("what this loop makes is known at deployment, and not looked at here")
    }
  )
}
