/// Why an archive cannot be read to its end. What was read of it until then is not used: half a
/// bundle would look like one with files missing.
enum ArchiveFault: Error, Hashable {
  case notGzip
  /// With zlib's own words.
  case damagedGzip(reason: String)
  case truncatedGzip
  case outOfMemory
  case notTar
  /// A header at an offset of the unpacked bytes, and what is wrong with it.
  case malformedTar(reason: String, offset: Int)
  /// The tar ends inside of something.
  case truncatedTar
  case notZip
  case damagedZip(reason: String)
  case tooLarge(limit: Int)
  case tooLargePacked(limit: Int)
  case tooDense(limit: Int)
  case tooManyEntries(limit: Int)

  /// The end of a sentence.
  var words: String {
    switch self {
    case .notGzip: "it is not compressed with gzip"
    case .damagedGzip(let reason): "its gzip data is damaged (\(reason))"
    case .truncatedGzip: "it breaks off: its gzip data has no end"
    case .outOfMemory: "there is not enough memory to unpack it"
    case .notTar: "what it holds is no tar archive"
    case .malformedTar(let reason, let offset):
      "\(reason) in the header at byte \(offset) of its tar archive"
    case .truncatedTar: "it breaks off: its tar archive ends inside of an entry"
    case .notZip: "it is no zip archive"
    case .damagedZip(let reason): "its zip archive cannot be used: \(reason)"
    case .tooLarge(let limit): "it unpacks to more than \(limit) bytes"
    case .tooLargePacked(let limit): "it has more than \(limit) bytes"
    case .tooDense(let limit): "it unpacks to more than \(limit) times its size"
    case .tooManyEntries(let limit): "it holds more than \(limit) entries"
    }
  }
}

/// How much of one archive is unpacked.
package struct ArchiveLimits: Sendable {
  /// The largest archive to open, in bytes. Proton takes bundles of up to 5 MB.
  package var packedSize = 50_000_000
  /// The most bytes that it may unpack to.
  package var unpackedSize = 250_000_000
  /// How many times its size it may unpack to, from ``ratioFloor`` bytes on.
  package var ratio = 200
  package var ratioFloor = 1_000_000
  package var entries = 20_000
  /// The longest path of an entry, in bytes.
  package var pathLength = 4_096
}
