/// A path that the user named and that leads to nothing.
package struct PathFault: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    case missing
    case refused(reason: String)
    /// A folder without a file that anything here could read.
    case empty
  }

  package let path: String
  package let reason: Reason
}

/// The files below the named paths, and what stood in the way.
package struct ReadResult: Sendable {
  package var sources: SourceStore
  package var faults: [PathFault]
  /// What the user should know and no rule reports.
  package var notes: [String]
}

/// Reads what lies below the paths that the user named; in the order of its path, each file once.
///
/// Of a named file that lies in a bundle, the rest of the bundle is read, too: a template cannot
/// be understood without its manifest and its schema. A named archive is read as the folder that it
/// holds. Those that a walk comes by are not, since most often they were packed from the sources
/// beside them; unless the folder holds nothing else.
package func readWorkspaceFiles(
  paths: [String], options: ReadOptions = ReadOptions()
) -> ReadResult {
  var reading = WorkspaceReading(options: options)
  var named: [NamedPath] = []
  for path in paths {
    do throws(SystemError) {
      named.append(try NamedPath(path))
    } catch {
      reading.faults.append(
        PathFault(path: path, reason: error.isMissing ? .missing : .refused(reason: error.reason)))
    }
  }
  let roots = named + named.compactMap(\.bundle)
  for path in roots { reading.read(path, display: path.display(among: roots)) }
  return reading.result
}

/// The named paths that were read so far.
private struct WorkspaceReading {
  let options: ReadOptions
  var faults: [PathFault] = []
  private var notes: [String] = []
  private var folders: [String] = []
  private var collected = CollectedFiles()

  init(options: ReadOptions) { self.options = options }

  mutating func read(_ path: NamedPath, display: PathBytes) {
    do throws(SystemError) {
      switch path.kind {
      case .folder(let topFolders): try walk(path, display: display, topFolders: topFolders)
      case .archive: try unpack(path.real, display: display, isNamed: true)
      case .file(let status): try read(path, display: display, status)
      case .other: notes.append("\(path.argument) is skipped: it is no regular file")
      }
    } catch {
      faults.append(PathFault(path: path.argument, reason: .refused(reason: error.reason)))
    }
  }

  var result: ReadResult {
    var sources = collected.store()
    sources.namedFolders = folders
    return ReadResult(sources: sources, faults: faults, notes: notes)
  }

  private mutating func walk(
    _ path: NamedPath, display: PathBytes, topFolders: Set<PathBytes>?
  ) throws(SystemError) {
    let ignores = options.skipsIgnored ? IgnoreStack(above: path.real) : IgnoreStack()
    let walk = try FolderWalk(
      path.real, display: display, ignores: ignores, topFolders: topFolders, options: options)
    notes += walk.notes
    collected.add(walk.found, walk.skippedFolders, isContext: topFolders != nil)
    guard topFolders == nil else { return }
    folders.append(text(display))
    let archives = walk.found.filter { isArchive($0.display) && !$0.isOutsideLink }
    if !walk.found.allSatisfy(\.isForNobody) {
      collected.unreadArchives.formUnion(archives.map(\.display))
    } else if archives.isEmpty {
      faults.append(PathFault(path: path.argument, reason: .empty))
    } else {
      for archive in archives {
        let below = archive.display.dropFirst(display.count).drop { $0 == slash }
        do throws(SystemError) {
          try unpack(path.real.appending(below), display: archive.display)
        } catch {
          collected.addBroken(archive.display, .refused(reason: error.reason), size: archive.size)
        }
      }
    }
  }

  private mutating func read(
    _ path: NamedPath, display: PathBytes, _ status: FileStatus
  ) throws(SystemError) {
    let file = readFile(
      path.real, display: display, status: status, isNamed: true, options: options)
    collected.addNamed(file)
    if case .unreadable(.refused(let reason)) = file.content {
      faults.append(PathFault(path: path.argument, reason: .refused(reason: reason)))
    }
  }

  /// Reads an archive. One that is no sound archive is a finding, as a file without text is.
  private mutating func unpack(
    _ path: PathBytes, display: PathBytes, isNamed: Bool = false
  ) throws(SystemError) {
    guard !collected.readArchives.contains(display) else { return }
    let descriptor = try Descriptor.open(try realPath(of: path))
    let size = try descriptor.status().size
    let limit = options.archives.packedSize
    let bytes = size > limit ? [] : try descriptor.bytes(limit: limit, sizeHint: size)
    do throws(ArchiveFault) {
      guard size <= limit && bytes.count <= limit else { throw .tooLargePacked(limit: limit) }
      let contents = try readArchive(bytes, display: display, options: options)
      collected.add(contents.found, contents.skippedFolders)
      collected.readArchives.insert(display)
      collected.notes += contents.notes
      if isNamed { folders.append(text(display)) }
    } catch {
      collected.addBroken(display, .archive(reason: error.words), size: size)
    }
  }
}

/// Files of several walks, which may overlap.
private struct CollectedFiles {
  /// Archives that a walk came by and left.
  var unreadArchives: Set<PathBytes> = []
  var readArchives: Set<PathBytes> = []
  var notes: [ToolNote] = []
  private var files: [PathBytes: FoundFile] = [:]
  private var named: Set<PathBytes> = []
  private var context: Set<PathBytes> = []
  private var skippedFolders: Set<PathBytes> = []

  mutating func add(
    _ found: [FoundFile], _ skipped: [PathBytes], isContext: Bool = false
  ) {
    for file in found {
      if files[file.display] == nil {
        files[file.display] = file
        if isContext { context.insert(file.display) }
      } else if !isContext {
        context.remove(file.display)
      }
    }
    skippedFolders.formUnion(skipped)
  }

  mutating func addNamed(_ file: FoundFile) {
    replace(file)
    named.insert(file.display)
  }

  mutating func addBroken(_ archive: PathBytes, _ fault: ReadFault, size: Int) {
    replace(
      FoundFile(display: archive, content: .unreadable(fault), size: size, isArchive: true))
  }

  private mutating func replace(_ file: FoundFile) {
    files[file.display] = file
    context.remove(file.display)
  }

  func store() -> SourceStore {
    var store = SourceStore()
    store.workingFolder = workingFolder().map { text($0) } ?? ""
    store.readNotes = notes + leftArchives
    // An archive that was read is a folder now.
    let sorted = files.values.filter { !readArchives.contains($0.display) }.sorted {
      $0.display.lexicographicallyPrecedes($1.display)
    }
    for file in sorted {
      let id = store.add(
        path: text(file.display), content: file.content, size: file.size,
        hasByteOrderMark: file.hasByteOrderMark)
      if named.contains(file.display) { store.named.insert(id) }
      if context.contains(file.display) { store.context.insert(id) }
      if file.isTemplateLike { store.templateLike.insert(id) }
      if file.isOutsideLink { store.outsideLinks.insert(id) }
      if file.isArchive { store.archives.insert(id) }
    }
    store.skippedFolders = skippedFolders.sorted { $0.lexicographicallyPrecedes($1) }.map {
      text($0)
    }
    return store
  }

  /// One note for all archives that were not read.
  private var leftArchives: [ToolNote] {
    let left = unreadArchives.subtracting(readArchives)
      .filter { files[$0]?.isArchive != true }
      .sorted { $0.lexicographicallyPrecedes($1) }
    guard !left.isEmpty else { return [] }
    let shown = left.prefix(3).map { "`\(text($0))`" }.joined(separator: ", ")
    let rest = left.count > 3 ? " and \(left.count - 3) more" : ""
    return [
      ToolNote("archives beside sources are read only where they are named: \(shown)\(rest)")
    ]
  }
}
