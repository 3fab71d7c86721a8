import ProtonLint

extension Rule {
  public static let tooManyTemplates = Rule(
    id: "too-many-templates",
    category: .bundle,
    severity: .error,
    finds: "a bundle with more than ten templates",
    why: "Proton has a quota of ten template files for each bundle, and registers none with more.",
    fix: "Join files of Terraform, or move a part of them to a module of a registry.",
    source: "https://docs.aws.amazon.com/proton/latest/userguide/ag-limits.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "eleven files of Terraform", at: "infrastructure/manifest.yaml",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: "*", rendering_engine: hcl, template_language: terraform}
        #- infrastructure/a.tf
        locals {}
        #- infrastructure/b.tf
        locals {}
        #- infrastructure/c.tf
        locals {}
        #- infrastructure/d.tf
        locals {}
        #- infrastructure/e.tf
        locals {}
        #- infrastructure/f.tf
        locals {}
        #- infrastructure/g.tf
        locals {}
        #- infrastructure/h.tf
        locals {}
        #- infrastructure/i.tf
        locals {}
        #- infrastructure/j.tf
        locals {}
        #- infrastructure/k.tf
        variable "name" {}
        """),
      .clean(
        "two files of Terraform",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - {file: "*", rendering_engine: hcl, template_language: terraform}
        #- infrastructure/main.tf
        variable "name" {}
        #- infrastructure/outputs.tf
        output "name" { value = var.name }
        """),
    ],
    check: .bundle { bundle, _ in
      let parts = bundle.infrastructure.filter { $0.engine != .codeBuild }
      let count = parts.reduce(0) { $0 + $1.templates.count }
      guard count > 10, let largest = parts.max(by: { $0.templates.count < $1.templates.count }),
        let manifest = largest.manifestFile
      else { return [] }
      return [
        Problem(
          "the bundle has \(count) templates, and Proton takes ten", at: Label(.file(manifest)))
      ]
    }
  )
}
