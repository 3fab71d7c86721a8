#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Synchronization

/// The results of a function for 0 up to a count, in order, worked out by several threads.
///
/// Threads of our own have the stack that recursive parsers need; a task's stack may be small.
func concurrentMap<Result: Sendable>(
  _ count: Int, workers: Int, _ transform: @escaping @Sendable (Int) -> Result
) -> [Result] {
  guard workers > 1, count > 7 else { return (0..<count).map(transform) }
  let work = SharedWork(count: count, transform: transform)
  var threads: [pthread_t] = []
  for _ in 1..<min(workers, count) {
    if let thread = startThread({ work.run() }) { threads.append(thread) }
  }
  work.run()
  for thread in threads { pthread_join(thread, nil) }
  return work.results
}

private final class SharedWork<Result: Sendable>: Sendable {
  private let next = Atomic<Int>(0)
  private let slots: Mutex<[Result?]>
  private let count: Int
  private let transform: @Sendable (Int) -> Result

  init(count: Int, transform: @escaping @Sendable (Int) -> Result) {
    self.count = count
    self.transform = transform
    slots = Mutex(Array(repeating: nil, count: count))
  }

  func run() {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      let result = transform(index)
      slots.withLock { $0[index] = result }
    }
  }

  var results: [Result] { slots.withLock { $0.compactMap { $0 } } }
}

/// The bytes of a worker's stack. Depth limits of the parsers are tested against half of it.
private let stackSize = 8 << 20

private final class ThreadBody: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

private func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  var attributes = pthread_attr_t()
  pthread_attr_init(&attributes)
  defer { pthread_attr_destroy(&attributes) }
  pthread_attr_setstacksize(&attributes, stackSize)
  let context = Unmanaged.passRetained(ThreadBody(body))
  #if canImport(Darwin)
    var thread: pthread_t?
    let status = pthread_create(&thread, &attributes, { runThread($0) }, context.toOpaque())
  #else
    var thread = pthread_t()
    let status = pthread_create(&thread, &attributes, { runThread($0) }, context.toOpaque())
  #endif
  guard status == 0 else {
    context.release()
    return nil
  }
  return thread
}

private func runThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().body()
  return nil
}
