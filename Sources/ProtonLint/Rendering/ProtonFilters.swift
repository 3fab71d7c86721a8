/// The filters that Proton adds to Jinja in CloudFormation files.
///
/// Source: "CloudFormation IaC parameter filters" in the Proton administrator guide:
/// <https://docs.aws.amazon.com/proton/latest/userguide/parameters-tdp.html>.
extension Renderer {
  mutating func applyProton(
    _ name: String, to value: JinjaValue, _ arguments: EvaluatedArguments, at span: Span
  ) throws(JinjaFailure) -> JinjaValue {
    if case .object(let object) = value {
      reads.insert(NameRead(namespace: object.declaredName, name: nil, span: span))
    }
    if name == "proton_cfn_sanitize" { return try sanitized(value, at: span) }
    let layout: JinjaSymbol.Layout =
      name == "proton_cfn_lambda_function_formatted_env_vars" ? .map : .list
    guard case .dict(let dict) = value else {
      let symbols = symbols(in: value)
      guard !symbols.isEmpty else {
        throw JinjaFailure(kind: .failure, message: "`\(name)` takes a dictionary", span: span)
      }
      var result = derived(
        "\(symbols[0].expression) | \(name)", from: symbols, type: layout == .map ? .map : .list)
      result.layout = layout
      return .symbol(result)
    }
    return .string(try formatted(dict, by: name, at: span))
  }

  /// The list or map of a known dictionary, in flow style: it fits wherever the filter stands.
  private func formatted(
    _ dict: JinjaDict, by name: String, at span: Span
  ) throws(JinjaFailure) -> JinjaText {
    var items: [JinjaText] = []
    for (key, value) in dict.entries {
      let key = try text(of: key, at: span)
      let value = try text(of: value, at: span)
      var item = JinjaText("")
      switch name {
      case "proton_cfn_iam_policy_arns":
        guard let known = value.known, isCustomerPolicy(known) else { continue }
        item.append(.text("\"\(known)\""))
      case "proton_cfn_lambda_function_formatted_env_vars":
        item.append(key)
        item.append(.text(": \""))
        item.append(value)
        item.append(.text("\""))
      default:
        item.append(.text("{Name: "))
        item.append(key)
        item.append(.text(", Value: \""))
        item.append(value)
        item.append(.text("\"}"))
      }
      items.append(item)
    }
    let isMap = name == "proton_cfn_lambda_function_formatted_env_vars"
    var result = JinjaText(isMap ? "{" : "[")
    for (index, item) in items.enumerated() {
      if index > 0 { result.append(.text(", ")) }
      result.append(item)
    }
    result.append(.text(isMap ? "}" : "]"))
    return result
  }

  /// `arn:<partition>:iam::<12 digits>:policy/…`: policies of AWS itself have no account.
  private func isCustomerPolicy(_ arn: String) -> Bool {
    let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return parts.count == 6 && parts[0] == "arn" && parts[2] == "iam" && parts[3].isEmpty
      && parts[4].count == 12 && parts[4].utf8.allSatisfy { (0x30...0x39).contains($0) }
      && parts[5].hasPrefix("policy/")
  }

  private func sanitized(_ value: JinjaValue, at span: Span) throws(JinjaFailure) -> JinjaValue {
    guard let known = try text(of: value, at: span).known else {
      // What the schema permits says no more of it: the filter refuses most of that.
      guard case .symbol = value, let symbol = symbols(in: value).first else { return value }
      return .symbol(
        derived(
          "\(symbol.expression) | proton_cfn_sanitize", from: [symbol], type: symbol.type))
    }
    let isPlain = known.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == 0x5F || byte == 0x2D
    }
    guard isPlain || known.hasPrefix("arn:") else {
      throw JinjaFailure(
        kind: .failure,
        message: "`\(known)` has characters that `proton_cfn_sanitize` does not let through",
        span: span)
    }
    return value
  }
}
