/// What is read of a workspace, and how far.
package struct ReadOptions: Sendable {
  /// The largest file to read, in bytes. No more than that and one is ever in memory of a file.
  package var sizeLimit = 10_000_000
  /// How many folders may lie in one another below a named one.
  package var depthLimit = 64
  /// How many files and folders are looked at through symbolic links, below one named folder:
  /// links that lead to links multiply.
  package var linkedLimit = 10_000
  /// Whether files that Git ignores are left out.
  package var skipsIgnored = true
  /// How much of each archive is unpacked.
  package var archives = ArchiveLimits()

  package init() {}
}

/// A walk through one folder, in order of path.
struct FolderWalk {
  /// A folder on the way.
  private struct Folder {
    /// As reports print it.
    let display: PathBytes
    /// From the working directory or the root; links in it are not resolved.
    let walked: PathBytes
    /// Without symbolic links.
    let real: PathBytes
    let ignores: IgnoreStack
    /// The folder itself and those that it lies in, so that a link back is noticed.
    let identities: [FileStatus.Identity]
    let isLinked: Bool
  }

  private let options: ReadOptions
  private let root: PathBytes
  /// Nil: all.
  private let topFolders: Set<PathBytes>?
  private var linkedBudget: Int

  private(set) var found: [FoundFile] = []
  private(set) var skippedFolders: [PathBytes] = []
  private(set) var notes: [String] = []

  /// Walks a folder.
  ///
  /// - Parameters:
  ///   - root: The folder's real path. Nothing outside it is read, whatever links say.
  ///   - topFolders: The names of the folders to go into, directly below the root.
  init(
    _ root: PathBytes, display: PathBytes, ignores: IgnoreStack, topFolders: Set<PathBytes>? = nil,
    options: ReadOptions
  ) throws(SystemError) {
    self.options = options
    self.root = root
    self.topFolders = topFolders
    linkedBudget = options.linkedLimit
    let descriptor = try Descriptor.open(root, isFolder: true)
    let folder = Folder(
      display: display, walked: root, real: root, ignores: ignores,
      identities: [try descriptor.status().identity], isLinked: false)
    try walk(folder, descriptor)
  }

  private mutating func walk(_ folder: Folder, _ descriptor: borrowing Descriptor)
    throws(SystemError)
  {
    let names = try descriptor.names()
    let ignores =
      options.skipsIgnored ? folder.ignores.entering(folder.walked, names) : folder.ignores
    for name in names {
      guard let status = try? FileStatus(of: name, in: descriptor.number) else { continue }
      let walked = folder.walked.appending(name)
      if options.skipsIgnored && ignores.ignores(walked, isFolder: status.kind == .folder) {
        continue
      }
      if folder.isLinked {
        guard linkedBudget > 0 else { continue }
        linkedBudget -= 1
        if linkedBudget == 0 {
          notes.append("more than \(options.linkedLimit) files behind links: the rest is not read")
        }
      }
      switch status.kind {
      case .file: read(name, status, in: folder, descriptor)
      case .folder: enter(name, ignores, in: folder, descriptor)
      case .link: follow(name, status, ignores, in: folder)
      case .other: add(name, .notRead, size: 0, in: folder)
      }
    }
  }

  private mutating func enter(
    _ name: PathBytes, _ ignores: IgnoreStack, in folder: Folder,
    _ descriptor: borrowing Descriptor
  ) {
    if folder.walked == root, let topFolders, !topFolders.contains(name) { return }
    let display = folder.display.appending(name)
    do throws(SystemError) {
      let child = try Descriptor.open(name, in: descriptor.number, isFolder: true)
      try enter(
        Folder(
          display: display, walked: folder.walked.appending(name),
          real: folder.real.appending(name), ignores: ignores,
          identities: folder.identities + [try child.status().identity], isLinked: folder.isLinked),
        child)
    } catch {
      add(name, .unreadable(.refused(reason: error.reason)), size: 0, in: folder)
    }
  }

  private mutating func enter(_ folder: Folder, _ descriptor: borrowing Descriptor)
    throws(SystemError)
  {
    if isSkipped(folder.real) {
      if !isRepository(lastPart(of: folder.real)) { skippedFolders.append(folder.display) }
    } else if folder.identities.count > options.depthLimit {
      notes.append(
        "\(text(folder.display)) is not read: more than \(options.depthLimit) folders deep")
    } else {
      try walk(folder, descriptor)
    }
  }

  /// Goes where a symbolic link leads, if that is below the root.
  private mutating func follow(
    _ name: PathBytes, _ status: FileStatus, _ ignores: IgnoreStack, in folder: Folder
  ) {
    guard let target = try? realPath(of: folder.real.appending(name)) else { return }
    guard root.isFolder(of: target), let targetStatus = try? FileStatus(of: target) else {
      add(name, .notRead, size: 0, isOutsideLink: true, in: folder)
      return
    }
    switch targetStatus.kind {
    case .folder:
      guard !folder.identities.contains(targetStatus.identity), linkedBudget > 0,
        let child = try? Descriptor.open(target, isFolder: true)
      else { return }
      let linked = Folder(
        display: folder.display.appending(name), walked: folder.walked.appending(name),
        real: target, ignores: ignores,
        identities: folder.identities + [targetStatus.identity], isLinked: true)
      do throws(SystemError) {
        try enter(linked, child)
      } catch {
        add(name, .unreadable(.refused(reason: error.reason)), size: 0, in: folder)
      }
    case .file:
      let isOutside = !folder.real.isFolder(of: target)
      let display = folder.display.appending(name)
      found.append(
        readFile(target, display: display, status: targetStatus, options: options)
          .outsideLink(isOutside))
    case .link, .other:
      add(name, .notRead, size: 0, in: folder)
    }
  }

  private mutating func read(
    _ name: PathBytes, _ status: FileStatus, in folder: Folder,
    _ descriptor: borrowing Descriptor
  ) {
    found.append(
      readFile(
        name, in: descriptor.number, display: folder.display.appending(name), status: status,
        options: options))
  }

  private mutating func add(
    _ name: PathBytes, _ content: SourceFile.Content, size: Int, isOutsideLink: Bool = false,
    in folder: Folder
  ) {
    found.append(
      FoundFile(
        display: folder.display.appending(name), content: content, size: size,
        isOutsideLink: isOutsideLink))
  }

  private func isSkipped(_ folder: PathBytes) -> Bool {
    isToolFolder(lastPart(of: folder)) || fileExists(folder.appending(environmentMark))
  }
}

/// Reads a file, if files of its name are interpreted by anything or the user named it.
func readFile(
  _ name: PathBytes, in folder: Int32? = nil, display: PathBytes, status: FileStatus,
  isNamed: Bool = false, options: ReadOptions
) -> FoundFile {
  guard isNamed || isInterpreted(display) else {
    return FoundFile(display: display, content: .notRead, size: status.size)
  }
  do throws(SystemError) {
    let descriptor =
      if let folder {
        try Descriptor.open(name, in: folder)
      } else {
        try Descriptor.open(name)
      }
    let status = try descriptor.status()
    guard status.kind == .file else {
      return FoundFile(display: display, content: .notRead, size: 0)
    }
    let isTooLarge = status.size > options.sizeLimit
    let limit = isTooLarge ? lookedAt : options.sizeLimit
    let bytes = try descriptor.bytes(limit: limit, sizeHint: status.size)
    guard !isTooLarge && bytes.count <= options.sizeLimit else {
      return FoundFile(
        display, size: max(status.size, bytes.count), limit: options.sizeLimit, beginning: bytes)
    }
    let file = FoundFile(display, bytes: bytes)
    return isNamed ? file : file.withoutIdleWords
  } catch {
    return FoundFile(
      display: display, content: .unreadable(.refused(reason: error.reason)), size: status.size)
  }
}
