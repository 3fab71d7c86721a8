import ProtonLint

extension Rule {
  public static let fileOverQuota = Rule(
    id: "file-over-quota",
    category: .bundle,
    severity: .error,
    finds: "a manifest, a schema or a template that is larger than Proton takes",
    why: """
      Proton registers manifests and schemas of up to 50 KB and templates of up to 200 KB. What \
      commands of CodeBuild read is not counted.
      """,
    fix: "Shorten the file: nest stacks, or move long texts out of the template.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-limits.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a template of 300 KB", at: "infrastructure/cloudformation.yaml",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        #… 300000 bytes
        """),
      .clean(
        "a file of 300 KB that commands of CodeBuild read",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings: {provision: [make], deprovision: [make clean]}
        #- infrastructure/package-lock.json
        {}
        #… 300000 bytes
        """),
    ],
    check: .bundle { bundle, model in
      let small = [bundle.schemaFile] + bundle.infrastructure.map(\.manifestFile)
      let large = bundle.infrastructure.filter { $0.engine != .codeBuild }.flatMap(\.templates)
      let limits = small.compactMap(\.self).map { ($0, 50) } + large.map { ($0, 200) }
      return limits.compactMap { file, limit in
        let size = model.sources[file].size
        guard size > limit * 1024 else { return nil }
        return Problem(
          "\(size) bytes are more than the \(limit) KB that Proton takes", at: Label(.file(file)))
      }
    }
  )
}
