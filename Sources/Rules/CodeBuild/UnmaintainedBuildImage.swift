import ProtonLint

extension Rule {
  public static let unmaintainedBuildImage = Rule(
    id: "unmaintained-build-image",
    category: .codeBuild,
    severity: .warning,
    finds: "an image of CodeBuild that is no longer maintained",
    why: """
      CodeBuild neither updates such an image nor keeps it at hand: its tools have known holes, \
      its runtimes are out of support, and each run begins with a long download. The day will come \
      when the image is gone, and with it the way to update or delete what it deployed.
      """,
    fix: "Take an image that is maintained, with a runtime that it offers.",
    source:
      "https://docs.aws.amazon.com/codebuild/latest/userguide/deprecated-images.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an image that was deprecated",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                image: «aws/codebuild/amazonlinux2-x86_64-standard:3.0»
                runtimes: {nodejs: 12}
                provision: [cdk deploy]
                deprovision: [cdk destroy --force]
        """),
      .clean(
        "an image that is maintained, and one of somebody else",
        """
        #- a/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                image: aws/codebuild/amazonlinux2-x86_64-standard:5.0
                provision: [cdk deploy]
                deprovision: [cdk destroy --force]
        #- b/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                image: public.ecr.aws/docker/library/node:18
                provision: [cdk deploy]
                deprovision: [cdk destroy --force]
        """),
    ],
    check: .codeBuild { project, model in
      guard let image = project.image?.value, let known = BuildImage(named: image.text),
        let end = known.end, end.date <= model.today
      else { return [] }
      let message =
        switch end {
        case .deprecated(let date): "CodeBuild deprecated `\(image.text)` on \(date.words)"
        case .unlisted:
          "`\(image.text)` was no longer among the images that CodeBuild maintained on "
            + end.date.words
        }
      let current =
        image.text.contains("aarch64")
        ? "aws/codebuild/amazonlinux-aarch64-standard:4.0"
        : image.text.contains("amazonlinux")
          ? "aws/codebuild/amazonlinux-x86_64-standard:6.0" : "aws/codebuild/standard:8.0"
      return [
        Problem(
          message, at: Label(image.span), help: "`\(current)` is maintained",
          evidence: image.text)
      ]
    }
  )
}
