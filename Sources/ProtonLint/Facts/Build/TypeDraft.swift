/// A type of resources while a table is built.
struct TypeDraft {
  struct Variant {
    /// Bits of regions.
    var regions: UInt64
    var schema: Int
  }

  var name: String
  var variants: [Variant] = []
  /// By name; `Outputs.*` stands for all that begin so.
  var attributes: [String: Int] = [:]
  var reference = SchemaGraph.anything
  var readOnly: [String] = []
  var createOnly: [String] = []
  var writeOnly: [String] = []
  var deprecated: [String] = []
  var identifier: [String] = []
  /// Where its tags stand.
  var tagging: [String] = []
  var stage = ResourceType.Stage.offered
  /// As yyyymmdd; 0 where none is known.
  var stageDate = UInt32(0)
  var flags = ResourceTypeFlags()
}
