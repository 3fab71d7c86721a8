import ProtonLint

extension Rule {
  public static let exportNameOfResource = Rule(
    id: "export-name-of-resource",
    category: .structure,
    severity: .error,
    finds: "the name of an export that depends on a resource",
    why: """
      CloudFormation keeps the names of exports unique before it makes anything, so a name can be \
      made of texts and parameters alone: "the Name property of an Export can't use Ref or GetAtt \
      functions that depend on a resource".
      """,
    fix: "Make the name of `AWS::StackName`, parameters and texts.",
    source: userGuide + "outputs-section-structure.html",
    aliases: ["E6102"],
    examples: [
      .flagged(
        "names of a queue",
        """
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        Outputs:
          Arn: {Value: a, Export: {Name: !GetAtt «Queue.Arn»}}
          Url: {Value: a, Export: {Name: !Sub 'url-«${Queue}»'}}
        """),
      .clean(
        "the name of the stack",
        """
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        Outputs:
          Arn:
            Value: !GetAtt Queue.Arn
            Export: {Name: !Sub '${AWS::StackName}-arn'}
        """),
    ],
    check: .template { template, _ in
      template.writtenEntries(of: "Outputs").flatMap { entry -> [Problem] in
        guard let name = entry.value["Export"]?["Name"] else { return [] }
        return template.nameUses(below: name).filter { template.hasResource($0.name) }.map { use in
          Problem(
            "the name of an export cannot depend on `\(use.name)`", at: Label(use.span),
            evidence: entry.key.text)
        }
      }
    }
  )
}
