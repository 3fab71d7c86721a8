import ProtonLint

extension Rule {
  public static let runtimeNotInImage = Rule(
    id: "runtime-not-in-image",
    category: .codeBuild,
    severity: .error,
    finds: "a version of a runtime that the image of the build does not have",
    why: """
      CodeBuild refuses to start a build that asks for such a version ("Unknown runtime version"). \
      Nothing can be deployed, and nothing deleted.
      """,
    fix: "Name a version that the image has, or take another image.",
    source: "https://docs.aws.amazon.com/codebuild/latest/userguide/available-runtimes.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a version from before the image, and one from after it",
        """
        #- a/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                image: aws/codebuild/amazonlinux2-x86_64-standard:5.0
                runtimes: {nodejs: «16», python: 3.12}
                provision: [cdk deploy]
                deprovision: [cdk destroy --force]
        #- b/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                image: aws/codebuild/standard:6.0
                runtimes: {nodejs: «18»}
                provision: [cdk deploy]
                deprovision: [cdk destroy --force]
        """),
      .clean(
        "versions that are there, and one that may have been added",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                image: aws/codebuild/standard:7.0-24.06.01
                runtimes: {nodejs: 20, golang: 1.x, python: 3.99, dotnet: latest}
                provision: [cdk deploy]
                deprovision: [cdk destroy --force]
        """),
    ],
    check: .codeBuild { project, _ in
      guard let image = project.image?.value, let known = BuildImage(named: image.text) else {
        return []
      }
      return project.runtimes.compactMap { runtime in
        let version = runtime.value
        guard version.isScalar, !version.isNull, project.symbols(in: version).isEmpty,
          known.offers(version.text, of: runtime.key.text) == false
        else { return nil }
        let versions = known.runtimes[runtime.key.text] ?? []
        return Problem(
          "`\(image.text)` has no `\(runtime.key.text)` \(version.text)",
          at: Label(version.span), related: [Label(image.span, "the image")],
          help: versions.isEmpty
            ? nil : "it has " + versions.map { "`\($0)`" }.joined(separator: ", "),
          evidence: "\(runtime.key.text) \(version.text)")
      }
    }
  )
}
