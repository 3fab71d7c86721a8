import ProtonLint

extension Rule {
  public static let manifestFileMissing = Rule(
    id: "manifest-file-missing",
    category: .bundle,
    severity: .error,
    finds: "a manifest that names a file which is not there",
    why: "Proton does not register a bundle that lacks a template of its manifest.",
    fix: "Correct the name, or add the file to the folder of the manifest.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a name that is not there",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - file: «cloudformation.yml»
              rendering_engine: jinja
              template_language: cloudformation
        #- infrastructure/cloudformation.yaml
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        """),
      .flagged(
        "a pattern that nothing matches",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: «"*"», rendering_engine: hcl, template_language: terraform}
        """),
      .clean(
        "a name that is there",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- infrastructure/cloudformation.yaml
        Resources:
          Topic: {Type: AWS::SNS::Topic}
        """),
    ],
    check: .bundle { bundle, model in
      bundle.manifestEntries.compactMap { entry in
        // `manifest-pattern` speaks of patterns that match nothing whatever lies there.
        guard entry.target == .missing, let file = entry.file, !isUnknownPattern(file.text) else {
          return nil
        }
        return missing(file, in: model)
      }
    }
  )
}

private func missing(_ file: SyntaxNode, in model: Model) -> Problem {
  let name = file.text
  guard !name.contains("*") else {
    return Problem("`\(name)` matches no file of this folder", at: Label(file.span), evidence: name)
  }
  let folder = model.sources[file.span.file].folder
  let near = closestName(to: name, among: model.workspace.files(in: folder).map(\.name))
  return Problem(
    "there is no file `\(name)`", at: Label(file.span), help: near.map { "did you mean `\($0)`?" },
    evidence: name)
}
