import ProtonLint

extension Rule {
  public static let nullProperty = Rule(
    id: "null-property",
    category: .cloudFormation,
    severity: .error,
    finds: "a value of a template that is null",
    why: """
      CloudFormation refuses a template with a null anywhere: "'null' values are not allowed in \
      templates". In a bundle it often stands on one path alone, where an unquoted expression or a \
      branch leaves nothing behind a key.
      """,
    fix: "Leave the key out, quote the expression, or use `!Ref AWS::NoValue`.",
    source:
      "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html",
    examples: [
      .flagged(
        "keys without a value",
        """
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: «null»
              «KmsMasterKeyId»:
            Metadata: {Note: «null»}
        """),
      .flagged(
        "a branch that leaves nothing, and a default that is nothing",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          service_input_type: Input
          types:
            Input:
              type: object
              properties: {fifo: {type: boolean, default: true}, name: {type: string}}
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- instance_infrastructure/cloudformation.yaml
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            «Properties»:
              {% if service_instance.inputs.fifo %}
              FifoQueue: true
              {% endif %}
          Second:
            Type: AWS::SQS::Queue
            Properties:
              QueueName: «{{ service_instance.inputs.name | default('') }}»
        """),
      .clean(
        "empty strings, and `AWS::NoValue`",
        """
        Resources:
          Queue:
            Type: AWS::SQS::Queue
            Metadata: {Note: ''}
            Properties:
              QueueName: !Ref AWS::NoValue
              Tags:
                - {Key: note, Value: ''}
        """),
    ],
    check: .template { template, _ in
      guard !template.tree.breaksOff,
        let root = template.tree.root,
        // This one removes nulls.
        !template.transforms.contains("AWS::LanguageExtensions")
      else { return [] }
      let scan = NullScan(template: template)
      let sections = root.entries.filter {
        // The rules on templates without resources, and what macros read, are others' business.
        $0.key.text != "Resources" && (template.transforms.isEmpty || $0.key.text == "Transform")
      }
      var problems: [Problem] = []
      for section in sections { scan.collectNulls(in: section, depth: 0, into: &problems) }
      for resource in template.resources where !scan.isTransformed(resource) {
        for entry in resource.node.entries {
          scan.collectNulls(in: entry, depth: 0, into: &problems)
        }
      }
      return problems
    }
  )
}

private struct NullScan {
  let template: CloudFormationTemplate

  /// SAM turns its own resources into others; a null in a state machine's definition has a meaning.
  func isTransformed(_ resource: CloudFormationTemplate.Section) -> Bool {
    resource.node["Type"]?.text.hasPrefix("AWS::Serverless::") == true
  }

  func collectNulls(in entry: SyntaxNode.Entry, depth: Int, into problems: inout [Problem]) {
    // `Fn::GetAZs` of nothing is that of the stack's region.
    guard entry.key.text != "Fn::GetAZs" else { return }
    collectNulls(in: entry.value, of: entry.key, depth: depth, into: &problems)
  }

  private func collectNulls(
    in node: SyntaxNode, of key: SyntaxNode, depth: Int, into problems: inout [Problem]
  ) {
    guard depth < 64, !node.isBrokenAlias else { return }
    switch node.kind {
    case .scalar:
      guard let (condition, reason) = null(node) else { return }
      let name = key.text
      let span = node.span.count == 0 ? key.contentSpan : node.span
      problems.append(
        Problem(
          "`\(name)` is null\(reason)", at: Label(span), help: "CloudFormation takes no nulls",
          when: condition, evidence: name))
    case .sequence:
      for item in node.items { collectNulls(in: item, of: key, depth: depth + 1, into: &problems) }
    case .mapping:
      for entry in node.entries { collectNulls(in: entry, depth: depth + 1, into: &problems) }
    case .alias: break
    }
  }

  /// When a scalar is null, and why in words.
  private func null(_ node: SyntaxNode) -> (condition: Condition, reason: String)? {
    if node.isNull { return (.always, "") }
    guard node.style == .plain, node.tag == nil, template.holdsSymbol(node) else { return nil }
    switch template.value(of: node).form {
    case .choice(let alternatives):
      let condition = alternatives.filter(\.value.isNull).reduce(Condition.never) {
        $0.or($1.condition)
      }
      return condition.isNever ? nil : (condition, "")
    case .symbol(let symbol):
      guard symbol.defaultText == "", case .input(let name) = symbol.source,
        symbol.type == .string, !isDecided(symbol)
      else { return nil }
      return (.always, " where `\(name)` is empty, its default")
    case .null, .bool, .number, .string, .list, .map, .reference, .text, .unknown: return nil
    }
  }

  /// Whether a condition of the path has looked at the symbol: it may not be empty then.
  private func isDecided(_ symbol: Symbol) -> Bool {
    template.condition.alternatives.contains { alternative in
      alternative.contains { $0.subject.name.contains(symbol.expression) }
    }
  }
}
