import ProtonLint

extension Rule {
  public static let unknownEngine = Rule(
    id: "unknown-engine",
    category: .bundle,
    severity: .error,
    finds: "a manifest with an engine or a language that Proton does not have",
    why: """
      Proton renders CloudFormation with `jinja`, Terraform with `hcl`, and runs commands with \
      `codebuild`. It refuses any other engine, and any other pair of engine and language.
      """,
    fix: """
      Write `jinja` with `cloudformation`, `hcl` with `terraform`, or `codebuild` without a language.
      """,
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an engine that does not exist",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: main.py, rendering_engine: «shell», template_language: python}
        """),
      .flagged(
        "an engine with the language of another",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: "*", rendering_engine: jinja, template_language: «terraform»}
        """),
      .clean(
        "Terraform",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: "*", rendering_engine: hcl, template_language: terraform}
        """),
    ],
    check: .bundle { bundle, _ in bundle.manifestEntries.compactMap(unknown) }
  )
}

private let languages = ["jinja": "cloudformation", "hcl": "terraform"]

private func unknown(in entry: Manifest.Entry) -> Problem? {
  guard let engine = entry.engine?.value else { return nil }
  let engines = ["codebuild", "hcl", "jinja"]
  guard engines.contains(engine.text) else {
    return Problem(
      engine.isScalar ? "`\(engine.text)` is no engine of Proton" : "the engine is no text",
      at: Label(engine.span),
      help: closestName(to: engine.text, among: engines).map { "did you mean `\($0)`?" }
        ?? "the engines are `jinja`, `hcl` and `codebuild`",
      evidence: engine.text)
  }
  guard let expected = languages[engine.text], let language = entry.language,
    language.text != expected
  else { return nil }
  return Problem(
    "`\(engine.text)` does not render `\(language.text)`", at: Label(language.span),
    help: "the language of `\(engine.text)` is `\(expected)`", evidence: language.text)
}
