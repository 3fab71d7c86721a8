import ProtonLint

extension Rule {
  public static let unreadableFile = Rule(
    id: "unreadable-file",
    category: .syntax,
    severity: .error,
    finds: "a template, manifest, schema or spec that holds no text, or an archive that is damaged",
    why: """
      Proton and CloudFormation take UTF-8. A file that is empty, binary, in another encoding or not \
      to be read at all cannot be registered or deployed, and nothing else of it was checked here. Nor \
      was anything in an archive that breaks off, has a wrong checksum, or unpacks to more than any \
      bundle.
      """,
    fix:
      "Save the file as UTF-8, restore its content, give read permission, or pack the archive again.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton, .security],
    examples: [
      .flagged(
        "an empty manifest", at: "infrastructure/manifest.yaml",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {name: {type: string}}}}
        #- infrastructure/manifest.yaml

        """),
      .flagged(
        "an empty template", at: "infrastructure/cloudformation.yaml",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml

        """),
      .clean(
        "an empty file that is no part of a bundle",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        #- notes.yaml

        """),
    ],
    check: .file { file in
      unreadable(file).map { [Problem($0, at: Label(.file(file.file.id)))] } ?? []
    }
  )
}

private func unreadable(_ file: InterpretedFile) -> String? {
  switch file.file.content {
  case .unreadable(let fault): "this \(file.role.rawValue) cannot be read: \(fault.words)"
  case .text(let text) where text.allSatisfy(isWhiteSpace): "this \(file.role.rawValue) is empty"
  case .text, .notRead: nil
  }
}

private func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
