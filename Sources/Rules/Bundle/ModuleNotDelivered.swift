import ProtonLint

extension Rule {
  public static let moduleNotDelivered = Rule(
    id: "module-not-delivered",
    category: .bundle,
    severity: .error,
    finds: "a module of Terraform in a folder that is not delivered",
    why: """
      Of Terraform, Proton delivers the `.tf` files beside the manifest and no folders. A module \
      from a local path is not there when the pull request is planned.
      """,
    fix: "Take the module from a registry or a repository, or move its files beside the manifest.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-wrap-up.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "a folder below, and one beside",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: "*", rendering_engine: hcl, template_language: terraform}
        #- infrastructure/main.tf
        module "network" {
          source = "«./modules/network»"
        }
        module "shared" {
          source = "«../shared»"
        }
        """),
      .clean(
        "a registry",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: "*", rendering_engine: hcl, template_language: terraform}
        #- infrastructure/main.tf
        module "network" {
          # source = "./modules/network"
          source  = "terraform-aws-modules/vpc/aws"
          version = "5.0.0"
        }
        """),
    ],
    check: .bundle { bundle, model in
      bundle.infrastructure.filter { $0.engine == .terraform && $0.manifestFile != nil }
        .flatMap(\.templates).flatMap { localModules(in: model.sources[$0]) }
        .map { span in
          Problem(
            "the module `\(model.sources.text(of: span))` is not delivered with the templates",
            at: Label(span), help: "Proton takes the `.tf` files beside the manifest alone",
            evidence: model.sources.text(of: span))
        }
    }
  )
}

/// The local paths that modules are taken from: `source = "./…"` on a line of its own. No other block
/// of Terraform has a source that is a relative path of a folder.
private func localModules(in file: SourceFile) -> [Span] {
  var found: [Span] = []
  var isInModule = false
  let bytes = file.bytes
  for line in bytes.split(separator: UInt8(ascii: "\n")) {
    let code = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    // Blocks of the top begin at the start of their lines.
    if code.startIndex == line.startIndex, code.first != UInt8(ascii: "}") {
      isInModule = code.starts(with: "module".utf8)
    }
    guard isInModule, code.starts(with: "source".utf8) else { continue }
    let rest = code.dropFirst(6).drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    guard rest.first == UInt8(ascii: "="), let open = rest.firstIndex(of: quote),
      let close = rest[(open + 1)...].firstIndex(of: quote)
    else { continue }
    let path = rest[(open + 1)..<close]
    if path.starts(with: "./".utf8) || path.starts(with: "../".utf8) {
      found.append(Span(file: file.id, start: path.startIndex, end: path.endIndex))
    }
  }
  return found
}

private let quote = UInt8(ascii: "\"")
