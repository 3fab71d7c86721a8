import ProtonLint

extension Rule {
  public static let wrongInputFile = Rule(
    id: "wrong-input-file",
    category: .codeBuild,
    severity: .error,
    finds: "a command for CodeBuild that reads its inputs from a file of another name",
    why: """
      Proton writes the inputs to `proton-inputs.json` in the folder of the manifest. (Its guide \
      also writes `proton-input.json`; there is no such file.) A command that reads another name \
      fails, and so does every deployment.
      """,
    fix: "Read `proton-inputs.json`.",
    source: "https://github.com/aws-containers/proton-codebuild-provisioning-examples",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "the singular",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision:
                  - export NAME=$(jq -r .environment.name «proton-input.json»)
                  - terraform apply -auto-approve -var-file=proton-inputs.json
                deprovision: [./destroy.sh]
        #- infrastructure/destroy.sh
        terraform destroy -auto-approve -var-file=«proton-input.json»
        """),
      .clean(
        "the file, a copy of it, and a file that only sounds like it",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision:
                  - cp proton-inputs.json proton-input.json && cat proton-input.json
                  - cat my-proton-input.json
                deprovision: [cat proton-inputs.json]
        """),
    ],
    check: .codeBuild { project, model in
      guard project.inputType?.value.text != "HCL" else { return [] }
      return misspelt.flatMap { name -> [Problem] in
        guard !model.workspace.files(below: project.folder).contains(where: { $0.name == name }),
          !project.runs.contains(where: { run in run.invocations.contains { $0.writes(name) } })
        else { return [] }
        return project.runs.flatMap(\.units).compactMap { unit in
          mention(of: name, in: unit.text).map { span in
            Problem(
              "Proton writes no `\(name)`", at: Label(span),
              help: "the inputs are in `proton-inputs.json`", evidence: name)
          }
        }
      }
    }
  )
}

private let misspelt = [
  "proton-input.json", "proton_input.json", "proton_inputs.json", "protoninputs.json",
]

extension Invocation {
  /// Whether a command makes a file of a name.
  fileprivate func writes(_ name: String) -> Bool {
    let outputs = command.redirections.filter { $0.kind == .output || $0.kind == .append }
    if outputs.contains(where: { $0.target.text.hasSuffix(name) }) { return true }
    return ["cp", "ln", "mv", "tee"].contains(program)
      && arguments.last?.word.text.hasSuffix(name) == true
  }
}
