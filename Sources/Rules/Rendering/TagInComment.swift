import ProtonLint

extension Rule {
  public static let tagInComment = Rule(
    id: "tag-in-comment",
    category: .rendering,
    severity: .warning,
    finds: "Jinja in a comment of YAML that still takes effect",
    why: """
      Jinja knows nothing of YAML's comments: what stands behind a `#` is evaluated like all else. \
      A line that was commented out fails the deployment where a name in it has no value, and an \
      `if` in it goes on to decide on the lines below.
      """,
    fix: "Use Jinja's comments, `{# … #}`, or remove the line.",
    source: "https://jinja.palletsprojects.com/en/stable/templates/#comments",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an output that was commented out",
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
          Parameter:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: 'a # b {{ service_instance.inputs.port }}'
              # Description: '{{ «environment.outputs.VpcId» }}'
        """),
      .clean(
        "a comment of Jinja, and a name that always has a value",
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
          # Deployed for {{ service.name }}
          Parameter:
            Type: AWS::SSM::Parameter
            Properties:
              Type: String
              Value: '{{ service_instance.inputs.port }}'
              {# Description: '{{ environment.outputs.VpcId }}' #}
        """),
    ],
    check: .bundle { bundle, model in
      model.templates(of: bundle.id).flatMap(evaluatedComments)
    }
  )
}

/// The reads in comments that can fail: what others give may not be there, and need not be there
/// for a comment.
private func evaluatedComments(in template: ResourceGraph.TemplateFile) -> [Problem] {
  let renderings = template.renderings
  let reads = renderings.reads.filter {
    $0.namespace.hasSuffix("outputs") && $0.name != nil
      && isInComment($0.span, of: renderings.template.bytes)
  }
  // A script has comments of its own, which are part of its text.
  let inTexts = template.paths.reduce(into: Set<Span>()) { texts, path in
    texts.formUnion(path.placesInScalars(among: reads.map(\.span)))
  }
  return reads.filter { !inTexts.contains($0.span) }.map { read in
    Problem(
      "this is evaluated although it stands in a comment of YAML", at: Label(read.span),
      help: "make it a comment of Jinja: `{# … #}`", when: renderings.condition(of: read),
      evidence: read.name ?? "")
  }
}

/// Whether a `#` that begins a comment stands before a place in its line. No comment is as long as
/// what is not looked at.
private func isInComment(_ span: Span, of bytes: [UInt8]) -> Bool {
  var quote: UInt8?
  var previous = UInt8(ascii: " ")
  let line = bytes[max(0, span.start - 1000)..<span.start]
  guard
    let start = line.lastIndex(of: UInt8(ascii: "\n")).map({ $0 + 1 })
      ?? (line.startIndex == 0 ? 0 : nil)
  else { return false }
  for byte in line[start...] {
    if let open = quote {
      if byte == open { quote = nil }
    } else if byte == UInt8(ascii: "#"), previous == 0x20 || previous == 0x09 {
      return true
    } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\""), !isLetter(previous) {
      quote = byte
    }
    previous = byte
  }
  return false
}

/// A quote behind a letter is an apostrophe.
private func isLetter(_ byte: UInt8) -> Bool {
  (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
}
