import ProtonLint

extension Rule {
  public static let templateOverLimit = Rule(
    id: "template-over-limit",
    category: .cloudFormation,
    severity: .error,
    finds: "a template with more than CloudFormation takes",
    why: """
      CloudFormation refuses a template with more than 500 resources, 200 outputs, 200 parameters or \
      200 mappings, with more than 200 keys in a mapping, a description of more than 1024 bytes or a \
      value of a parameter of more than 4096, or of more than 1 MB. A loop in a template reaches that \
      without a look of it.
      """,
    fix: "Split the template, or bound the loop.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html",
    aliases: ["E1002", "E1003", "E2010", "E2011", "E3010", "E6010", "E7010"],
    examples: [
      .flagged(
        "a loop that makes too many outputs",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        «Outputs»:
          {%- for number in range(201) %}
          Output{{ number }}: {Value: !Ref Queue}
          {%- endfor %}
        """),
      .flagged(
        "a description that is too long",
        """
        Description: «\(String(repeating: "long", count: 257))»
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        """),
      .clean(
        "as many as are permitted",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types: {Input: {type: object, properties: {port: {type: integer, default: 80}}}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Queue: {Type: AWS::SQS::Queue}
        Outputs:
          {%- for number in range(200) %}
          Output{{ number }}: {Value: !Ref Queue}
          {%- endfor %}
        """),
    ],
    check: .template { template, _ in
      let counts = limits.compactMap { section, limit -> Problem? in
        guard let entry = template.tree.root?.entry(section), entry.value.isMapping else {
          return nil
        }
        let count = entry.value.entries.reduce(into: 0) { count, _ in count += 1 }
        guard count > limit else { return nil }
        return Problem(
          "this template has \(count) \(section.lowercased()); CloudFormation takes \(limit)",
          at: Label(entry.key.contentSpan), evidence: section)
      }
      let parts = counts + keyCounts(of: template) + texts(of: template)
      let size = template.tree.text.count
      guard size > sizeLimit else { return parts }
      return parts + [
        Problem(
          "this template comes to \(size) bytes; CloudFormation takes \(sizeLimit)",
          at: Label(.file(template.file)), evidence: "size")
      ]
    }
  )
}

/// Mappings, and upper keys of mappings, with too many keys.
private func keyCounts(of template: CloudFormationTemplate) -> [Problem] {
  let mappings = template.mappings.map { Array($0.entries) } ?? []
  return (mappings + mappings.flatMap { Array($0.value.entries) }).compactMap { entry in
    let count = entry.value.entries.reduce(into: 0) { count, _ in count += 1 }
    guard count > keyLimit else { return nil }
    return Problem(
      "`\(entry.key.text)` has \(count) keys; CloudFormation takes \(keyLimit)",
      at: Label(entry.key.contentSpan), evidence: entry.key.text)
  }
}

/// Descriptions and values of parameters that are too long.
private func texts(of template: CloudFormationTemplate) -> [Problem] {
  var found: [(node: SyntaxNode?, name: String, limit: Int)] = [
    (template.tree.root?["Description"], "Description", 1024)
  ]
  for parameter in template.parameters {
    found.append((parameter.node["Description"], "\(parameter.name).Description", 4000))
    found.append((parameter.defaultValue, "\(parameter.name).Default", 4096))
    for value in parameter.node["AllowedValues"].map({ Array($0.items) }) ?? [] {
      found.append((value, "\(parameter.name).AllowedValues", 4096))
    }
  }
  for output in template.outputs {
    found.append((output.node["Description"], "\(output.name).Description", 1024))
  }
  return found.compactMap { node, name, limit in
    guard let node, node.isScalar, node.textBytes.count > limit, !template.holdsSymbol(node) else {
      return nil
    }
    return Problem(
      "this text has \(node.textBytes.count) bytes; CloudFormation takes \(limit)",
      at: Label(node.contentSpan), evidence: name)
  }
}

private let limits: KeyValuePairs<String, Int> = [
  "Resources": 500, "Outputs": 200, "Parameters": 200, "Mappings": 200,
]

/// In a mapping, and below each of its upper keys.
private let keyLimit = 200

/// Of a template that is given as an S3 object.
private let sizeLimit = 1 << 20
