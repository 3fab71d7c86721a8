import ProtonLint

extension Rule {
  public static let outputOfImport = Rule(
    id: "output-of-import",
    category: .structure,
    severity: .note,
    finds: "an output whose value is an import from another stack",
    why: """
      An output that passes an import on makes a chain: the first stack cannot change its export \
      until every stack along the chain has been changed, and nobody sees how long it is.
      """,
    fix: "Import the value where it is used.",
    source: userGuide + "using-cfn-stack-exports.html",
    aliases: ["W6001"],
    examples: [
      .flagged(
        "an import that is passed on",
        """
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        Outputs:
          Vpc: {Value: !ImportValue «network-vpc»}
        """),
      .clean(
        "an import that is used",
        """
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties: {KmsMasterKeyId: !ImportValue key-arn}
        Outputs:
          Url: {Value: !Ref Queue}
        """),
    ],
    check: .template { template, _ in
      template.writtenEntries(of: "Outputs").compactMap { entry in
        guard let value = entry.value["Value"], let call = IntrinsicCall(value),
          call.name == "Fn::ImportValue"
        else { return nil }
        return Problem(
          "output `\(entry.key.text)` passes an import on",
          at: Label(call.argument.isScalar ? call.argument.span : entry.key.contentSpan),
          evidence: entry.key.text)
      }
    }
  )
}
