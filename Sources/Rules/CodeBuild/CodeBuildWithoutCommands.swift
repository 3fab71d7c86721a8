import ProtonLint

extension Rule {
  public static let codeBuildWithoutCommands = Rule(
    id: "codebuild-without-commands",
    category: .codeBuild,
    severity: .error,
    finds: "a manifest for CodeBuild that says nothing to run",
    why: """
      With `rendering_engine: codebuild`, Proton runs what `settings.provision` lists and nothing \
      else. Where that is missing or stands under another key, nothing can be deployed.
      """,
    fix: "List the commands under `settings`, in `provision` and `deprovision`.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "another key for the settings",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: «codebuild»
              codebuild: {provision: [cdk deploy], deprovision: [cdk destroy --force]}
        """),
      .flagged(
        "a misspelt list",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              «settings»: {provisions: [cdk deploy], deprovision: [cdk destroy --force]}
        """),
      .clean(
        "commands",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings: {provision: [cdk deploy], deprovision: [cdk destroy --force]}
        """),
    ],
    check: .codeBuild { project, _ in
      guard let settings = project.settings else {
        guard let engine = project.entry["rendering_engine"] else { return [] }
        return [
          Problem(
            "there are no `settings` with commands", at: Label(engine.span),
            help: "list the commands in `settings`: `provision` and `deprovision`")
        ]
      }
      guard let provision = project.provision else {
        let near = closestName(to: "provision", among: settings.value.entries.map(\.key.text))
        return [
          Problem(
            "there is no `provision`, so nothing can be deployed", at: Label(settings.key.span),
            help: near.map { "is `\($0)` meant to be it?" } ?? "add `provision`")
        ]
      }
      guard provision.commands.isEmpty else { return [] }
      return [
        Problem("`provision` has no commands", at: Label(provision.key.span))
      ]
    }
  )
}
