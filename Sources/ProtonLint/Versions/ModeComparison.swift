/// What no version of a template can change: its kind, whether it has a pipeline, and in effect the
/// engine that deployed it.
func modeChanges(from old: BundleVersion, to new: BundleVersion) -> [VersionChange] {
  let (before, after) = (old.bundle, new.bundle)
  guard before.kind == after.kind else {
    return [
      VersionChange(
        .kindChanged, .needsNewTemplate,
        "\(before.kind.withArticle) template became \(after.kind.withArticle) template",
        of: after.name, old: Label(.folder(before.root), "it was \(before.kind.withArticle)"),
        new: after.placeOfKind)
    ]
  }
  return [pipelineChange(from: before, to: after)].compactMap(\.self)
    + Infrastructure.Role.allCases.compactMap { engineChange($0, before, after) }
}

/// A pipeline that one version of a service template has and the other has not.
public func pipelineChange(
  from old: TemplateBundle, to new: TemplateBundle
) -> VersionChange? {
  guard old.kind == .service, new.kind == .service else { return nil }
  let (before, after) = (old.infrastructure(.pipeline), new.infrastructure(.pipeline))
  let help = "whether a service template has a pipeline is fixed when it is created: make another"
  switch (before, after) {
  case (nil, let pipeline?):
    return VersionChange(
      .pipelineAdded, .needsNewTemplate, "the version before has no pipeline", of: new.name,
      old: Label(.folder(old.root), "no pipeline here"), new: Label(pipeline.place), help: help)
  case (let pipeline?, nil):
    return VersionChange(
      .pipelineRemoved, .needsNewTemplate, "the version before has a pipeline", of: new.name,
      old: Label(pipeline.place, "the pipeline"), new: Label(.folder(new.root)), help: help)
  default: return nil
  }
}

private func engineChange(
  _ role: Infrastructure.Role, _ old: TemplateBundle, _ new: TemplateBundle
) -> VersionChange? {
  guard let before = old.infrastructure(role), let after = new.infrastructure(role),
    let one = before.engine, let other = after.engine, one != other
  else { return nil }
  return VersionChange(
    .engineChanged, .breaksUpdates, .warning,
    "the \(role.rawValue) infrastructure was deployed by \(one.words), and now is by "
      + other.words, of: role.rawValue, old: Label(before.place), new: Label(after.place),
    help: "\(other.words) does not know what \(one.words) made: it makes all of it again")
}

extension Infrastructure {
  /// The manifest, or the folder where there is none.
  fileprivate var place: Place { manifestFile.map { .file($0) } ?? .folder(folder) }
}

extension Infrastructure.Engine {
  var words: String {
    switch self {
    case .jinja: "CloudFormation"
    case .terraform: "Terraform"
    case .codeBuild: "CodeBuild"
    }
  }
}

extension TemplateBundle {
  fileprivate var placeOfKind: Label {
    let header =
      schema?.environmentInputType ?? schema?.serviceInputType ?? schema?.pipelineInputType
    return header.map { Label($0.key.span) } ?? Label(.folder(root))
  }
}

extension TemplateBundle.Kind {
  fileprivate var withArticle: String { self == .environment ? "an environment" : "a \(rawValue)" }
}
