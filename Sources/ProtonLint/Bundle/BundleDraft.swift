/// A bundle before its files are read.
struct BundleDraft {
  struct Folder {
    let role: Infrastructure.Role
    let path: String
    /// Whether the folder's name is one that Proton gives some role.
    let isNamedSo: Bool
  }

  let root: String
  let schema: SourceFile?
  var kind: TemplateBundle.Kind = .environment
  var folders: [Folder]

  func layout(_ infrastructure: [Infrastructure]) -> TemplateBundle.Layout {
    if kind == .component { return .component }
    guard let schema else { return .incomplete }
    let main: Infrastructure.Role = kind == .environment ? .environment : .instance
    let folder = folders.first { $0.role == main }
    guard lastPart(of: schema.folder) == "schema", schema.folder != root else {
      let isTerraform = infrastructure.contains { $0.role == main && $0.engine == .terraform }
      return isTerraform && folder?.isNamedSo == false ? .looseTerraform : .incomplete
    }
    // A customer-managed environment has nothing but a schema.
    guard let folder else {
      return folders.isEmpty && kind == .environment ? .official : .incomplete
    }
    guard folder.isNamedSo else { return .incomplete }
    let isPreview = folders.contains { folder in
      (folder.role == .instance && lastPart(of: folder.path) == "infrastructure")
        || (folder.role == .pipeline && lastPart(of: folder.path) == "pipeline")
    }
    return isPreview && kind == .service ? .preview : .official
  }
}
