import Foundation

/// Jinja2 itself, where python3 has it.
enum JinjaOracle {
  struct Answer: Decodable {
    let accepts: Bool
    /// What the template prints without inputs; nil where it was not asked for or failed.
    let rendered: String?
    /// The first output as `shape` writes it; nil where it was not asked for.
    let shape: String?
  }

  enum Question: String { case parse, render, shape }

  static let isPresent: Bool = {
    let version = try? run(["-c", "import jinja2; print(jinja2.__version__)"], input: Data())
    return version.map { String(decoding: $0, as: UTF8.self).hasPrefix("3.1.") } ?? false
  }()

  static let absence = "needs python3 with jinja2 3.1 to compare with"

  /// Asks one process about all templates.
  static func answers(to templates: [String], _ question: Question = .parse) throws -> [Answer] {
    let encoder = JSONEncoder()
    var input = Data()
    for template in templates { input += try encoder.encode(template) + [0x0A] }
    let output = try run(["-c", script, question.rawValue], input: input)
    let decoder = JSONDecoder()
    return try output.split(separator: 0x0A).map { try decoder.decode(Answer.self, from: $0) }
  }

  private static let script = """
    import jinja2, json, struct, sys
    from jinja2 import nodes as n
    environment = jinja2.Environment()
    operators = {n.Add: "+", n.Sub: "-", n.Mul: "*", n.Div: "/", n.FloorDiv: "//", n.Mod: "%",
        n.Pow: "**"}
    relations = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=",
        "in": "in", "notin": "not in"}

    def arguments(x):
        parts = [shape(a) for a in x.args]
        parts += ["%s=%s" % (k.key, shape(k.value)) for k in x.kwargs]
        return form("args", *parts, shape(x.dyn_args), shape(x.dyn_kwargs))

    def form(name, *parts):
        return "(" + " ".join([name, *parts]) + ")"

    def constant(value):
        if value is None: return "none"
        if isinstance(value, bool): return "true" if value else "false"
        if isinstance(value, int): return str(value)
        if isinstance(value, float): return "float:%d" % struct.unpack("<Q", struct.pack("<d", value))
        return "string:" + ",".join(str(ord(c)) for c in value)

    def shape(x):
        if x is None: return "-"
        name = type(x).__name__
        if isinstance(x, n.Const): return constant(x.value)
        if isinstance(x, n.Name): return "name:" + x.name
        if isinstance(x, (n.List, n.Tuple)): return form(name, *map(shape, x.items))
        if isinstance(x, n.Dict):
            return form(name, *(shape(p) for i in x.items for p in (i.key, i.value)))
        if isinstance(x, n.Getattr): return form(name, shape(x.node), x.attr)
        if isinstance(x, n.Getitem): return form(name, shape(x.node), shape(x.arg))
        if isinstance(x, n.Slice): return form(name, shape(x.start), shape(x.stop), shape(x.step))
        if isinstance(x, n.Call): return form(name, shape(x.node), arguments(x))
        if isinstance(x, (n.Filter, n.Test)): return form(name, shape(x.node), x.name, arguments(x))
        if type(x) in operators: return form(operators[type(x)], shape(x.left), shape(x.right))
        if isinstance(x, n.UnaryExpr): return form(name, shape(x.node))
        if isinstance(x, n.BinExpr): return form(name, shape(x.left), shape(x.right))
        if isinstance(x, n.Concat): return form(name, *map(shape, x.nodes))
        if isinstance(x, n.Compare):
            return form(name, shape(x.expr), *(p for o in x.ops for p in (relations[o.op], shape(o.expr))))
        if isinstance(x, n.CondExpr): return form(name, shape(x.test), shape(x.expr1), shape(x.expr2))
        raise AssertionError(name)

    for line in sys.stdin.buffer:
        source = json.loads(line)
        answer = {"accepts": True, "rendered": None, "shape": None}
        try:
            tree = environment.parse(source)
            if sys.argv[1] == "render":
                answer["rendered"] = environment.from_string(source).render()
        except Exception:
            answer["accepts"] = False
        if answer["accepts"] and sys.argv[1] == "shape":
            answer["shape"] = shape(tree.body[0].nodes[0])
        print(json.dumps(answer))
    """

  private static func run(_ arguments: [String], input: Data) throws -> Data {
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appending(path: "protonlint-\(UUID().uuidString).jsonl")
    try input.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    process.standardInput = try FileHandle(forReadingFrom: file)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return data
  }
}
