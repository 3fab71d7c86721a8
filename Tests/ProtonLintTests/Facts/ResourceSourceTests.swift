import Foundation
import Testing

@testable import ProtonLint

/// Compares every schema of the source that the table was made from, read by other means: each
/// object, list and scalar that can be reached in it, for each region.
@Test(
  .enabled(if: ResourceSource.python != nil, "needs a python3 with the table's cfn-lint")
)
func resourceTableAgreesWithItsSource() throws {
  let builder = try #require(ResourceTypeTableBuilder(continuing: .embedded))
  let words = GraphWords(graph: builder.graph)
  var faults: [String] = []
  var schemas = 0
  var nodes: [Substring: [Substring]] = [:]
  for line in try #require(ResourceSource.lines()) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    switch fields[0] {
    case "N": nodes[fields[1]] = Array(fields[2...])
    case "A":
      let attribute = ResourceTypeTable.embedded.type(named: String(fields[1]))?
        .attribute(named: String(fields[2]))
      if attribute == nil { faults.append("\(fields[1]) has no attribute \(fields[2])") }
    case "T":
      schemas += 1
      let type = builder.types[String(fields[1])]
      var roots = Set<Int>()
      for region in fields[2].split(separator: ",") {
        let bit =
          builder.regions.firstIndex(of: String(region)).map { UInt64(1) << UInt64($0) } ?? 0
        let variants = (type?.variants ?? []).filter { $0.regions & bit != 0 }
        if variants.count != 1 { faults.append("\(fields[1]) in \(region): \(variants.count)") }
        roots.formUnion(variants.map(\.schema))
      }
      for root in roots {
        faults += differences(from: nodes, at: root, words).map { "\(fields[1]): \($0)" }
      }
      nodes = [:]
    default: faults.append(String(line))
    }
  }
  #expect(schemas > 2_000)
  #expect(faults.prefix(20) == [])
}

/// Walks both sides at the same time.
private func differences(
  from nodes: [Substring: [Substring]], at root: Int, _ words: GraphWords
) -> [String] {
  struct Pair: Hashable {
    let pointer: Substring
    let index: Int
  }
  var faults: [String] = []
  var seen = Set<Pair>()
  var waiting = [Pair(pointer: "#", index: root)]
  while let pair = waiting.popLast() {
    guard seen.insert(pair).inserted, let expected = nodes[pair.pointer] else { continue }
    let (facts, children) = words.words(of: pair.index)
    // A schema that also refers to another one says what that one says, too.
    let isPart = expected[0].split(separator: "\u{1F}").contains("~")
    var wanted = Set(expected[0].split(separator: "\u{1F}").map(String.init))
    // The definition's kinds count where the use of it excludes them all.
    if isPart { wanted = wanted.filter { $0 != "~" && !$0.hasPrefix("kinds=") } }
    if isPart ? !wanted.isSubset(of: facts) : wanted != facts {
      faults.append("\(pair.pointer): \(wanted.symmetricDifference(facts).sorted())")
    }
    var left = children
    for child in expected.dropFirst() {
      guard let split = child.lastIndex(of: "\u{1F}") else { continue }
      let step = String(child[..<split])
      guard let index = left.removeValue(forKey: step) else {
        faults.append("\(pair.pointer) has no \(step)")
        continue
      }
      waiting.append(Pair(pointer: child[child.index(after: split)...], index: index))
    }
    if !isPart, !left.isEmpty { faults.append("\(pair.pointer) has also \(left.keys.sorted())") }
  }
  return faults
}

/// What the nodes of a graph say, in words; what our rules hold besides is left out.
private struct GraphWords {
  let graph: SchemaGraph

  func words(of index: Int) -> (facts: Set<String>, children: [String: Int]) {
    let node = graph.nodes[index]
    let texts = graph.names.texts
    var facts: Set<String> = []
    var children: [String: Int] = [:]
    if node.kinds.rawValue != 0 { facts.insert("kinds=\(node.kinds.rawValue)") }
    if node.flags.rawValue != 0 { facts.insert("flags=\(node.flags.rawValue)") }
    for saying in node.sayings {
      let key = "\(saying.keyword)"
      switch saying.operand {
      case .schema(let schema): children[key] = schema
      case .schemas(let schemas):
        for (place, schema) in schemas.enumerated() { children["\(key)/\(place)"] = schema }
      case .namedSchemas(let entries):
        for entry in entries { children["\(key)/\(texts[entry.name])"] = entry.content }
      case .count(let count): facts.insert("\(key)=\(count)")
      case .number(let number): facts.insert("\(key)=\(number)")
      case .name(let name): facts.insert("\(key)=\(texts[name])")
      case .names(let names): facts.insert("\(key)=\(list(names.map { texts[$0] }))")
      case .namedNames(let entries):
        for entry in entries {
          facts.insert("\(key)/\(texts[entry.name])=\(list(entry.content.map { texts[$0] }))")
        }
      case .values(let values):
        facts.insert("\(key)=\(list(values.map { "\($0 % 8)\(texts[$0 / 8])" }))")
      case .ruled: break
      }
    }
    return (
      Set(facts.map(Self.escaped)),
      Dictionary(uniqueKeysWithValues: children.map { (Self.escaped($0.key), $0.value) })
    )
  }

  /// By scalars: a line feed behind a carriage return is no character of its own.
  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  private func list(_ texts: [String]) -> String { texts.joined(separator: "\u{1E}") }
}

private enum ResourceSource {
  static let python = PythonSource.python(with: "cfn-lint", namedBy: "scripts/facts/resources")

  static func lines() -> [Substring]? {
    python.flatMap { PythonSource.output(of: $0, running: listing) }?.split(separator: "\n")
  }

  /// For each schema: `N` and a pointer, what is said there, and the pointers of what it refers to;
  /// then `A` for each attribute and `T` for the type and its regions.
  private static let listing = #"""
    import importlib, json, pathlib, re, cfnlint
    from cfnlint.helpers import REGIONS
    from cfnlint.schema import Schema
    data = pathlib.Path(cfnlint.__file__).parent / "data/schemas"
    kinds = {"null": 1, "boolean": 2, "integer": 4, "number": 12, "string": 16, "array": 32, "object": 64}
    one = ["additionalProperties", "propertyNames", "items", "contains", "not"]
    many = ["prefixItems", "allOf", "anyOf", "oneOf"]
    named = ["properties", "patternProperties"]
    counts = ["minProperties", "maxProperties", "minItems", "maxItems", "maxUniqueItems",
              "minLength", "maxLength"]
    numbers = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]
    texts = ["pattern", "format"]
    lists = ["required", "requiredOr", "requiredXor", "uniqueKeys"]
    dependent = ["dependentRequired", "dependentExcluded"]
    unit, record = "\x1f", "\x1e"

    def values(entries):
        kind = {str: 0, int: 1, float: 1, bool: 2, type(None): 3}
        out = []
        for entry in entries:
            text = entry if isinstance(entry, str) else json.dumps(entry)
            text = f"{kind[type(entry)]}{text}"
            if text not in out:
                out.append(text)
        return record.join(out)

    def flagged(pattern):
        return "(?i)" in pattern or "(?s)" in pattern

    def walk(schema, pointer, seen, root):
        waiting = [(schema, pointer)]
        while waiting:
            schema, pointer = waiting.pop()
            hops = 0
            known = set(one + many + named + counts + numbers + texts + lists + dependent) | {
                "type", "enum", "const", "enumCaseInsensitive", "uniqueItems", "if", "dependencies"}
            while isinstance(schema, dict) and "$ref" in schema and not known & set(schema):
                pointer = schema["$ref"]
                schema = root
                for step in pointer.split("/")[1:]:
                    schema = schema[step]
                hops += 1
                assert hops < 50
            yield pointer
            if pointer in seen:
                continue
            seen.add(pointer)
            facts, children = [], []
            if schema is False:
                facts.append("kinds=128")
            if isinstance(schema, dict):
                if "$ref" in schema:
                    facts.append("~")
                types = schema.get("type", [])
                mask = 0
                for word in [types] if isinstance(types, str) else types:
                    mask |= kinds[word]
                if mask:
                    facts.append(f"kinds={mask}")
                flags = (schema.get("additionalProperties") is False) + 2 * (schema.get("uniqueItems") is True)
                if flags:
                    facts.append(f"flags={flags}")
                for key in counts:
                    count = schema.get(key)
                    if count is not None and 0 <= count < 2**32 and (count or key.startswith("max")):
                        facts.append(f"{key}={count}")
                facts += [f"{key}={float(schema[key])!r}" for key in numbers if key in schema]
                for key in texts:
                    # Flags of patterns are written out in the table.
                    if key in schema and flagged(schema[key]):
                        facts.append("~")
                    elif key in schema:
                        facts.append(f"{key}={schema[key]}")
                for key in lists:
                    if schema.get(key):
                        facts.append(f"{key}={record.join(dict.fromkeys(schema[key]))}")
                for key in dependent:
                    for name, entries in schema.get(key, {}).items():
                        facts.append(f"{key}/{name}={record.join(entries)}")
                for name, entry in schema.get("dependencies", {}).items():
                    if isinstance(entry, list):
                        facts.append(f"dependentRequired/{name}={record.join(entry)}")
                    else:
                        children.append((f"dependentSchemas/{name}", entry, f"{pointer}/dependencies/{name}"))
                if "enum" in schema:
                    facts.append(f"values={values(schema['enum'])}")
                if "const" in schema:
                    facts.append(f"values={values([schema['const']])}")
                if "enumCaseInsensitive" in schema:
                    facts.append(f"valuesIgnoringCase={values(schema['enumCaseInsensitive'])}")
                for key in one:
                    if key == "items" and isinstance(schema.get(key), list):
                        continue
                    if key in schema and not (key == "additionalProperties" and isinstance(schema[key], bool)):
                        children.append((key, schema[key], f"{pointer}/{key}"))
                for key in many:
                    for place, entry in enumerate(schema.get(key, [])):
                        children.append((f"{key}/{place}", entry, f"{pointer}/{key}/{place}"))
                for key in named:
                    for name, entry in schema.get(key, {}).items():
                        if key == "patternProperties" and flagged(name):
                            facts.append("~")
                        else:
                            children.append((f"{key}/{name}", entry, f"{pointer}/{key}/{name}"))
                if "if" in schema and ("then" in schema or "else" in schema):
                    for place, key in enumerate(["if", "then", "else"]):
                        children.append((f"conditional/{place}", schema.get(key, True), f"{pointer}/{key}"))
            fields = []
            for step, child, place in children:
                target, entry = place, child
                while isinstance(entry, dict) and "$ref" in entry and not known & set(entry):
                    target, entry = entry["$ref"], root
                    for part in target.split("/")[1:]:
                        entry = entry[part]
                fields.append(f"{step}{unit}{target}")
                waiting.append((child, place))
            fields = [field.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r") for field in [pointer, unit.join(facts), *fields]]
            print("N", *fields, sep="\t")

    for_types = {}
    for region in REGIONS:
        module = importlib.import_module("cfnlint.data.schemas.providers." + region.replace("-", "_"))
        for name, digest in module.types.items():
            for_types.setdefault((name, digest), []).append(region)
    for (name, digest), regions in sorted(for_types.items()):
        schema = json.loads((data / "resources" / f"{digest}.json").read_text())
        # The pattern of IAM's names is a fact beyond the registry.
        for key, entry in schema["properties"].items() if name.startswith("AWS::IAM::") else ():
            if name.split("::")[2] + "Name" == key and entry.get("type") == "string":
                entry.setdefault("pattern", r"^[\w+=,.@-]+$")
        list(walk(schema, "#", set(), schema))
        for attribute in Schema(schema).get_atts.keys():
            attribute = attribute.replace("\\..*", ".Any").replace("*", "0")
            print("A", name, "Any" if attribute == ".0" else attribute, sep="\t")
        print("T", name, ",".join(regions), sep="\t")
    """#
}
