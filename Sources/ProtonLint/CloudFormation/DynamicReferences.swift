/// `{{resolve:…}}`, which CloudFormation replaces by a value that is stored elsewhere.
///
/// See "Get values stored in other services using dynamic references" in the CloudFormation user
/// guide: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html>.
extension CloudFormationTemplate {
  /// What is wrong with the dynamic references in properties and outputs.
  var dynamicReferenceFaults: [FunctionFault] {
    guard contains("resolve", in: tree.text), declaresAllSections else { return [] }
    var faults: [FunctionFault] = []
    for resource in resources {
      guard let properties = resource.node["Properties"] else { continue }
      let type = resource.node["Type"]?.text ?? ""
      faults += dynamicReferenceFaults(below: properties) { service, node in
        guard service == "ssm-secure" else { return nil }
        let path = path(to: node.index, from: properties)
        return secureProperties.contains("\(type)/\(path)") ? nil : "this property"
      }
    }
    for output in outputs {
      guard let value = output.node["Value"] else { continue }
      faults += dynamicReferenceFaults(below: value) { service, _ in
        service == "ssm" ? nil : "an output"
      }
    }
    return faults
  }

  private func dynamicReferenceFaults(
    below node: SyntaxNode, misplaced: (String, SyntaxNode) -> String?
  ) -> [FunctionFault] {
    let nodes = tree.nodes
    var faults: [FunctionFault] = []
    for index in node.target.index..<Int(nodes[node.target.index].subtreeEnd)
    where nodes[index].kind == .scalar {
      let scalar = SyntaxNode(tree: tree, index: index)
      let bytes = scalar.textBytes
      guard bytes.count > 12, contains("resolve", in: bytes) else { continue }
      let places = ScalarPlaces(scalar)
      for reference in dynamicReferences(in: bytes) {
        func report(_ kind: FunctionFault.Kind) {
          faults.append(
            FunctionFault(
              kind: kind, function: reference.service, span: places.span(of: reference.range),
              condition: .always))
        }
        if reference.isSpaced {
          report(.spacedDynamicReference)
        } else if let reason = reference.flaw {
          report(.malformedDynamicReference(reason: reason))
        } else if let place = misplaced(reference.service, scalar) {
          report(.misplacedDynamicReference(place: place))
        }
      }
    }
    return faults
  }

  /// The keys that lead to a node, functions left out, elements of lists as `*`.
  private func path(to index: Int, from node: SyntaxNode) -> String {
    var path: [String] = []
    var current = node.target
    while current.index != index {
      func holds(_ node: SyntaxNode) -> Bool {
        node.index...Int(tree.nodes[node.index].subtreeEnd) - 1 ~= index
      }
      if let entry = current.entries.first(where: { holds($0.value) }) {
        if IntrinsicCall(current) == nil { path.append(entry.key.text) }
        current = entry.value
      } else if let item = current.items.first(where: holds) {
        if current.tag == nil, !isArgument(current) { path.append("*") }
        current = item
      } else {
        break
      }
    }
    return path.joined(separator: "/")
  }

  /// Whether a list is what a function is given.
  private func isArgument(_ node: SyntaxNode) -> Bool {
    node.index > 0
      && IntrinsicCall.longName(ofKey: SyntaxNode(tree: tree, index: node.index - 1).text)
        != nil
  }
}

/// The properties that take a secure string.
///
/// Source: "Resources that support dynamic parameter patterns for secure strings" in the
/// CloudFormation user guide.
private let secureProperties: Set<String> = [
  "AWS::DirectoryService::MicrosoftAD/Password",
  "AWS::DirectoryService::SimpleAD/Password",
  "AWS::ElastiCache::ReplicationGroup/AuthToken",
  "AWS::IAM::User/LoginProfile/Password",
  "AWS::KinesisFirehose::DeliveryStream/RedshiftDestinationConfiguration/Password",
  "AWS::OpsWorks::App/AppSource/Password",
  "AWS::OpsWorks::Stack/CustomCookbooksSource/Password",
  "AWS::OpsWorks::Stack/RdsDbInstances/*/DbPassword",
  "AWS::RDS::DBCluster/MasterUserPassword",
  "AWS::RDS::DBInstance/MasterUserPassword",
  "AWS::Redshift::Cluster/MasterUserPassword",
]

/// One reference in a text.
private struct DynamicReference {
  let range: Range<Int>
  /// What stands between its colons; `nil` for a part that `Fn::Sub` or a symbol makes.
  let parts: [String?]
  /// Whether spaces make it text.
  let isSpaced: Bool

  var service: String { parts.count > 1 ? parts[1] ?? "" : "" }

  /// What CloudFormation refuses of it, in words.
  var flaw: String? {
    guard parts.count >= 2, let service = parts[1] else { return nil }
    switch service {
    case "ssm", "ssm-secure": return storedFlaw
    case "secretsmanager": return secretFlaw
    default:
      return "`\(service)` is no service: `ssm`, `ssm-secure` and `secretsmanager` are"
    }
  }

  private var storedFlaw: String? {
    guard parts.count >= 3, parts[2] != "" else { return "the name of the parameter is missing" }
    // A part that is filled in may hold colons, and so does the ARN of a shared parameter.
    guard !parts.contains(nil), parts[2] != "arn" else { return nil }
    if parts.count > 4 { return "only a name and a version can follow the service" }
    if let name = parts[2], !name.utf8.allSatisfy(isNameByte) {
      return "a name holds letters, digits and `_.-/` alone"
    }
    if parts.count == 4, let version = parts[3],
      version.isEmpty || !version.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    {
      return "the version `\(version)` is no number"
    }
    return nil
  }

  private var secretFlaw: String? {
    guard parts.count >= 3, parts[2] != "" else { return "the name of the secret is missing" }
    guard !parts.contains(nil) else { return nil }
    let isARN = parts[2] == "arn"
    // Seven parts of an ARN stand where otherwise one name does.
    let shift = isARN ? 6 : 0
    if isARN, parts.count < 9 || parts[7] != "secret" { return "the ARN is not one of a secret" }
    if parts.count > 7 + shift { return "more follows than a key, a stage and a version" }
    if parts.count > 3 + shift, let kind = parts[3 + shift], !kind.isEmpty, kind != "SecretString" {
      return "`SecretString` belongs where `\(kind)` stands"
    }
    if parts.count == 7 + shift, parts[5 + shift] != "", parts[6 + shift] != "" {
      return "it has a stage and a version, and can have one of them"
    }
    return nil
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    (0x2D...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == UInt8(ascii: "_")
  }
}

/// The references that are whole in a text; ranges are offsets in the value.
private func dynamicReferences(in bytes: ArraySlice<UInt8>) -> [DynamicReference] {
  var found: [DynamicReference] = []
  var rest = bytes
  while let start = firstOffset(of: "{{", in: rest) {
    rest = bytes[(start + 2)...]
    guard var end = firstOffset(of: "}}", in: rest) else { break }
    // `{{resolve:ssm:${Name}}}`: the last two braces are the reference's own.
    while end + 2 < bytes.endIndex, bytes[end + 2] == UInt8(ascii: "}") { end += 1 }
    var inner = bytes[(start + 2)..<end]
    let isSpaced = inner.first.map(isSpace) == true
    while let first = inner.first, isSpace(first) { inner = inner.dropFirst() }
    guard inner.starts(with: Array("resolve:".utf8)) else { continue }
    let next = min(end + 2, bytes.endIndex)
    found.append(
      DynamicReference(
        range: start - bytes.startIndex..<next - bytes.startIndex, parts: parts(of: inner),
        isSpaced: isSpaced))
    rest = bytes[next...]
  }
  return found
}

/// What stands between colons; those inside of `${…}` separate nothing.
private func parts(of bytes: ArraySlice<UInt8>) -> [String?] {
  var parts: [String?] = []
  var current: [UInt8] = []
  var isMade = false
  var depth = 0
  for byte in bytes {
    if byte == UInt8(ascii: "{") { depth += 1 }
    if byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
    if byte == UInt8(ascii: ":"), depth == 0 {
      parts.append(isMade ? nil : String(decoding: current, as: UTF8.self))
      current = []
      isMade = false
    } else {
      if byte == UInt8(ascii: "$") || byte >= 0xEE { isMade = true }
      current.append(byte)
    }
  }
  parts.append(isMade ? nil : String(decoding: current, as: UTF8.self))
  return parts
}
