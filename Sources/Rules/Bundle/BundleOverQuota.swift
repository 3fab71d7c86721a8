import ProtonLint

extension Rule {
  public static let bundleOverQuota = Rule(
    id: "bundle-over-quota",
    category: .bundle,
    severity: .warning,
    finds: "a bundle of more than 5 MB",
    why: """
      Proton takes bundles of up to 5 MB. Packing makes the files smaller, by how much is not known \
      here; what does not belong to the bundle is best left out in any case.
      """,
    fix: "Leave out what is not needed: dependencies, archives, what was built.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-limits.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an archive of 6 MB in the folder of the commands", at: "web/v1",
        """
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings: {provision: [make], deprovision: [make clean]}
        #- web/v1/instance_infrastructure/function.zip
        #… 6000000 bytes
        """),
      .clean(
        "a picture of 6 MB beside the bundle",
        """
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings: {provision: [make], deprovision: [make clean]}
        #- web/overview.png
        #… 6000000 bytes
        """),
    ],
    check: .bundle { bundle, model in
      guard bundle.kind != .component else { return [] }
      let folders = bundle.packedFolders.map { $0.isEmpty ? "" : $0 + "/" }
      let files = bundle.files.map { model.sources[$0] }.filter { file in
        folders.contains { file.path.hasPrefix($0) }
      }
      var size = 0
      for file in files {
        let (sum, isTooMuch) = size.addingReportingOverflow(file.size)
        size = isTooMuch ? .max : sum
      }
      guard size > 5 * 1024 * 1024, let largest = files.max(by: { $0.size < $1.size }) else {
        return []
      }
      return [
        Problem(
          "the files of the bundle have \(size / 1_048_576) MB before they are packed",
          at: Label(.folder(bundle.root)),
          related: [Label(.file(largest.id), "the largest has \(largest.size / 1024) KB")],
          help: "Proton takes up to 5 MB", evidence: bundle.name)
      ]
    }
  )
}

extension TemplateBundle {
  /// The folders that are surely packed with the bundle. Around a bundle without a folder for its
  /// version there may be anything.
  var packedFolders: [String] {
    guard !isVersioned else { return [root] }
    return infrastructure.map(\.folder).filter { $0 != root }
      + [root.isEmpty ? "schema" : root + "/schema"]
  }
}
