import ProtonLint

extension Rule {
  public static let componentManifestTooLarge = Rule(
    id: "component-manifest-too-large",
    category: .bundle,
    severity: .error,
    finds: "a manifest or a template of a component that is longer than Proton takes",
    why: """
      A component is handed over as two texts: a manifest of up to 1,024 characters and a template of \
      up to 51,200. Proton refuses longer ones.
      """,
    fix: "Leave out comments, or divide the component.",
    source: "https://docs.aws.amazon.com/proton/latest/APIReference/API_CreateComponent.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a manifest of 2 KB", at: "bucket/manifest.yaml",
        """
        #- bucket/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #… 2000 bytes
        #- bucket/cloudformation.yaml
        Resources:
          Bucket: {Type: AWS::S3::Bucket}
        """),
      .clean(
        "a short manifest",
        """
        #- bucket/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- bucket/cloudformation.yaml
        Resources:
          Bucket: {Type: AWS::S3::Bucket}
        """),
    ],
    check: .bundle { bundle, model in
      guard bundle.kind == .component else { return [] }
      // Commands of CodeBuild make no component, so that theirs is a manifest of something else.
      let limits = bundle.infrastructure.filter { $0.engine != .codeBuild }.flatMap { part in
        [part.manifestFile].compactMap(\.self).map { ($0, 1_024) }
          + part.templates.map { ($0, 51_200) }
      }
      return limits.compactMap { file, limit in
        let count = model.characterCount(of: file)
        guard count > limit else { return nil }
        return Problem(
          "\(count) characters are more than the \(limit) that Proton takes of a component",
          at: Label(.file(file)))
      }
    }
  )
}

extension Model {
  /// The characters of a file; of one whose text is not all here, its bytes.
  func characterCount(of id: SourceFile.ID) -> Int {
    let file = sources[id]
    let bytes = file.bytes
    // The size counts a byte order mark as well.
    return file.size > bytes.count + 3 ? file.size : bytes.count { $0 & 0xC0 != 0x80 }
  }
}
