import ProtonLint

extension Rule {
  public static let missingDeprovision = Rule(
    id: "missing-deprovision",
    category: .codeBuild,
    severity: .error,
    finds: "a manifest for CodeBuild without commands that delete what it made",
    why: """
      Proton knows nothing of what the commands deploy. When an environment or service is deleted, \
      it runs the commands of `deprovision`; without them the resources stay and cost, or the \
      deletion fails.
      """,
    fix: "Add the commands that delete everything that `provision` makes.",
    source:
      "https://docs.aws.amazon.com/proton/latest/userguide/ag-infrastructure-tmp-files-codebuild.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "no key",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              «settings»:
                provision: [npm install, npm run cdk -- deploy]
        """),
      .flagged(
        "no commands",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: [npm install, npm run cdk -- deploy]
                «deprovision»: []
        """),
      .clean(
        "commands",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: [npm install, npm run cdk -- deploy]
                deprovision: [npm install, npm run cdk -- destroy --force]
        """),
    ],
    check: .codeBuild { project, _ in
      guard let settings = project.settings else { return [] }
      guard let deprovision = project.deprovision else {
        let near = closestName(to: "deprovision", among: settings.value.entries.map(\.key.text))
        return [
          Problem(
            "there is no `deprovision`, so nothing deletes what `provision` makes",
            at: Label(settings.key.span),
            help: near.map { "is `\($0)` meant to be it?" } ?? "add `deprovision`")
        ]
      }
      guard deprovision.commands.isEmpty, project.provision?.commands.isEmpty == false else {
        return []
      }
      return [
        Problem(
          "`deprovision` has no commands, so nothing deletes what `provision` makes",
          at: Label(deprovision.key.span))
      ]
    }
  )
}
