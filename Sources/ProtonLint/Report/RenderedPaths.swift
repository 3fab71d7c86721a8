/// One path through a template as text for people.
package struct RenderedPath: Sendable {
  /// The template and the inputs that lead there.
  package let title: String
  /// What an input or an output will print stands as ⟨its name⟩.
  package let text: String
}

/// Every path through every template, in the order of the templates.
package func renderedPaths(_ model: Model) -> [RenderedPath] {
  model.graph.templates.flatMap { template in
    template.renderings.all.map { rendering in
      RenderedPath(
        title: [model.sources[template.file].path, rendering.condition.words]
          .compactMap { $0 }.joined(separator: ", "),
        text: template.renderings.tokens.shownText(rendering.text))
    }
  }
}

extension TokenTable {
  private func shownText(_ printed: Printed) -> String {
    switch printed {
    case .character(let text): text
    case .symbol(let symbol): "⟨\(symbol.expression)⟩"
    case .choice(_, let alternatives):
      "⟨"
        + alternatives.map { alternative in
          alternative.parts.map { part in
            switch part {
            case .text(let text): text
            case .printed(let printed): shownText(printed)
            }
          }.joined()
        }.joined(separator: " or ") + "⟩"
    }
  }

  fileprivate func shownText(_ bytes: [UInt8]) -> String {
    parts(of: bytes[...]).map { part, _ in
      switch part {
      case .text(let text): text
      case .printed(let printed): shownText(printed)
      }
    }.joined()
  }
}
