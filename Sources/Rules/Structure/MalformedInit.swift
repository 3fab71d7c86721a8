import ProtonLint

extension Rule {
  public static let malformedInit = Rule(
    id: "malformed-init",
    category: .structure,
    severity: .warning,
    finds: "instructions for `cfn-init` that it does not understand",
    why: """
      `cfn-init` reads `AWS::CloudFormation::Init` on the machine, long after the template was \
      accepted: a key that it does not know is skipped or stops it, the machine never signals, and \
      the stack rolls back after its timeout.
      """,
    fix: "Correct the key or the value.",
    source: userGuide + "aws-resource-init.html",
    aliases: ["E3009"],
    examples: [
      .flagged(
        "misspelt keys, and a mode that is none",
        """
        Resources:
          Host:
            Type: AWS::EC2::Instance
            Metadata:
              AWS::CloudFormation::Init:
                config:
                  packages:
                    «pacman»: {nginx: []}
                  files:
                    /etc/motd: {content: hello, «contents»: hello, encoding: «utf8»}
                  commands:
                    start: {command: start, «ignoreError»: 'true'}
                  services:
                    sysvinit: {nginx: {enabled: «maybe»}}
        """),
      .clean(
        "every kind of instruction",
        """
        Resources:
          Host:
            Type: AWS::EC2::Instance
            Metadata:
              AWS::CloudFormation::Init:
                configSets: {default: [config]}
                config:
                  packages: {yum: {nginx: []}}
                  groups: {web: {gid: '45'}}
                  users: {web: {groups: [web], uid: '50', homeDir: /tmp}}
                  sources: {/etc/app: https://example.com/app.tar.gz}
                  files:
                    /etc/motd: {content: !Sub 'hello ${AWS::Region}', mode: '000400', owner: root}
                  commands:
                    '01': {command: [start, all], env: {STAGE: test}, ignoreErrors: 'false'}
                  services:
                    sysvinit: {nginx: {enabled: 'true', ensureRunning: true, files: [/etc/motd]}}
        """),
    ],
    check: .template { template, _ in
      template.writtenEntries(of: "Resources").flatMap { resource -> [Problem] in
        guard
          let entry = resource.value["Metadata"]?.entry("AWS::CloudFormation::Init")
        else { return [] }
        return template.faults(
          of: entry.value, under: entry.key, as: initShape, functions: .evaluated
        ).map { $0.problem(of: "`cfn-init`") }
      }
    }
  )
}

/// Source: "AWS::CloudFormation::Init" in the CloudFormation user guide.
private let initShape = NodeShape.map(
  [.optional("configSets", .map(of: .anything))],
  others: .each(
    .map(
      .optional("commands", .map(of: command)), .optional("files", .map(of: file)),
      .optional("groups", .map(of: .map(.optional("gid", .text)))),
      .optional("packages", packages), .optional("services", services),
      .optional("sources", .map(of: .text)),
      .optional(
        "users",
        .map(
          of: .map(
            .optional("groups", .list(.text)), .optional("homeDir", .text),
            .optional("uid", .text)))))))

private let command = NodeShape.map(
  .required("command", .textOrList(of: .text)), .optional("cwd", .text),
  .optional("env", .map(of: .text)), .optional("ignoreErrors", .boolean),
  .optional("test", .textOrList(of: .text)), .optional("waitAfterCompletion", .text))

private let file = NodeShape.map(
  .optional("authentication", .anything), .optional("content", .anything),
  .optional("context", .anything), .optional("encoding", .oneOf(["base64", "plain"])),
  .optional("group", .text), .optional("mode", .text), .optional("owner", .text),
  .optional("source", .text))

private let packages = NodeShape.map(
  .optional("apt", names), .optional("dnf", names), .optional("msi", names),
  .optional("python", names),
  .optional("rpm", names), .optional("rubygems", names), .optional("yum", names),
  .optional("zypper", names))

private let names = NodeShape.map(of: .textOrList(of: .text))

private let services = NodeShape.map(
  .optional("systemd", .map(of: service)), .optional("sysvinit", .map(of: service)),
  .optional("windows", .map(of: service)))

private let service = NodeShape.map(
  .optional("commands", .list(.text)), .optional("enabled", .boolean),
  .optional("ensureRunning", .boolean), .optional("files", .list(.text)),
  .optional("packages", .map(of: .list(.text))), .optional("sources", .list(.text)))
