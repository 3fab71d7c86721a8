import Testing

@testable import ProtonLint

private let schema = """
  schema:
    format: {openapi: "3.0.0"}
    service_input_type: In
    types: {In: {type: object, properties: {port: {type: integer}}}}
  """

/// Each form of a spec, with guillemets around the values of its instance: they are found there,
/// and the spec finds its bundle.
@Test(arguments: [
  (
    "spec/a.yaml",
    "proton: ServiceSpec\ninstances:\n  - {name: a, environment: e, spec: «{port: 1}»}\n"
  ),
  (
    "spec/a.json",
    #"{"proton": "ServiceSpec", "instances": [{"name": "a", "spec": «{"port": 1}»}]}"#
  ),
  // A kind that is misspelt, and none.
  (
    "spec/a.yaml", "proton: Service\ninstances:\n  - {name: a, environment: e, spec: «{port: 1}»}\n"
  ),
  ("spec/a.yaml", "instances:\n  - {name: a, environment: e, spec: «{port: 1}»}\n"),
  // Blocks: of JSON, with a blank line, with an indentation that is given, with the line ends of Windows.
  (
    "t.yaml",
    block(
      "|",
      "{\n  \"proton\": \"ServiceSpec\",\n\n  \"instances\": [{\"spec\": «{\"port\": 1}»}]\n}\n")
  ),
  ("t.yaml", block("|2-", "  proton: ServiceSpec\n  instances: [{spec: «{port: 1}»}]\n")),
  (
    "t.yaml",
    block("|", "proton: ServiceSpec\ninstances:\n- spec: «{port: 1}»\n")
      .replacing("\n", with: "\r\n")
  ),
  // One line, which stands as it is, and a block with substitutions.
  ("t.yaml", resource(#"'{"proton": "ServiceSpec", "instances": [{"spec": «{"port": 1}»}]}'"#)),
  (
    "t.yaml",
    block("!Sub |", "proton: ServiceSpec\ninstances: [{name: '${A}', spec: «{port: 1}»}]\n")
  ),
  // An object.
  ("t.yaml", resource("{proton: ServiceSpec, instances: [{name: a, spec: «{port: 1}»}]}")),
  // Strings whose bytes are not the value's: all of the scalar is the place.
  (
    "t.yaml",
    resource(#"«"{\"proton\": \"ServiceSpec\", \"instances\": [{\"spec\": {\"port\": 1}}]}"»"#)
  ),
  (
    "t.json",
    #"{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"S": {"Type": "AWS::Proton::Service", "Properties": {"TemplateName": "web", "Spec": «"{\"proton\": \"ServiceSpec\", \"instances\": [{\"spec\": {\"port\": 1}}]}"»}}}}"#
  ),
  // Commands.
  (
    "t.sh",
    "aws proton create-service \\\n --template-name web --spec '{\"proton\": \"ServiceSpec\",\n\"instances\": [{\"spec\": «{\"port\": 1}»}]}' \\\n --branch-name main\n"
  ),
  (
    "w.yaml",
    "jobs:\n  - run: |\n      aws proton update-service --template-name web --spec \"{proton: ServiceSpec, instances: [{spec: «{port: 1}»}]}\"\n"
  ),
  (
    "README.md",
    "```\naws proton update-service --template-name web --spec «\"{\\\"proton\\\": \\\"ServiceSpec\\\", \\\"instances\\\": [{\\\"spec\\\": {\\\"port\\\": 1}}]}\"»\n```\n"
  ),
])
func formsOfSpecs(path: String, marked: String) throws {
  let parts = marked.split(separator: /[«»]/, omittingEmptySubsequences: false).map(String.init)
  try #require(parts.count == 3)
  let workspace = Workspace(
    SourceStore(["web/schema/schema.yaml": schema, "web/\(path)": parts.joined()]))
  #expect(workspace.specs.count == 1)
  let spec = try #require(workspace.specs.first)
  #expect(spec.bundle.map { workspace[$0].name } == "web")
  let values = try #require(spec.sections.last?.values)
  let place = values.span
  // A command's quotes are no part of its word.
  let inner =
    parts[1].hasPrefix("\"{\\") && path == "README.md"
    ? String(parts[1].dropFirst().dropLast()) : parts[1]
  #expect(workspace.sources.text(of: place) == inner)
}

private func resource(_ spec: String) -> String {
  """
  Resources:
    S:
      Type: AWS::Proton::Service
      Properties:
        TemplateName: web
        Spec: \(spec)
  """
}

private func block(_ header: String, _ text: String) -> String {
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  return resource(header) + "\n"
    + lines.map { $0.isEmpty ? "" : "        " + $0 }.joined(separator: "\n")
}

/// What is no spec, whatever it resembles.
@Test(arguments: [
  ("spec/k.yaml", "apiVersion: v1\nkind: Service\nspec: {port: 1}\n"),
  ("spec/k.yaml", "instances:\n  - {name: a, type: t2.micro}\n"),
  ("k.yaml", "proton: true\nother: 1\n"),
  ("k.sh", "aws proton create-service --spec file://spec.yaml\naws proton list-services\n"),
  ("k.sh", "aws proton create-service --spec '{\"proton\": "),
  ("k.md", "The option `--spec` of `aws proton create-service` takes a spec.\n"),
  ("t.yaml", resource("!GetAtt Other.Spec")),
])
func otherThingsAreNoSpecs(path: String, text: String) {
  let workspace = Workspace(SourceStore(["web/schema/schema.yaml": schema, "web/\(path)": text]))
  #expect(workspace.specs.isEmpty)
}

/// The template's name beside a spec leads to its bundle: to the version that is given, or the last.
@Test(arguments: [("web", "", "v2"), ("web", "1", "v1"), ("web", "3", nil), ("other", "", nil)])
func specsByTemplateName(name: String, version: String, expected: String?) throws {
  let major = version.isEmpty ? "" : "\n      TemplateMajorVersion: \(version)"
  let text = """
    Resources:
      S:
        Type: AWS::Proton::Service
        Properties:
          TemplateName: \(name)
          Spec: '{proton: ServiceSpec, instances: [{spec: {port: 1}}]}'
    """.replacing("\n      Spec", with: "\(major)\n      Spec")
  let workspace = Workspace(
    SourceStore([
      "web/v1/schema/schema.yaml": schema, "web/v2/schema/schema.yaml": schema,
      "deployment/service.yaml": text,
    ]))
  let spec = try #require(workspace.specs.first)
  #expect(spec.bundle.map { workspace[$0].root } == expected.map { "web/\($0)" })
}

/// Beside the folders of a template's versions lies what is for it, also if it gives nothing that is
/// declared.
@Test(arguments: [("web/spec.yaml", "web/v1"), ("other/spec.yaml", nil), ("spec.yaml", nil)])
func specsBesideVersions(path: String, expected: String?) throws {
  let workspace = Workspace(
    SourceStore([
      "web/v1/schema/schema.yaml": schema,
      path: "proton: ServiceSpec\ninstances: [{spec: {prot: 1}}]\n",
    ]))
  let spec = try #require(workspace.specs.first)
  #expect(spec.bundle.map { workspace[$0].root } == expected)
}

@Test(arguments: [
  ("proton-ops.yaml", "./web/spec.yaml", "web/spec.yaml", false),
  ("configuration/proton-ops.yaml", "web/spec.yaml", "web/spec.yaml", false),
  ("proton-ops.yaml", "./web/other.yaml", nil, true),
  ("proton-ops.yaml", "./elsewhere/spec.yaml", nil, false),
  ("proton-ops.yaml", "../web/spec.yaml", nil, false),
  ("proton-ops.yaml", "spec.yaml", nil, true),
])
func specsOfOpsFiles(path: String, spec: String, target: String?, isKnownToBeMissing: Bool) throws {
  let text = "sync:\n  services:\n    web:\n      alpha: {branch: main, spec: \(spec)}\n"
  let workspace = Workspace(
    SourceStore([path: text, "web/spec.yaml": "proton: ServiceSpec\ninstances: []\n"]))
  let instance = try #require(workspace.opsFiles.first?.instances.first)
  #expect(instance.target.map { workspace.sources[$0].path } == target)
  #expect((instance.target == nil && instance.isTargetFolderKnown) == isKnownToBeMissing)
}

@Test func registrationsOfProtonizer() throws {
  let own = "name: web\ntype: service\ncompatibleEnvironments: [shared:1]\n"
  for (others, expected) in [([:], "shared:1"), ([".compatible-envs": "other:2\n"], "other:2")] {
    var files = ["web/schema/schema.yaml": schema, "web/proton.yaml": own]
    for (name, text) in others { files["web/\(name)"] = text }
    let bundle = try #require(Workspace(SourceStore(files)).bundles.first)
    let entry = try #require(bundle.registration?.compatible.first)
    #expect("\(entry.name):\(entry.majorVersion ?? 0)" == expected)
  }
}
