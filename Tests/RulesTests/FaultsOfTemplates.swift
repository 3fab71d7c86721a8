import Foundation

/// Faults of the Jinja and the CloudFormation of templates.
let faultsOfTemplates: [Fault] = [
  // Jinja that cannot be read
  Fault("a block that is not closed", "malformed-jinja") { texts in
    texts.paths(of: .template).flatMap { path in
      texts.matches(of: #"\{%-? *end(?:if|for) *-?%\}"#, in: path).map { match in
        Injection {
          let broken = match.replaced(by: "").texts
          return BrokenWorkspace(broken, [openBlock(of: broken, in: path)].compactMap { $0 })
        }
      }
    }
  },
  Fault(
    "an end of nothing", "malformed-jinja", in: .template, "^Resources:", "{% «endif» %}\n$0"),
  Fault(
    "a comparison with one sign", "malformed-jinja", in: .template, #"(\{%-? *if .*)=="#,
    "$1«=»"),
  Fault(
    "a tag that is none", "malformed-jinja", in: .template, #"\{% if "#, "{% «fi» "),
  Fault(
    "an expression that is not closed", "malformed-jinja", in: .template,
    #"\{\{( *[\w.]+ *)\}\}"#, "«{{$1}"),
  Fault(
    "an empty expression", "malformed-jinja", in: .template, #"\{\{ *[\w.]+ *\}\}"#, "{{ «}}»"),
  Fault(
    "two names in a row", "malformed-jinja", in: .template, #"\{\{( *[\w.]+) *\}\}"#,
    "{{$1 «name» }}"),
  Fault(
    "another file included", "unsupported-jinja", in: .template, "^Outputs:",
    "«{% include 'outputs.yaml' %}»\n$0"),
  Fault(
    "a dynamic reference", "dynamic-reference-in-jinja", in: .template, property(),
    "$1$2: '«{{resolve:ssm:/network/id:1}}»'"),

  // Jinja that fails
  Fault(
    "a filter that is none", "unknown-filter", in: .template, #"\{\{( *[\w.]+) *\}\}"#,
    "{{$1 | «to_jsn» }}"),
  Fault(
    "a test that is none", "unknown-test", in: .template, "^Resources:",
    "{% if 'a' is «definde» %}{% endif %}\n$0"),
  Fault(
    "a division by zero", "jinja-failure", in: .template, #"\{\{ *[\w.]+ *\}\}"#,
    "{{ «8 / 0» }}"),
  Fault(
    "a loop without end", "rendering-limit", in: .template, "^Outputs:",
    "{% for n in «range(1000000000)» %}{{ n }}{% endfor %}\n$0"),
  Fault(
    "a branch for a value that is not permitted", "unreachable-branch", in: .template,
    #"(\{%-? *if *)(service_instance|environment)(\.inputs\.\w+ == )'(\w+)'"#,
    "$1«$2$3'$4x'»",
    where: { match in
      let schema = match.texts[match.bundle + "/schema/schema.yaml"]
      return schema.contains("\"\(match[4])\"") || schema.contains(match[4] + "]")
        || schema.contains("[" + match[4])
    }, consequences: ["undefined-reference"]),
  Fault(
    "an expression that is not evaluated", "unevaluated-expression", in: .instanceTemplate,
    #"\{\{ *service\.name *\}\}"#, "{{ «[1, 2] | random» }}"),
  Fault(
    "a branch across resources", "branch-crosses-resources", in: .environmentTemplate,
    #"^  (\w+):\n    Type: (.*)\n    Properties:\n(      \w+: \S.*\n)(\n  \w+:\n    Type: .*\n)"#,
    "  $1:\n    Type: $2\n    «{% if environment.name == 'a' %}»\n    Properties:\n$3$4{% endif %}\n",
    consequences: [
      "undefined-reference", "circular-dependency", "missing-property", "unknown-property",
      "wrong-value-kind",
    ]),
  Fault(
    "a truncation without leeway", "truncate-without-leeway", in: .instanceTemplate,
    #"\{\{ *service\.name *\}\}"#, "{{ service.name | «truncate(29, true, 'zzz')» }}"),

  // YAML once rendered
  Fault(
    "a text with a colon", "malformed-yaml", in: .template, property(), "$1$2: a«:» b"),
  Fault(
    "an indentation with a tab", "malformed-yaml", in: .template, property(), "«\t»$2: $3"),
  Fault(
    "a property twice", "duplicate-key", in: .template, property(), "$0\n$1«$2»: again",
    consequences: [
      "malformed-value", "pattern-mismatch", "refused-property-value", "wrong-value-kind",
    ]),
  Fault(
    "a resource twice", "duplicate-key", in: .template, #"^Outputs:"#,
    "  Again: {Type: AWS::SNS::Topic}\n  «Again»: {Type: AWS::SNS::Topic}\n$0"),
  Fault(
    "an alias without an anchor", "broken-alias", in: .template, property(), "$1$2: «*nowhere»"),
  Fault(
    "a second document", "several-documents", in: .template, "^Outputs:", "«---»\n$0"),

  Fault(
    "brackets without end", "nesting-too-deep", in: .template, "^Resources:",
    "Metadata:\n  deep: \(String(repeating: "[", count: 126))«[»\(String(repeating: "]", count: 127))\n$0"
  ),

  // CloudFormation
  Fault(
    "a misspelt Ref", "undefined-reference", in: .template, #"!Ref (\w)\w(\w+)$"#, "!Ref «$1$2»"),
  Fault(
    "a misspelt GetAtt", "undefined-reference", in: .template, #"!GetAtt (\w)\w(\w+\.\w+)$"#,
    "!GetAtt «$1$2»"),
  Fault(
    "a misspelt name in a Sub", "undefined-reference", in: .template,
    #"(!Sub [^\n]*)\$\{(\w)\w(\w+)\}"#, "$1«\\${$2$3}»"),
  Fault(
    "a misspelt DependsOn", "undefined-reference", in: .template, #"DependsOn: ([A-Za-z])\w(\w+)$"#,
    "DependsOn: «$1$2»"),
  Fault(
    "a property without a value", "null-property", in: .template, property(), "$1«$2»:",
    // SAM's own resources are what SAM makes of them.
    where: { !$0.text.contains("AWS::Serverless") }),
  Fault(
    "a forgotten Sub", "literal-substitution", in: .template,
    #"!Sub (["']?[^\n${]*?)\$\{(AWS::\w+)\}"#, "$1«\\${$2}»",
    // In a policy the letters are no ARN.
    consequences: [
      "malformed-identity-policy", "malformed-resource-policy", "malformed-trust-policy",
    ]),
  Fault(
    "a Sub for a Ref", "sub-without-effect", in: .template, #": !Ref (\w+)$"#, ": !Sub «$1»"),
  Fault(
    "a parameter that nobody fills", "unfillable-parameter", in: .template, "^Resources:",
    "Parameters:\n  «Stage»:\n    Type: String\n$0",
    where: { !$0.text.contains("\nParameters:") }),
  Fault("no resources", "empty-template") { texts in
    texts.paths(of: .template).flatMap { path in
      texts.matches(of: "^Resources:", in: path).map { match in
        Injection {
          BrokenWorkspace(
            match.replaced(by: "Resource:").texts, [FaultPlace(path: path, line: nil)])
        }
      }
    }
  },
]

/// A pattern for a line of a resource's properties that holds a text of one line.
private func property() -> String {
  #"^( {6})(VpcId|CidrBlock|Runtime|LaunchType|NetworkMode|GroupDescription|TargetType|Handler"#
    + #"|ScalableDimension|ServiceNamespace|RouteTableId|Scheme|RepositoryName|Protocol): *(\S.*)$"#
}

/// Where Jinja would say that a block is open: at the end tag of another block, or where the
/// innermost open block begins.
private func openBlock(of texts: WorkspaceTexts, in path: String) -> FaultPlace? {
  var open: [(word: String, line: Int)] = []
  for tag in texts.matches(of: #"\{%-? *(if|for|elif|else|endif|endfor)\b"#, in: path) {
    switch tag[1] {
    case "if", "for": open.append((tag[1], tag.line))
    case "elif" where open.last?.word != "if", "endif" where open.last?.word != "if",
      "endfor" where open.last?.word != "for":
      return FaultPlace(path: path, line: tag.line)
    case "endif", "endfor": open.removeLast()
    default: break
    }
  }
  return open.last.map { FaultPlace(path: path, line: $0.line) }
}
