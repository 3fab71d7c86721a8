import ProtonLint

extension Rule {
  public static let unknownCompatibleEnvironment = Rule(
    id: "unknown-compatible-environment",
    category: .bundle,
    severity: .warning,
    finds: "a service for a version of an environment that is not there, or for a misspelt one",
    why: """
      A service can be deployed into the environments that its registration names. Where none of \
      them exists, nobody can use it. An environment of another repository is not known here, so a \
      name is reported only if its template is here without that version, or one of nearly that name.
      """,
    fix: "Correct the name or the version, or add the version of the environment.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/create-template-sync.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a version that is not there",
        """
        #- web/v1/.compatible-envs
        shared:1
        «shared:2»
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- shared/v1/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .flagged(
        "a misspelt name",
        """
        #- web/v1/.compatible-envs
        «sharde:1»
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- shared/v1/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
      .clean(
        "an environment of another repository",
        """
        #- web/v1/.compatible-envs
        isolated:3
        #- web/v1/instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        #- shared/v1/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, model in
      let environments = model.workspace.bundles.filter { $0.kind == .environment }
      let compatible = bundle.registration?.compatible ?? []
      return compatible.compactMap { entry in
        entry.majorVersion.flatMap {
          unknown(entry, $0, among: environments, others: compatible)
        }
      }
    }
  )
}

private func unknown(
  _ entry: Registration.Compatible, _ major: Int, among environments: [TemplateBundle],
  others: [Registration.Compatible]
) -> Problem? {
  let versions = environments.filter { $0.name == entry.name }
  if let version = versions.first {
    // A folder that names no version may be registered as any.
    guard versions.allSatisfy({ $0.isVersioned && $0.majorVersion != major }) else { return nil }
    return Problem(
      "there is no version \(major) of the environment `\(entry.name)` here", at: Label(entry.span),
      related: [Label(.folder(version.root), "version \(version.majorVersion)")],
      evidence: "\(entry.name):\(major)")
  }
  // Short names and numbered ones are close to each other without a mistake.
  guard entry.name.utf8.count > 5,
    let near = closestName(to: entry.name, among: environments.map(\.name)),
    near.filter(\.isNumber) == entry.name.filter(\.isNumber),
    !others.contains(where: { $0.name == near }),
    let environment = environments.first(where: { $0.name == near })
  else { return nil }
  return Problem(
    "there is no environment `\(entry.name)` here", at: Label(entry.span),
    related: [Label(.folder(environment.root), "the environment `\(near)`")],
    help: "did you mean `\(near)`?", evidence: "\(entry.name):\(major)")
}
