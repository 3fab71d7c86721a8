import ProtonLint

extension Rule {
  public static let unfilledPlaceholder = Rule(
    id: "unfilled-placeholder",
    category: .codeBuild,
    severity: .error,
    finds: "a placeholder of a sample that was left in a manifest for CodeBuild",
    why: """
      Samples hold tokens like `<YOUR-ORGANISATION>` for the reader to replace. CodeBuild takes \
      them as they are; in a command, the shell takes the angle brackets for files. The \
      deployment fails.
      """,
    fix: "Replace the placeholder.",
    source: "https://github.com/aws-containers/proton-codebuild-provisioning-examples",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "in a variable and in a command",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                env:
                  variables: {PULUMI_ORG: «<PULUMI-ORG-HERE>», PROJECT: proton-«<service or environment>»}
                provision: [pulumi up --yes --stack «<YOUR_ORG>»/app]
                deprovision: [pulumi destroy --yes]
        """),
      .clean(
        "redirections, here-documents and markup",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                env: {variables: {TEXT: "<p>a</p>"}}
                provision:
                  - jq .a <proton-inputs.json >outputs.json
                  - sed -i 's/<VERSION>/1.0/' app.txt
                  - |
                    cat <<EOF >page.html
                    <BODY>
                    EOF
                deprovision: [pulumi destroy --yes]
        """),
    ],
    check: .codeBuild { project, _ in
      let values = project.variables.map(\.value) + [project.image?.value].compactMap { $0 }
      let inValues = values.flatMap { node -> [Problem] in
        guard node.isScalar else { return [] }
        let places = ScalarPlaces(node)
        return placeholders(in: node.textBytes, isCommand: false).map {
          problem($0.name, places.span(of: $0.range))
        }
      }
      let inCommands = project.commandLists.flatMap(\.commands).flatMap { text -> [Problem] in
        guard !text.script.commands.contains(where: \.takesMarkup) else { return [] }
        return placeholders(in: text.bytes[...], isCommand: true).map {
          problem($0.name, text.span(of: $0.range))
        }
      }
      return inValues + inCommands
    }
  )
}

private func problem(_ name: String, _ span: Span) -> Problem {
  Problem("the placeholder `\(name)` was not replaced", at: Label(span), evidence: name)
}

extension ShellCommand {
  /// Whether angle brackets may be meant: the text is edited or printed.
  fileprivate var takesMarkup: Bool {
    if redirections.contains(where: { $0.kind == .hereDocument }) { return true }
    guard let program = words.first?.literal else { return false }
    return [
      "awk", "echo", "envsubst", "grep", "jq", "node", "perl", "printf", "python", "python3",
      "sed", "yq",
    ].contains(program)
  }
}

/// `<WORDS>` with their ranges, as offsets from the start of a text.
private func placeholders(
  in text: ArraySlice<UInt8>, isCommand: Bool
) -> [(name: String, range: Range<Int>)] {
  var found: [(String, Range<Int>)] = []
  var index = text.startIndex
  while let open = text[index...].firstIndex(of: UInt8(ascii: "<")) {
    index = open + 1
    let inner = text[index...].prefix { isPlaceholderByte($0) }
    guard inner.endIndex < text.endIndex, text[inner.endIndex] == UInt8(ascii: ">"),
      inner.count >= 3, isPlaceholder(inner, isCommand: isCommand)
    else { continue }
    let range = open..<inner.endIndex + 1
    let name = String(decoding: text[range], as: UTF8.self)
    found.append((name, range.lowerBound - text.startIndex..<range.upperBound - text.startIndex))
    index = range.upperBound
  }
  return found
}

/// In a command, only what nobody would redirect from: capitals or words for the reader.
private func isPlaceholder(_ inner: ArraySlice<UInt8>, isCommand: Bool) -> Bool {
  let text = String(decoding: inner, as: UTF8.self)
  guard let first = inner.first, first != UInt8(ascii: " "), inner.last != UInt8(ascii: " ") else {
    return false
  }
  let words = text.lowercased().split { $0 == "_" || $0 == "-" || $0 == " " }
  let addresses: Set<Substring> = ["here", "insert", "my", "replace", "todo", "your"]
  if words.contains(where: { addresses.contains($0) }) { return true }
  let isCapital = text == text.uppercased() && text != text.lowercased()
  return isCapital || (!isCommand && words.count > 1)
}

private func isPlaceholderByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
    UInt8(ascii: " "):
    true
  default: false
  }
}
