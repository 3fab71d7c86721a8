import Foundation
import Testing

@testable import ProtonLint

private let template = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n"

/// An archive that Python's `tarfile` is told to make, and what is to be read of it.
private struct Hostile: CustomTestStringConvertible, Sendable {
  let name: String
  /// Statements in which `t` is the open archive and `add` adds an entry.
  let script: String
  var format = "PAX"
  /// Expressions in which `d` stands for the packed bytes.
  var packed = "d"
  /// The paths that a text was read of, those that are only known, and the beginnings of the notes.
  var texts: [String] = []
  var known: [String] = []
  var notes: [String] = []
  /// Why the archive cannot be read.
  var fault: String? = nil
  var testDescription: String { name }
}

private let hostile: [Hostile] = [
  Hostile(
    name: "paths that lead out",
    script:
      "add('/etc/a.yaml', T); add('../b.yaml', T); add('x/../../c.yaml', T); add('./x/./d.yaml', T)",
    texts: ["x/d.yaml"],
    notes: [
      "paths that lead out of the archive are left out: `/etc/a.yaml`, `../b.yaml`, `x/../../c.yaml`"
    ]),
  Hostile(
    name: "links",
    script: "add('a.yaml', T); add('s.yaml', type=SYMTYPE, link='/etc/passwd'); "
      + "add('h.yaml', type=LNKTYPE, link='a.yaml')",
    texts: ["a.yaml"], known: ["h.yaml", "s.yaml"],
    notes: ["links in the archive are not followed: `s.yaml`, `h.yaml`"]),
  Hostile(
    name: "a link and a folder that state a size",
    script: """
      i = tarfile.TarInfo('l'); i.type = SYMTYPE; i.linkname = 'x'; i.size = 9; t.addfile(i)
      i = tarfile.TarInfo('f'); i.type = DIRTYPE; i.size = 9; t.addfile(i)
      add('a.yaml', T)
      """,
    texts: ["a.yaml"], known: ["l"], notes: ["links in the archive"]),
  Hostile(
    name: "devices and pipes", script: "add('a', type=CHRTYPE); add('b.yaml', type=FIFOTYPE)",
    known: ["a", "b.yaml"], notes: ["what is no ordinary file in the archive is not read: `a`"]),
  Hostile(
    name: "the same path twice", script: "add('a.yaml', b'1'); add('./a.yaml', b'22')",
    texts: ["a.yaml"], notes: ["of several files with one path, the last is read: `a.yaml`"]),
  Hostile(
    name: "an archive in it", script: "add('in/a.tgz', b'x'); add('a.yaml', T)",
    texts: ["a.yaml"], known: ["in/a.tgz"],
    notes: ["archives in the archive are not read: `in/a.tgz`"]),
  Hostile(
    name: "folders of tools",
    script: "add('node_modules/a.yaml', T); add('v/lib/a.yaml', T); add('v/pyvenv.cfg'); "
      + "add('.git/config.yaml', T); add('w/a.yaml', T)",
    texts: ["w/a.yaml"]),
  Hostile(
    name: "a long path in pax records", script: "add('é' * 300 + '/a.yaml', T)",
    texts: [String(repeating: "é", count: 300) + "/a.yaml"]),
  Hostile(
    name: "a long path of GNU", script: "add('e' * 300 + '/a.yaml', T)", format: "GNU",
    texts: [String(repeating: "e", count: 300) + "/a.yaml"]),
  Hostile(
    name: "a path that is cut at a slash", script: "add('d/' * 60 + 'a.yaml', T)",
    texts: [String(repeating: "d/", count: 60) + "a.yaml"]),
  Hostile(
    name: "a path that is too long", script: "add('e' * 5000 + '.yaml', T); add('a.yaml', T)",
    texts: ["a.yaml"], notes: ["paths that are too long are left out: `eeee"]),
  Hostile(
    name: "too many folders", script: "add('d/' * 80 + 'a.yaml', T)",
    notes: ["files in too many folders are left out"]),
  Hostile(
    name: "a path with NUL", script: "add('x', T, pax={'path': 'a\\0.yaml'}); add('b.yaml', T)",
    texts: ["b.yaml"], notes: ["paths that lead out of the archive are left out"]),
  Hostile(
    name: "a size in pax records",
    script: "add('a.yaml', T, pax={'size': str(len(T))}, stated=0); add('b.yaml', T)",
    texts: ["a.yaml", "b.yaml"]),
  Hostile(
    name: "a size in pax records that is no number", script: "add('a.yaml', T, pax={'size': 'x'})",
    fault: "malformed pax records in the header at byte 0 of its tar archive"),
  Hostile(
    name: "records for all entries", script: "t.pax_headers = {'comment': 'x'}; add('a.yaml', T)",
    texts: ["a.yaml"]),
  Hostile(
    name: "a binary size", script: "add('a.yaml', T, binary=True); add('b.yaml', T)",
    texts: ["a.yaml", "b.yaml"]),
  Hostile(
    name: "a size beyond everything",
    script: "add('a.yaml', T, raw=b'\\xff' + b'\\x80' * 11)",
    fault: "a size that is no number in the header at byte 0 of its tar archive"),
  Hostile(
    name: "a size beyond the archive", script: "add('a.yaml', T, stated=9000000)",
    fault: "it breaks off: its tar archive ends inside of an entry"),
  Hostile(
    name: "a size that overflows", script: "add('a.yaml', T, raw=b'\\x80' + b'\\x7f' * 11)",
    fault: "a size that is no number in the header at byte 0 of its tar archive"),
  Hostile(
    name: "a sparse file", script: "add('a.yaml', T, pax={'GNU.sparse.major': '1'})",
    known: ["a.yaml"], notes: ["what is no ordinary file in the archive is not read: `a.yaml`"]),
  Hostile(name: "nothing", script: "", notes: ["the archive is empty"]),
  Hostile(
    name: "several members", script: "add('a.yaml', T); add('b.yaml', T)",
    packed:
      "gzip.compress(u(d)[:700]) + gzip.compress(u(d)[700:900]) + gzip.compress(b'') + gzip.compress(u(d)[900:])",
    texts: ["a.yaml", "b.yaml"]),
  Hostile(
    name: "padding behind it", script: "add('a.yaml', T)", packed: "d + bytes(1000)",
    texts: ["a.yaml"]),
  Hostile(
    name: "rubbish behind it", script: "add('a.yaml', T)", packed: "d + b'rubbish'",
    texts: ["a.yaml"], notes: ["what follows the end of the archive is not read"]),
  Hostile(
    name: "rubbish behind the tar", script: "add('a.yaml', T)",
    packed: "gzip.compress(u(d) + b'rubbish')", texts: ["a.yaml"],
    notes: ["what follows the end of the archive is not read"]),
  Hostile(
    name: "no end mark", script: "add('a.yaml', T)", packed: "gzip.compress(u(d)[:1024])",
    texts: ["a.yaml"]),
  Hostile(
    name: "a cut gzip", script: "add('a.yaml', T)", packed: "d[:-9]",
    fault: "it breaks off: its gzip data has no end"),
  Hostile(
    name: "a wrong checksum of gzip", script: "add('a.yaml', T)",
    packed: "d[:-8] + b'abcd' + d[-4:]",
    fault: "its gzip data is damaged (incorrect data check)"),
  Hostile(
    name: "a wrong length of gzip", script: "add('a.yaml', T)", packed: "d[:-4] + b'abcd'",
    fault: "its gzip data is damaged (incorrect length check)"),
  Hostile(
    name: "a wrong checksum of tar", script: "add('a.yaml', T); add('b.yaml', T)",
    packed: "gzip.compress(u(d)[:1024] + b'x' + u(d)[1025:])",
    fault: "a wrong checksum in the header at byte 1024 of its tar archive"),
  Hostile(
    name: "no gzip", script: "add('a.yaml', T)", packed: "u(d)",
    fault: "it is not compressed with gzip"),
  Hostile(
    name: "no tar", script: "", packed: "gzip.compress(b'hello' * 300)",
    fault: "what it holds is no tar archive"),
  Hostile(
    name: "an empty file", script: "", packed: "b''", fault: "it is not compressed with gzip"),
  Hostile(
    name: "an empty gzip", script: "", packed: "gzip.compress(b'')",
    fault: "what it holds is no tar archive"),
  Hostile(
    name: "a bomb", script: "", packed: "gzip.compress(u(d) + bytes(9_000_000))",
    fault: "it unpacks to more than 200 times its size"),
]

private func make(_ archives: [Hostile], in folder: TemporaryFolder) throws {
  var script = """
    import gzip, io, tarfile
    from tarfile import CHRTYPE, DIRTYPE, FIFOTYPE, GNU_FORMAT, LNKTYPE, PAX_FORMAT, REGTYPE, SYMTYPE
    T = b'''\(template)'''
    u = gzip.decompress
    def add(name, data=b'', type=REGTYPE, link='', pax={}, stated=None, binary=False, raw=None):
        i = tarfile.TarInfo(name); i.type = type; i.linkname = link; i.pax_headers = pax
        i.size = len(data)
        b = i.tobuf(t.format, t.encoding, t.errors)
        n = len(b) - 512
        if stated is not None: raw = b'%011o\\0' % stated
        if binary: raw = b'\\x80' + len(data).to_bytes(11, 'big')
        if raw is not None:
            b = b[:n+124] + raw + b[n+136:n+148] + b' ' * 8 + b[n+156:]
            b = b[:n+148] + b'%06o\\0 ' % sum(b[n:]) + b[n+156:]
        t.fileobj.write(b + data + bytes(-len(data) % 512)); t.offset += len(b) + len(data) + -len(data) % 512

    """
  for (index, archive) in archives.enumerated() {
    script += """
      f = io.BytesIO(); t = tarfile.open(fileobj=f, mode='w:gz', format=\(archive.format)_FORMAT)
      \(archive.script)
      t.close(); d = f.getvalue()
      open('\(index).tar.gz', 'wb').write(\(archive.packed))

      """
  }
  try folder.run("/usr/bin/env", "python3", "-", input: script)
}

private let hasPython =
  FileManager.default.isExecutableFile(atPath: "/usr/bin/env")
  && {
    (try? TemporaryFolder().run("/usr/bin/env", "python3", "-c", "print(1)")) == "1\n"
  }()

@Test(.enabled(if: hasPython, "needs python3 to make archives"))
func hostileArchivesAreRead() throws {
  let folder = try TemporaryFolder()
  try make(hostile, in: folder)
  for (index, archive) in hostile.enumerated() {
    let path = folder.path + "/\(index).tar.gz"
    let sources = readWorkspaceFiles(paths: [path]).sources
    let inner = sources.files.filter { $0.path != path }
    func paths(_ isWanted: (SourceFile) -> Bool) -> [String] {
      inner.filter(isWanted).map { String($0.path.dropFirst(path.count + 1)) }
    }
    #expect(paths { !$0.bytes.isEmpty } == archive.texts, "\(archive.name)")
    #expect(paths(\.bytes.isEmpty) == archive.known, "\(archive.name)")
    let notes = sources.readNotes.map(\.message)
    #expect(
      notes.count == archive.notes.count
        && zip(notes, archive.notes).allSatisfy { $0.hasPrefix($1) },
      "\(archive.name): \(notes)")
    var fault: String?
    if case .unreadable(let found) = sources.file(at: path)?.content { fault = found.words }
    #expect(fault == archive.fault, "\(archive.name)")
  }
}

@Test(.enabled(if: hasPython, "needs python3 to make archives"))
func limitsOfArchivesAreSaid() throws {
  let folder = try TemporaryFolder()
  try make(
    [
      Hostile(
        name: "files", script: "[add('%d.yaml' % n, T * 100) for n in range(50)]")
    ], in: folder)
  func fault(_ change: (inout ArchiveLimits) -> Void) -> String? {
    var options = ReadOptions()
    change(&options.archives)
    let path = folder.path + "/0.tar.gz"
    let sources = readWorkspaceFiles(paths: [path], options: options).sources
    guard case .unreadable(let fault) = sources.file(at: path)?.content else { return nil }
    #expect(sources.files.count == 1)
    return fault.words
  }
  #expect(fault { _ in } == nil)
  #expect(fault { $0.entries = 49 } == "it holds more than 49 entries")
  #expect(fault { $0.unpackedSize = 100_000 } == "it unpacks to more than 100000 bytes")
  #expect(fault { $0.packedSize = 100 } == "it has more than 100 bytes")
  #expect(
    fault {
      $0.ratioFloor = 1000
      $0.ratio = 3
    } == "it unpacks to more than 3 times its size")
  var options = ReadOptions()
  options.sizeLimit = 1_000
  let sources = readWorkspaceFiles(paths: [folder.path + "/0.tar.gz"], options: options).sources
  #expect(sources.files.count == 50 && sources.templateLike.count == 50)
}

/// An archive is read where it is named, and where a folder holds nothing else.
@Test(.enabled(if: hasPython, "needs python3 to make archives"))
func archivesAreReadWhereTheyAreNamed() throws {
  let folder = try TemporaryFolder()
  try make([Hostile(name: "a bundle", script: "add('a.yaml', T)")], in: folder)
  func read(_ paths: String...) -> (paths: [String], notes: [String]) {
    let result = readWorkspaceFiles(paths: paths.map { folder.path + $0 })
    #expect(result.faults.isEmpty)
    return (
      result.sources.files.map { String($0.path.dropFirst(folder.path.count + 1)) },
      result.sources.readNotes.map(\.message)
    )
  }
  #expect(read("").paths == ["0.tar.gz/a.yaml"])
  #expect(read("").notes.isEmpty)
  try folder.write("b.yaml", template)
  #expect(read("").paths == ["0.tar.gz", "b.yaml"])
  #expect(
    read("").notes == [
      "archives beside sources are read only where they are named: `\(folder.path)/0.tar.gz`"
    ])
  #expect(read("", "/0.tar.gz").paths == ["0.tar.gz/a.yaml", "b.yaml"])
  #expect(read("", "/0.tar.gz").notes.isEmpty)
  #expect(read("/0.tar.gz", "").paths == ["0.tar.gz/a.yaml", "b.yaml"])
}
