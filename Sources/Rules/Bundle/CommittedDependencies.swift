import ProtonLint

extension Rule {
  public static let committedDependencies = Rule(
    id: "committed-dependencies",
    category: .bundle,
    severity: .warning,
    finds: "a folder of dependencies or of what was built, inside of a bundle",
    why: """
      The folder is packed with the bundle, which may have 5 MB, and copied into every deployment. \
      Nobody reviews what is in it, and it ages without anybody's notice.
      """,
    fix: "Remove the folder from the repository, and have the commands install what they need.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-limits.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "modules of Node.js", at: "instance_infrastructure/node_modules",
        """
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings: {provision: [npm run deploy], deprovision: [npm run destroy]}
        #- instance_infrastructure/node_modules/left-pad/package.json
        {"name": "left-pad"}
        """),
      .clean(
        "the list of what to install",
        """
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings: {provision: [npm ci, npm run deploy], deprovision: [npm run destroy]}
        #- instance_infrastructure/package-lock.json
        {"name": "web"}
        """),
    ],
    check: .bundle { bundle, model in
      let folders = bundle.packedFolders.map { $0.isEmpty ? "" : $0 + "/" }
      let read = bundle.files.compactMap { toolFolder(around: model.sources[$0].path) }
      let packed = (model.sources.skippedFolders + read).filter { folder in
        folders.contains { folder.hasPrefix($0) }
      }
      return Set(packed).sorted().map { folder in
        let name = lastPart(of: folder)
        return Problem(
          "`\(name)` is packed with the bundle", at: Label(.folder(folder)),
          help: "remove it, and have the commands install what they need", evidence: name)
      }
    }
  )
}

/// The outermost folder of dependencies that a file lies in.
private func toolFolder(around path: String) -> String? {
  var parts: [Substring] = []
  for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
    parts.append(part)
    if ["node_modules", ".venv", "__pycache__", ".terraform", "cdk.out", ".aws-sam"].contains(part)
    {
      return parts.joined(separator: "/")
    }
  }
  return nil
}
