/// A CloudFormation template along one path: its sections, and what its values come to.
public final class CloudFormationTemplate: Sendable {
  public let tree: SyntaxTree

  init(tree: SyntaxTree) { self.tree = tree }

  func evaluate(_ node: SyntaxNode) -> Value.Form { .unknown }
}
