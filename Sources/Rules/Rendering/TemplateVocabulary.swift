import ProtonLint

/// The names that Proton gives a template, by the infrastructure that it is for.
///
/// See "Parameters" in the Proton administrator guide:
/// <https://docs.aws.amazon.com/proton/latest/userguide/parameters.html>.
enum TemplateVocabulary {
  static func names(for role: Infrastructure.Role?) -> [String] {
    let instance = [
      "environment.name", "environment.account_id", "environment.outputs", "service.name",
      "service.repository_id", "service.repository_connection_arn", "service.branch_name",
      "service_instance.name", "service_instance.inputs", "service_instance.components.default",
      "service_instance.components.default.name", "service_instance.components.default.outputs",
      "service_instance.components", "service_instance.environment",
    ]
    switch role {
    case .environment: return ["environment.name", "environment.account_id", "environment.inputs"]
    case .instance: return instance
    case .component: return instance + ["component.name"]
    case .pipeline:
      return [
        "service.name", "service.repository_id", "service.repository_connection_arn",
        "service.branch_name", "pipeline.inputs", "service_instances",
      ]
    case nil: return []
    }
  }

  /// The first parts of the names: what a template can begin an expression with.
  static func roots(for role: Infrastructure.Role?) -> [String] {
    var roots: [String] = []
    for name in names(for: role) {
      let root = String(name.prefix { $0 != "." })
      if !roots.contains(root) { roots.append(root) }
    }
    return roots
  }
}

extension Infrastructure.Role {
  /// `an environment template`
  var template: String {
    switch self {
    case .environment: "an environment template"
    case .instance: "an instance template"
    case .pipeline: "a pipeline template"
    case .component: "a component template"
    }
  }
}
