import Testing

@testable import ProtonLint

/// The program that a command comes to, with the words that reach it.
@Test(arguments: [
  ("cdk destroy --force", "cdk destroy --force"),
  ("sudo -E env A=b /usr/bin/terraform apply", "terraform apply"),
  ("npx --yes aws-cdk@2.1 destroy -f", "cdk destroy -f"),
  ("npm run cdk -- destroy --force", "cdk destroy --force"),
  ("npm run cdk destroy --force", "cdk destroy"),
  ("yarn cdk destroy --force", "cdk destroy --force"),
  ("pnpm exec cdk destroy", "cdk destroy"), ("npm exec -- cdk destroy", "cdk destroy"),
  ("npm install", "npm install"), ("yarn", "yarn"), ("npm run absent", "npm run absent"),
  ("npm run all -- -x", "echo one; terraform apply -x"), ("npm run again", "npm run again"),
  ("bash ./a.sh b", "bash ./a.sh b; terraform destroy"), ("./a.sh", "a.sh; terraform destroy"),
  ("cd sub && ./b.sh", "cd sub; b.sh; terraform apply"), ("poetry run pulumi up", "pulumi up"),
  ("A=b", ""), ("$TOOL up", "$TOOL up"),
  ("cd sub/.. && ./a.sh", "cd sub/..; a.sh; terraform destroy"),
  ("./loop.sh", "loop.sh; loop.sh; loop.sh; loop.sh; loop.sh"),
])
func commandsAreFollowed(command: String, expected: String) {
  let run = commandRun(of: command)
  let words = run.invocations.map { invocation in
    ([invocation.program] + invocation.arguments.map(\.word.text)).filter { !$0.isEmpty }
      .joined(separator: " ").replacing("{", with: "").replacing("}", with: "")
  }
  #expect(words.joined(separator: "; ") == expected)
}

/// Whether a deployment that fails ends the run: `nil` where that is not known.
@Test(
  arguments: [
    ("terraform apply", true), ("terraform apply && echo", true), ("terraform apply; echo", false),
    ("terraform apply || true", false), ("terraform apply || exit 1", true),
    ("terraform apply | tee a", false), ("set -o pipefail; terraform apply | tee a", true),
    ("terraform apply &", false), ("set -e; terraform apply; echo", true),
    ("terraform apply; [ $? = 0 ]", nil), ("terraform apply || handle", nil),
    ("if terraform apply; then echo; fi", nil), ("./apply.sh", false), ("./strict.sh", true),
    ("./strict.sh | tee a", false), ("terraform apply\n", true),
  ] as [(String, Bool?)])
func failuresAreFollowed(command: String, expected: Bool?) throws {
  let run = commandRun(of: command)
  let deployment = try #require(run.invocations.first { $0.program == "terraform" })
  #expect(run.failureEndsRun(of: deployment.call) == expected)
}

private func commandRun(of command: String) -> CommandRun {
  let sources = SourceStore([
    "b/a.sh": "terraform destroy", "b/sub/b.sh": "terraform apply\n", "b/loop.sh": "./loop.sh",
    "b/apply.sh": "terraform apply\necho done",
    "b/strict.sh": "#!/bin/sh -e\nset -eu\nterraform apply\necho",
    "b/package.json": """
    {"scripts": {"cdk": "cdk", "all": "echo one && terraform apply", "again": "npm run again"}}
    """,
    "command.yaml": "- |-\n"
      + command.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }
      .joined(),
  ])
  guard let file = sources.file(at: "command.yaml"),
    let items = parseData(file).root?.items
  else { return CommandRun([], in: "b", of: sources) }
  return CommandRun(items.map(ShellText.init), in: "b", of: sources)
}
