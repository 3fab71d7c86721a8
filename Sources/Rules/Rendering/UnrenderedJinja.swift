import ProtonLint

extension Rule {
  public static let unrenderedJinja = Rule(
    id: "unrendered-jinja",
    category: .rendering,
    severity: .warning,
    finds: "a tag of Jinja in a file that Proton does not render",
    why: """
      Proton renders templates of CloudFormation and the manifest of CodeBuild. Files of \
      Terraform and whatever commands call arrive as they are, with the braces in them.
      """,
    fix: """
      Read `var.…` in Terraform. In what CodeBuild runs, read `proton-inputs.json`, or pass the \
      value as a variable from the manifest.
      """,
    source: "https://docs.aws.amazon.com/proton/latest/userguide/parameters.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "in Terraform",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: "*", rendering_engine: hcl, template_language: terraform}
        #- infrastructure/main.tf
        resource "aws_s3_bucket" "bucket" {
          bucket = "«{{ environment.inputs.bucket }}»"
        }
        """),
      .flagged(
        "in a script that CodeBuild runs",
        """
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings: {provision: [./deploy.sh], deprovision: [./deploy.sh]}
        #- instance_infrastructure/deploy.sh
        cdk deploy -c port=«{{ service_instance.inputs.port }}»
        """),
      .clean(
        "templates of other engines, and a text that the commands fill in themselves",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings: {provision: [./deploy.sh], deprovision: [./deploy.sh]}
        #- infrastructure/deploy.sh
        docker inspect --format '{{ .State.Status }}' app
        sed -i 's/{{ environment.inputs.name }}/app/' page.html
        #- infrastructure/workflow.yaml
        name: ${{ environment.inputs.name }}
        #- infrastructure/chart.yaml
        port: {{ .Values.port }}
        """),
    ],
    check: .bundle { bundle, model in
      let rendered = Set(model.renderedFiles(of: bundle.id).map(\.file))
      let folders = bundle.infrastructure.filter {
        $0.engine == .terraform || $0.engine == .codeBuild
      }
      // Commands that bring an engine of their own.
      guard
        !model.codeBuildManifests(of: bundle.id).flatMap(\.projects).contains(where: {
          $0.mentions("jinja2") || $0.mentions("jinja") || $0.mentions("j2")
        })
      else { return [] }
      return folders.flatMap { model.workspace.files(below: $0.folder) }
        .filter { !rendered.contains($0.id) }.compactMap(unrendered)
    }
  )
}

/// The first tag of a file; the others are of the same kind.
private func unrendered(_ file: SourceFile) -> Problem? {
  let tags = protonTags(in: file)
  guard let first = tags.first else { return nil }
  return Problem(
    "Proton does not render this file, so the tag stays as it is", at: Label(first),
    related: tags.dropFirst().prefix(3).map { Label($0, "here as well") },
    help: file.name.hasSuffix(".tf") ? "Terraform reads it as `var.…`" : nil)
}

/// The tags that name a namespace of Proton. Others are templates of somebody else.
private func protonTags(in file: SourceFile) -> [Span] {
  let bytes = file.bytes
  var found: [Span] = []
  var index = 0
  while let open = bytes[index...].firstIndex(of: brace), open + 1 < bytes.count {
    index = open + 1
    let isOutput = bytes[index] == brace
    guard isOutput || bytes[index] == percent else { continue }
    let closing = isOutput ? UInt8(ascii: "}") : percent
    let rest = bytes[(index + 1)...].prefix(200)
    guard
      let end = rest.indices.first(where: {
        rest[$0] == closing && $0 + 1 < bytes.count && bytes[$0 + 1] == UInt8(ascii: "}")
      })
    else { continue }
    defer { index = end + 2 }
    // `${{ … }}` is a workflow's.
    if open > 0, bytes[open - 1] == UInt8(ascii: "$") { continue }
    let text = String(decoding: bytes[(index + 1)..<end], as: UTF8.self)
    guard namesProton(text), !isReplaced(at: open, in: bytes) else { continue }
    found.append(Span(file: file.id, start: open, end: end + 2))
  }
  return found
}

/// Names that are hardly anybody else's.
private func namesProton(_ text: String) -> Bool {
  let names = text.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == ".") }
  return names.contains { name in
    [
      "environment.inputs.", "environment.outputs.", "pipeline.inputs.", "service_instance.inputs.",
      "service_instance.outputs.", "service_instance.name",
    ].contains { name.hasPrefix($0) } || name == "service_instances"
  }
}

/// Whether the line is a command that replaces the tag.
private func isReplaced(at offset: Int, in bytes: [UInt8]) -> Bool {
  let start = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
  let line = String(decoding: bytes[start..<offset], as: UTF8.self)
  return line.split { !$0.isLetter }.contains { $0 == "sed" || $0 == "perl" || $0 == "awk" }
}

private let brace = UInt8(ascii: "{")
private let percent = UInt8(ascii: "%")
