/// A runtime of a function, with where it is set.
public struct LambdaRuntimeUse: Sendable {
  public let name: String
  /// The runtime, or the name of a function of SAM: its runtime may stand in `Globals`.
  public let flagged: Span
  public let runtime: Span
  public let condition: Condition
}

extension ResourceGraph {
  /// The runtimes of all functions, as far as they are known.
  public var lambdaRuntimes: [LambdaRuntimeUse] {
    resources(ofType: "AWS::Lambda::Function").flatMap { function in
      (function["Runtime"]?.alternatives ?? []).compactMap { runtime in
        runtime.value.string.map {
          LambdaRuntimeUse(
            name: $0, flagged: runtime.value.span, runtime: runtime.value.span,
            condition: function.condition.and(runtime.condition))
        }
      }
    } + resources(ofType: "AWS::Serverless::Function").flatMap(runtimes)
  }

  private func runtimes(ofServerless function: Resource) -> [LambdaRuntimeUse] {
    let own = function["Runtime"]?.alternatives ?? []
    let runtimes =
      own.isEmpty && function["PackageType"]?.string != "Image"
      ? globalRuntimes(for: function) : own
    return runtimes.compactMap { runtime in
      runtime.value.string.map {
        LambdaRuntimeUse(
          name: $0, flagged: function.nameSpan, runtime: runtime.value.span,
          condition: function.condition.and(runtime.condition))
      }
    }
  }

  /// What `Globals` gives to all functions of a template of SAM.
  private func globalRuntimes(for function: Resource) -> [Value.Alternative] {
    guard templates.indices.contains(function.template) else { return [] }
    return templates[function.template].paths.flatMap { path -> [Value.Alternative] in
      guard let node = path.tree.root?["Globals"]?["Function"]?["Runtime"] else { return [] }
      return path.value(of: node).alternatives.map {
        Value.Alternative(condition: $0.condition.and(path.condition), value: $0.value)
      }
    }
  }
}
