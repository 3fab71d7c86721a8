import ProtonLint

extension Rule {
  public static let malformedManifest = Rule(
    id: "malformed-manifest",
    category: .bundle,
    severity: .error,
    finds: "a manifest that is not of the form that Proton reads",
    why: """
      Proton reads `infrastructure.templates`, a list with a file and an engine in each entry. \
      Anything else is refused when the bundle is registered.
      """,
    fix: "Write the list as the guide shows it.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "invented keys",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string}}}}
        #- infrastructure/manifest.yaml
        «template_format»: cloudformation
        template_file: cloudformation.yaml
        """),
      .flagged(
        "an empty list",
        """
        #- schema/schema.yaml
        schema:
          format: {openapi: "3.0.0"}
          environment_input_type: Input
          types: {Input: {type: object, properties: {cidr: {type: string}}}}
        #- infrastructure/manifest.yaml
        infrastructure:
          templates: «[]»
        """),
      .flagged(
        "an entry without a file",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - «rendering_engine: jinja
              template_language: cloudformation»
        """),
      .clean(
        "commands of CodeBuild, which need no file",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings: {provision: [make], deprovision: [make clean]}
        """),
      .clean(
        "a template of CloudFormation",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
        """),
    ],
    check: .bundle { bundle, _ in bundle.wholeManifests.flatMap(malformed) }
  )
}

private func malformed(_ manifest: Manifest) -> [Problem] {
  // `unreadable-file` reports an empty one.
  guard let root = manifest.tree.root, !root.isNull else { return [] }
  let form = "write `infrastructure: {templates: [{file: …, rendering_engine: …}]}`"
  guard root.isMapping else {
    return [
      Problem(
        "the manifest is no mapping with `infrastructure`", at: Label(.file(manifest.file)),
        help: form)
    ]
  }
  guard let infrastructure = root.entry("infrastructure") else {
    var entries = root.entries
    guard let first = entries.next() else {
      return [Problem("the manifest is empty", at: Label(.file(manifest.file)), help: form)]
    }
    return [
      Problem(
        "the manifest has `\(first.key.text)` and no `infrastructure`", at: Label(first.key.span),
        help: form)
    ]
  }
  guard let templates = infrastructure.value.entry("templates") else {
    return [
      Problem("`infrastructure` has no `templates`", at: Label(infrastructure.key.span), help: form)
    ]
  }
  guard templates.value.isSequence else {
    return [
      Problem(
        "`templates` is no list",
        at: Label(templates.value.isNull ? templates.key.span : templates.value.span), help: form)
    ]
  }
  if manifest.entries.isEmpty {
    return [Problem("`templates` names no template", at: Label(templates.value.span), help: form)]
  }
  return manifest.entries.compactMap(malformed)
}

private func malformed(_ entry: Manifest.Entry) -> Problem? {
  guard entry.node.isMapping else {
    return Problem("an entry of `templates` is no mapping", at: Label(entry.node.span))
  }
  let missing: String
  if entry.engine == nil {
    missing = "rendering_engine"
  } else if entry.file == nil, entry.knownEngine == .jinja || entry.knownEngine == .terraform {
    missing = "file"
  } else {
    return nil
  }
  let similar = closestName(to: missing, among: entry.node.entries.map(\.key.text))
  return Problem(
    "an entry of `templates` has no `\(missing)`", at: Label(entry.node.span),
    help: similar.map { "is `\($0)` meant to be it?" } ?? "add `\(missing)`", evidence: missing)
}
