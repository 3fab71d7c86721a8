import ProtonLint

extension Rule {
  public static let readOnlyProperty = Rule(
    id: "read-only-property",
    category: .properties,
    severity: .warning,
    finds: "a value for a property that only the service sets",
    why: """
      CloudFormation does not hand the value to the service, and what the service sets in its place \
      is reported as drift for ever.
      """,
    fix: "Leave the property out; read it with `Fn::GetAtt`.",
    source:
      "https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html",
    aliases: ["E3040"],
    examples: [
      .flagged(
        "an ARN of one's own making",
        """
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
            Properties:
              «Arn»: arn:aws:s3:::payments
        """),
      .clean(
        "a name, which is the author's to choose",
        """
        Resources:
          Bucket:
            Type: AWS::S3::Bucket
            Properties:
              BucketName: payments-of-today
        """),
    ],
    check: .template { template, model in
      template.resources.flatMap { resource -> [Problem] in
        guard let type = template.type(ofResource: resource.name, in: model.resourceTypes),
          let properties = resource.node["Properties"]
        else { return [] }
        let paths = properties.entries.flatMap { type.readOnlyPaths(below: $0.key.text) }
        return paths.flatMap { path in
          keys(at: path.split(separator: "/").map(String.init)[...], in: properties).map { key in
            Problem(
              "only the service sets `\(key.text)`", at: Label(key.contentSpan),
              evidence: "\(resource.name) \(path)")
          }
        }
      }
    }
  )
}

/// The keys that a path of a resource type's schema leads to; `*` stands for each element.
private func keys(at path: ArraySlice<String>, in node: SyntaxNode) -> [SyntaxNode] {
  guard let first = path.first else { return [] }
  if first == "*" {
    return node.items.flatMap { keys(at: path.dropFirst(), in: $0) }
  }
  guard let entry = node.entry(first) else { return [] }
  return path.count == 1 ? [entry.key] : keys(at: path.dropFirst(), in: entry.value)
}
