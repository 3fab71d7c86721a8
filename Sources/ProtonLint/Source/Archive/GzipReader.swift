import CZlib

/// What a gzip file holds, piece by piece: what it claims to hold costs no memory.
///
/// Several members that follow one another are one text, as for gzip itself.
struct GzipReader: ~Copyable {
  private let input: [UInt8]
  private let limits: ArchiveLimits
  /// Its address must not change: zlib's own state points back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var window = [UInt8](repeating: 0, count: 65_536)
  private var unread = 0..<0
  private var consumed = 0
  private var isAtEnd = false

  /// The bytes unpacked so far.
  private(set) var produced = 0
  /// The unpacked bytes that were read.
  var position: Int { produced - unread.count }
  /// Whether something follows the last member that is neither a member nor padding.
  private(set) var hasTrailingBytes = false

  init(_ input: [UInt8], limits: ArchiveLimits) throws(ArchiveFault) {
    guard input.starts(with: magic) else { throw .notGzip }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 16 asks for gzip's frame, whose checksum and length zlib then verifies itself.
    let status = inflateInit2_(
      stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      stream.deallocate()
      throw .outOfMemory
    }
    self.input = input
    self.limits = limits
    self.stream = stream
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Up to so many bytes; none at the end alone.
  mutating func read(upTo count: Int) throws(ArchiveFault) -> ArraySlice<UInt8> {
    if unread.isEmpty { try fill() }
    let taken = unread.prefix(count)
    unread = taken.upperBound..<unread.upperBound
    return window[taken]
  }

  private mutating func fill() throws(ArchiveFault) {
    unread = 0..<0
    while unread.isEmpty && !isAtEnd {
      let status = inflateOnce()
      try checkLimits()
      switch status {
      case Z_OK: break
      case Z_STREAM_END: try endMember()
      // All of the input was offered, and zlib can do nothing with it.
      case Z_BUF_ERROR: throw .truncatedGzip
      case Z_MEM_ERROR: throw .outOfMemory
      default:
        let reason = stream.pointee.msg.map { String(cString: $0) }
        throw .damagedGzip(reason: reason ?? "error \(status)")
      }
    }
  }

  /// Fills the window as far as one call does.
  private mutating func inflateOnce() -> Int32 {
    let (offset, stream) = (consumed, stream)
    let room = window.count
    let status = input.withUnsafeBufferPointer { source in
      window.withUnsafeMutableBufferPointer { target in
        // zlib does not write to its input; its type says so only when built in a certain way.
        stream.pointee.next_in = UnsafeMutablePointer(
          mutating: source.baseAddress.map { $0 + offset })
        stream.pointee.avail_in = UInt32(clamping: source.count - offset)
        stream.pointee.next_out = target.baseAddress
        stream.pointee.avail_out = UInt32(clamping: target.count)
        let offered = stream.pointee.avail_in
        let status = inflate(stream, Z_NO_FLUSH)
        consumed += Int(offered - stream.pointee.avail_in)
        return status
      }
    }
    unread = 0..<(room - Int(stream.pointee.avail_out))
    produced += unread.count
    return status
  }

  private func checkLimits() throws(ArchiveFault) {
    if produced > limits.unpackedSize { throw .tooLarge(limit: limits.unpackedSize) }
    if produced > limits.ratioFloor && produced / max(consumed, 1) >= limits.ratio {
      throw .tooDense(limit: limits.ratio)
    }
  }

  private mutating func endMember() throws(ArchiveFault) {
    let rest = input[consumed...]
    if rest.starts(with: magic) {
      guard inflateReset(stream) == Z_OK else { throw .outOfMemory }
    } else {
      isAtEnd = true
      hasTrailingBytes = rest.contains { $0 != 0 }
    }
  }
}

private let magic: [UInt8] = [0x1F, 0x8B]
