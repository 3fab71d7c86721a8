import Testing

@testable import ProtonLint

/// What a template sees of a spec.
struct SpecRenderingTests {
  private static let schema = """
    schema:
      format: {openapi: "3.0.0"}
      service_input_type: Service
      pipeline_input_type: Pipeline
      types:
        Service:
          type: object
          properties:
            port: {type: integer, default: 80}
            size: {type: string}
            log: {type: object, properties: {days: {type: integer, default: 7}}}
        Pipeline:
          type: object
          properties: {branch: {type: string, default: main}}
    """

  private static let spec = """
    proton: ServiceSpec
    pipeline: {}
    instances:
      - {name: dev, environment: test, spec: {size: small, log: {}}}
      - {name: live, environment: prod}
    """

  private func rendered(
    _ template: String, in folder: String = "instance_infrastructure", spec: String = Self.spec,
    instance: String? = "dev", inputs: String? = nil
  ) -> String {
    let path = "web/v1/\(folder)/cloudformation.yaml"
    let manifest = """
      infrastructure:
        templates:
          - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
      """
    let sources = SourceStore([
      "web/v1/schema/schema.yaml": Self.schema, path: template,
      "web/v1/instance_infrastructure/manifest.yaml": manifest,
      "web/v1/pipeline_infrastructure/manifest.yaml": manifest,
    ])
    guard let file = sources.file(at: path) else { return "no file" }
    func tree(_ text: String) -> SyntaxTree {
      parseYAML(Array(text.utf8), map: SourceMap(identity: file.id))
    }
    do throws(SpecFault) {
      let result = try render(
        file, in: Workspace(sources), spec: tree(spec), instance: instance,
        inputs: inputs.flatMap { tree($0).root })
      return result.fault?.message ?? result.text
    } catch {
      return error.words
    }
  }

  @Test(arguments: [
    ("{{ service_instance.name }} {{ environment.name }}", "dev test"),
    ("{{ service_instance.inputs.port }} {{ service_instance.inputs.size }}", "80 small"),
    ("{{ service_instance.inputs.log.days }}", "7"),
    ("{{ service_instance.components.default.outputs }}", "{}"),
    ("{{ environment.outputs.VpcId }}", "the dictionary has no `VpcId`"),
    ("{{ service.name }}", "the dictionary has no `name`"),
    ("{{ service_instance.inputs.sise }}", "the dictionary has no `sise`"),
  ])
  func fillsInNames(_ template: String, _ text: String) {
    #expect(rendered(template) == text)
  }

  @Test func choosesTheInstance() {
    let template = "{{ service_instance.name }}"
    #expect(rendered(template, instance: "live") == "live")
    #expect(rendered(template, instance: nil).contains("several instances"))
    #expect(rendered(template, instance: "old").contains("no instance `old`"))
    #expect(rendered(template, spec: "proton: EnvironmentSpec").contains("is not for a template"))
    #expect(rendered(template, spec: "a: 1").contains("no spec of Proton"))
  }

  @Test func mergesInputsOverTheSpec() {
    let inputs = """
      service: {name: shop}
      environment: {outputs: {VpcId: vpc-1}}
      service_instance: {inputs: {port: 81}}
      """
    let template =
      "{{ service.name }} {{ environment.name }} {{ environment.outputs.VpcId }} "
      + "{{ service_instance.inputs.port }} {{ service_instance.inputs.size }}"
    #expect(rendered(template, inputs: inputs) == "shop test vpc-1 81 small")
  }

  @Test func givesAPipelineAllInstances() {
    let template =
      "{{ pipeline.inputs.branch }}{% for i in service_instances %} {{ i.name }}"
      + " {{ i.environment.name }} {{ i.inputs.port }} {{ i.outputs }}{% endfor %}"
    let inputs = "service_instances: [{name: live, outputs: {Url: x}}]"
    #expect(
      rendered(template, in: "pipeline_infrastructure", instance: nil, inputs: inputs)
        == "main dev test 80 {} live prod 80 {'Url': 'x'}")
  }
}
