@testable import ProtonLint

/// Small bundles in two versions.
enum VersionFixture {
  static let manifest = """
    infrastructure:
      templates:
        - {file: cloudformation.yaml, rendering_engine: jinja, template_language: cloudformation}
    """

  /// A schema whose one type has these keys, in flow style.
  static func schema(_ header: String, _ type: String) -> String {
    """
    schema:
      format: {openapi: "3.0.0"}
      \(header): Input
      types:
        Input: {type: object, \(type)}
    """
  }

  static func environment(
    _ root: String = "env/v1", schema: String? = nil, template: String = "Resources: {}\n"
  ) -> [String: String] {
    [
      "\(root)/schema/schema.yaml": schema
        ?? Self.schema("environment_input_type", "properties: {}"),
      "\(root)/infrastructure/manifest.yaml": manifest,
      "\(root)/infrastructure/cloudformation.yaml": template,
    ]
  }

  static func service(
    _ root: String = "svc/v1", schema: String? = nil, template: String = "Resources: {}\n",
    pipeline: String? = nil, registration: String? = nil
  ) -> [String: String] {
    var files = [
      "\(root)/schema/schema.yaml": schema ?? Self.schema("service_input_type", "properties: {}"),
      "\(root)/instance_infrastructure/manifest.yaml": manifest,
      "\(root)/instance_infrastructure/cloudformation.yaml": template,
    ]
    if let pipeline {
      files["\(root)/pipeline_infrastructure/manifest.yaml"] = manifest
      files["\(root)/pipeline_infrastructure/cloudformation.yaml"] = pipeline
    }
    if let registration { files["\(root)/.template-registration.yaml"] = registration }
    return files
  }

  static func compare(_ old: [String: String], _ new: [String: String]) -> VersionComparison {
    compareVersions(
      old: VersionSide(model(of: SourceStore(old))), new: VersionSide(model(of: SourceStore(new))))
  }

  /// `kind subject effect`, one line a change.
  static func lines(_ old: [String: String], _ new: [String: String]) -> [String] {
    compare(old, new).bundles.flatMap(\.changes).map { change in
      "\(change.kind.rawValue) \(change.subject) \(change.effect.rawValue)"
    }
  }
}

func + (left: [String: String], right: [String: String]) -> [String: String] {
  left.merging(right) { first, _ in first }
}
