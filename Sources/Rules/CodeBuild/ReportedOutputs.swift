import ProtonLint

extension CodeBuildProject {
  /// Whether the commands give Proton any outputs; nil where something runs that may do so unseen.
  func reportsOutputs(in workspace: Workspace) -> Bool? {
    guard let run = provision?.run else { return nil }
    for unit in run.units {
      // The file that Proton looks for, by whatever means it comes about.
      if mention(of: "proton-outputs.json", in: unit.text) != nil { return true }
      if mention(of: "notify-resource-deployment-status-change", in: unit.text) != nil,
        mention(of: "--outputs", in: unit.text) != nil
          || mention(of: "--cli-input-json", in: unit.text) != nil
      {
        return true
      }
    }
    let isSeen =
      run.isWhole
      && run.invocations.allSatisfy { invocation in
        Deployment(invocation) != nil || silentPrograms.contains(invocation.program)
      }
    guard isSeen else { return nil }
    let others = workspace.files(below: folder).filter { $0.id != file }
    return others.contains(where: mentionsOutputFile) ? nil : false
  }

  private func mentionsOutputFile(_ file: SourceFile) -> Bool {
    let name = Array("proton-outputs".utf8)
    let bytes = file.bytes
    guard bytes.count >= name.count else { return false }
    return (0...(bytes.count - name.count)).contains { start in
      bytes[start] == name[0] && bytes[start..<start + name.count].elementsEqual(name)
    }
  }
}

/// Programs that tell Proton nothing by themselves.
private let silentPrograms: Set<String> = [
  "", ".", "[", "apt", "apt-get", "aws", "bash", "cat", "cd", "cdk", "chmod", "cp", "curl", "dnf",
  "echo", "exit", "export", "jq", "ls", "mkdir", "mv", "npm", "pip", "pip3", "pnpm", "printenv",
  "printf", "pulumi", "pwd", "rm", "set", "sh", "sleep", "source", "tar", "terraform", "test",
  "tofu", "true", "tsc", "unset", "unzip", "wget", "yarn", "yum",
]
