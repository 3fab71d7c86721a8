import Testing

@testable import ProtonLint

private let environmentSchema = """
  schema:
    format: {openapi: "3.0.0"}
    environment_input_type: In
    types: {In: {type: object, properties: {cidr: {type: string}}}}
  """
private let serviceSchema = """
  schema:
    format: {openapi: "3.0.0"}
    service_input_type: In
    pipeline_input_type: Pipe
    types:
      In: {type: object, properties: {port: {type: integer}}}
      Pipe: {type: object, properties: {build: {type: string}}}
  """
private let jinja = """
  infrastructure:
    templates:
      - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
  """
private let preview = """
  infrastructure:
    templates:
      - {file: cloudformation.yaml, engine: jinja, template_language: cloudformation}
  """
private let terraform = """
  infrastructure:
    templates:
      - {file: "*", rendering_engine: hcl, template_language: terraform}
  """
private let codeBuild = """
  infrastructure:
    templates:
      - {rendering_engine: codebuild, settings: {provision: [make], deprovision: [make clean]}}
  """
private let template = "Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Name: {{ service.name }}\n"

/// What is made of files, one line a bundle, then one line a plain template.
private func summary(_ files: [String: String], workingFolder: String = "") -> [String] {
  var sources = SourceStore(files)
  sources.workingFolder = workingFolder
  let workspace = Workspace(sources)
  let bundles = workspace.bundles.map { bundle in
    let folders = bundle.infrastructure.map { part in
      let engine = part.engine?.rawValue ?? "?"
      let templates = part.templates.map { workspace.sources[$0].name }.joined(separator: "+")
      return "\(part.role.rawValue):\(engine)(\(templates))"
    }
    let version = bundle.isVersioned ? "v\(bundle.majorVersion)" : "-"
    return (["\(bundle.root) \(bundle.kind) \(bundle.layout) \(bundle.name) \(version)"] + folders)
      .joined(separator: " ")
  }
  return bundles + workspace.templates.map { "template \(workspace.sources[$0].path)" }
}

@Test(
  arguments: [
    (
      [
        "e/v2/schema/schema.yaml": environmentSchema, "e/v2/infrastructure/manifest.yaml": jinja,
        "e/v2/infrastructure/cloudformation.yaml": template,
      ],
      ["e/v2 environment official e v2 environment:jinja(cloudformation.yaml)"]
    ),
    (
      [
        "s/1/schema/schema.yml": serviceSchema, "s/1/instance_infrastructure/manifest.yml": jinja,
        "s/1/instance_infrastructure/cloudformation.yaml": template,
        "s/1/pipeline_infrastructure/manifest.yaml": codeBuild, "s/README.md": "",
      ],
      ["s/1 service official s v1 instance:jinja(cloudformation.yaml) pipeline:codeBuild()"]
    ),
    // S1 and S2 of the seed, which have no versions.
    (
      [
        "schema/schema.yaml": environmentSchema, "infrastructure/manifest.yaml": jinja,
        "infrastructure/cloudformation.yaml": template,
        "other/stack.yaml": "Resources:\n  A: {Type: 'AWS::SNS::Topic'}",
      ],
      [
        " environment official  - environment:jinja(cloudformation.yaml)",
        "template other/stack.yaml",
      ]
    ),
    (
      [
        "service-template/schema/schema.yaml": serviceSchema,
        "service-template/instance_infrastructure/cloudformation.yaml": template,
        "service-template/pipeline_infrastructure/cloudformation.yaml": template,
      ],
      [
        "service-template service official service-template - instance:jinja(cloudformation.yaml) pipeline:jinja(cloudformation.yaml)"
      ]
    ),
    // S3 and S4.
    (
      [
        "t/schema.yaml": environmentSchema, "t/terraform/main.tf": "",
        "t/terraform/variables.tf": "",
        "t/terraform.tfvars": "",
      ],
      ["t environment looseTerraform t - environment:terraform(main.tf+variables.tf)"]
    ),
    (
      ["t/v3/schema.yaml": serviceSchema, "t/v3/terraform/main.tf": ""],
      ["t/v3 service looseTerraform t v3 instance:terraform(main.tf)"]
    ),
    // S5.
    (
      ["x/pipeline_infrastructure/cloudformation.yaml": template],
      ["x service incomplete x - pipeline:jinja(cloudformation.yaml)"]
    ),
    // Before general availability.
    (
      [
        "s/schema/schema.yaml": serviceSchema, "s/infrastructure/manifest.yaml": preview,
        "s/infrastructure/cloudformation.yaml": template, "s/pipeline/manifest.yaml": preview,
        "s/pipeline/cloudformation.yaml": template,
      ],
      [
        "s service preview s - instance:jinja(cloudformation.yaml) pipeline:jinja(cloudformation.yaml)"
      ]
    ),
    (
      ["s/infrastructure/manifest.yaml": preview, "s/pipeline/manifest.yaml": preview],
      ["s service incomplete s - instance:jinja() pipeline:jinja()"]
    ),
    // Terraform by manifest, with all its files.
    (
      [
        "e/v1/schema/schema.yaml": environmentSchema,
        "e/v1/infrastructure/manifest.yaml": terraform,
        "e/v1/infrastructure/main.tf": "", "e/v1/infrastructure/outputs.tf": "",
        "e/v1/infrastructure/sub/x.tf": "", "e/v1/infrastructure/run.sh": "",
      ],
      ["e/v1 environment official e v1 environment:terraform(main.tf+outputs.tf)"]
    ),
    // Customer-managed: nothing but a schema.
    (["e/v1/schema/schema.yaml": environmentSchema], ["e/v1 environment official e v1"]),
    // No schema.
    (
      ["e/infrastructure/manifest.yaml": jinja, "e/infrastructure/cloudformation.yaml": template],
      ["e environment incomplete e - environment:jinja(cloudformation.yaml)"]
    ),
    // A schema that is none, in a bundle that is one.
    (
      ["e/schema/schema.yaml": "- a\n", "e/infrastructure/manifest.yaml": jinja],
      ["e environment official e - environment:jinja()"]
    ),
    // A schema that breaks off before its types.
    (
      ["e/schema/schema.yaml": "schema:\n  format: {openapi: 3.0.0}\n  service_input_type: 'A\n"],
      ["e service incomplete e -"]
    ),
    // No manifest.
    (
      ["e/schema/schema.yaml": environmentSchema, "e/infrastructure/main.yaml": template],
      ["e environment official e - environment:jinja(main.yaml)"]
    ),
    // The header says one thing and the folders another.
    (
      [
        "e/schema/schema.yaml": environmentSchema, "e/instance_infrastructure/manifest.yaml": jinja,
      ],
      ["e environment incomplete e - instance:jinja()"]
    ),
    // A folder of the wrong name; a manifest beside the schema's folder; keys of somebody's own.
    (
      ["s/v1/schema/schema.yaml": serviceSchema, "s/v1/template/manifest.yaml": codeBuild],
      ["s/v1 service incomplete s v1 instance:codeBuild()"]
    ),
    (
      [
        "e/schema/schema.yaml": environmentSchema,
        "e/manifest.yaml": "template_format: cloudformation\ntemplate_file: a.yaml\n",
      ],
      ["e environment incomplete e - environment:?()"]
    ),
    (
      [
        "e/schema.yaml": "type: object\nproperties: {a: {type: string}}\n",
        "e/infrastructure/manifest.yaml":
          "template_format: cloudformation\ntemplate_file: a.yaml\n",
        "e/infrastructure/a.yaml": template,
      ],
      ["e environment incomplete e - environment:jinja(a.yaml)"]
    ),
    // A pipeline in a folder of a wrong name, beside instances in the right one.
    (
      [
        "s/v1/schema/schema.yaml": serviceSchema,
        "s/v1/instance_infrastructure/manifest.yaml": jinja,
        "s/v1/pipeline-infrastructure/manifest.yaml": codeBuild,
      ],
      ["s/v1 service official s v1 instance:jinja() pipeline:codeBuild()"]
    ),
    // The name that Protonizer gives, and none of a file that only is called so.
    (
      [
        "t/schema/schema.yaml": environmentSchema,
        "t/proton.yaml": "name: shared\ntype: environment\n",
      ],
      ["t environment official shared -"]
    ),
    (
      ["t/schema/schema.yaml": environmentSchema, "t/proton.yaml": "name: shared\n"],
      ["t environment official t -"]
    ),
    // A component.
    (
      ["c/manifest.yaml": jinja, "c/cloudformation.yaml": template],
      ["c component component c - component:jinja(cloudformation.yaml)"]
    ),
    // A manifest that cannot be parsed.
    (
      [
        "e/v1/infrastructure/manifest.yaml":
          "infrastructure:\n  templates:\n    - file: \"a.yaml\n      rendering_engine: jinja\n",
        "e/v1/infrastructure/a.yaml": template,
      ],
      ["e/v1 environment incomplete e v1 environment:jinja(a.yaml)"]
    ),
    // What CodeBuild deploys by itself is a plain template.
    (
      [
        "s/v1/schema/schema.yaml": serviceSchema,
        "s/v1/instance_infrastructure/manifest.yaml": codeBuild,
        "s/v1/instance_infrastructure/sam/template.yaml":
          "AWSTemplateFormatVersion: '2010-09-09'\n",
      ],
      [
        "s/v1 service official s v1 instance:codeBuild()",
        "template s/v1/instance_infrastructure/sam/template.yaml",
      ]
    ),
    // Manifests that lead out of their folder.
    (
      [
        "e/infrastructure/manifest.yaml":
          "infrastructure: {templates: [{file: ../a.yaml, rendering_engine: jinja}, {file: /e/a.yaml, rendering_engine: jinja}, {file: ./b.yaml, rendering_engine: jinja}]}",
        "e/a.yaml": "x: 1", "e/infrastructure/b.yaml": template,
      ],
      ["e environment incomplete e - environment:jinja(b.yaml)"]
    ),
    // Nothing of Proton's.
    (
      [
        "infrastructure/manifest.yaml": "apiVersion: v1\nkind: List\n",
        "g/schema/schema.yaml": "openapi: 3.0.0\npaths: {}\n",
        "g/schema.yaml": "schema: {query: Query}\n",
        "h/manifest.yaml": "name: x\n", "h/pipeline/manifest.yaml": "stages: []\n",
        "i/infrastructure/main.yaml": "Resources: {A: {Type: 'AWS::SNS::Topic'}}",
        "i/schema/schema.yaml": "type: object\n",
      ],
      ["template i/infrastructure/main.yaml"]
    ),
    // Made by Proton, or for its development.
    (
      [
        "out/schema/schema.yaml": serviceSchema, "out/proton.auto.tfvars.json": "{}",
        "out2/a/schema/schema.yaml": serviceSchema, "out2/.proton/deployment-metadata.json": "{}",
        "s/dev-resources/schema/schema.yaml": serviceSchema,
      ],
      []
    ),
    // Plain templates and what only resembles them.
    (
      [
        "a.json": #"{"Resources": {"A": {"Type": "Custom::X"}}}"#,
        "b.template": "AWSTemplateFormatVersion: '2010-09-09'\nResources: [\n",
        "c.yaml": "Resources:\n  A:\n    Type: Deployment\n",
        "d.yaml": "a:\n  Resources:\n    A: {Type: 'A::B'}\n",
        "e.json": #"{"x": {"AWSTemplateFormatVersion": "2010-09-09"}}"#,
        "f.json": #"{"AWSTemplateFormatVersion": "2010-09-09","#,
        "g.yaml":
          "Transform: AWS::Serverless-2016-10-31\nResources:\n  A: {Type: 'AWS::Serverless::Function'}\n",
        "h.yaml": "x: {{ y }}\nResources: {}\n", "empty.yaml": "", "i.yaml": "Resources: text\n",
      ],
      ["template a.json", "template b.template", "template f.json", "template g.yaml"]
    ),
  ] as [([String: String], [String])])
func layout(files: [String: String], expected: [String]) {
  #expect(summary(files) == expected)
}

@Test(arguments: [
  ("/home/u/my-env/v2", "", "my-env v2"),
  ("/home/u/my-env", "v2/", "my-env v2"),
  ("/home/u/my-env/v4/schema", "../", "my-env v4"),
  ("/home/u/my-env", "", "my-env -"),
  ("/home/u", "/srv/x/v7/", "x v7"),
  ("", "v7/", "v7 -"),
  ("/home/u", "x/v99999999999999999999/", "v99999999999999999999 -"),
])
func nameAndVersion(workingFolder: String, root: String, expected: String) {
  let lines = summary(
    [root + "schema/schema.yaml": environmentSchema], workingFolder: workingFolder)
  #expect(lines.first?.hasSuffix(" environment official " + expected) == true, "\(lines)")
}

@Test func targetsOfManifests() throws {
  var sources = SourceStore([
    "i/infrastructure/manifest.yaml": """
    infrastructure:
      templates:
        - {file: "network/*", rendering_engine: jinja}
        - {file: missing.yaml, rendering_engine: jinja}
        - {file: a/../../b.yaml, rendering_engine: jinja}
        - {file: link.yaml, rendering_engine: jinja}
        - {rendering_engine: jinja}
        - {file: "*", rendering_engine: hcl}
    """,
    "i/infrastructure/network/a.yaml": "", "i/infrastructure/network/b.yaml": "",
    "i/infrastructure/link.yaml": "Resources: {A: {Type: 'A::B::C'}}",
  ])
  let link = try #require(sources.file(at: "i/infrastructure/link.yaml")?.id)
  sources.outsideLinks = [link]
  let bundle = try #require(Workspace(sources).bundles.first)
  let manifest = try #require(bundle.infrastructure.first?.manifest)
  let words = manifest.entries.map { entry in
    switch entry.target {
    case .none: "none"
    case .files(let files): files.map { sources[$0].name }.joined(separator: "+")
    case .missing: "missing"
    case .outside: "outside"
    }
  }
  #expect(words == ["a.yaml+b.yaml", "missing", "outside", "outside", "none", "missing"])
}

@Test func filesThatGaveNoText() {
  var sources = SourceStore()
  sources.add(path: "a/big.json", content: .unreadable(.tooLarge(size: 9, limit: 1)))
  sources.add(path: "a/latin.yaml", content: .unreadable(.notUTF8(offset: 3)))
  sources.templateLike = [sources.add(path: "a/stack.json", content: .unreadable(.utf16))]
  sources.add(path: "e/infrastructure/cfn.yaml", content: .unreadable(.binary(offset: 0)))
  sources.add(
    path: "e/infrastructure/manifest.yaml",
    content: .text(
      Array("infrastructure: {templates: [{file: cfn.yaml, rendering_engine: jinja}]}".utf8)))
  sources.add(path: "e/schema/schema.yaml", content: .unreadable(.utf16))
  sources.add(path: "z/locked.yaml", content: .unreadable(.refused(reason: "no")))
  let workspace = Workspace(sources)
  #expect(
    workspace.files.map { "\($0.file.path) \($0.role)" } == [
      "a/stack.json template", "e/infrastructure/cfn.yaml template",
      "e/infrastructure/manifest.yaml manifest", "e/schema/schema.yaml schema",
      "z/locked.yaml template",
    ])
}

@Test func standardInputIsATemplate() {
  let workspace = Workspace(SourceStore(template: Array("A: {{ x }}".utf8), name: "<stdin>"))
  #expect(workspace.templates.count == 1)
}
