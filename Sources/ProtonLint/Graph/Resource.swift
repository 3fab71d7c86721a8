/// A thing that a deployment would make.
///
/// A resource that reads differently on different paths through its template stands in the graph
/// once for each reading, with the condition of that reading.
public struct Resource: Sendable, Identifiable {
  public struct ID: Hashable, Sendable, Comparable {
    public let index: Int
    public static func < (left: ID, right: ID) -> Bool { left.index < right.index }
  }

  public let id: ID
  /// The logical id; an expression in it stands as the author wrote it.
  public let logicalID: String
  /// `AWS::S3::Bucket`
  public let type: String
  /// The key of the resource.
  public let nameSpan: Span
  public let typeSpan: Span
  /// The value of `Properties`; an empty map where there are none.
  public let properties: Value
  /// The whole resource: `Properties`, `DependsOn`, `Metadata`…
  public let attributes: Value
  public let condition: Condition
  /// The template that declares it, by its place in ``ResourceGraph/templates``.
  public let template: Int

  /// The statements of its policies, worked out once for all rules that ask for them.
  public let policyStatements: [PolicyStatement]

  public subscript(property: String) -> Value? { properties[property] }
}
