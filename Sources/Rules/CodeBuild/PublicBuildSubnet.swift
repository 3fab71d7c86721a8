import ProtonLint

extension Rule {
  public static let publicBuildSubnet = Rule(
    id: "public-build-subnet",
    category: .codeBuild,
    severity: .warning,
    finds: "a `VpcConfig` that puts the builds into public subnets",
    why: """
      A build in a VPC gets no public address. In a public subnet, whose way out is an internet \
      gateway, it reaches neither Proton nor the sources of its tools, and it fails.
      """,
    fix: "Give the builds private subnets, which reach the internet through a NAT gateway.",
    source:
      "https://docs.aws.amazon.com/proton/latest/userguide/vpc-codebuild-custom-support.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an output that is called public",
        """
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: [cdk deploy]
                deprovision: [cdk destroy --force]
                project_properties:
                  VpcConfig:
                    VpcId: "{{ environment.outputs.VpcId }}"
                    Subnets: [«"{{ environment.outputs.PublicSubnetOneId }}"», "{{ environment.outputs.PrivateSubnetId }}"]
                    SecurityGroupIds: ["{{ environment.outputs.GroupId }}"]
        """),
      .clean(
        "private subnets",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: [cdk deploy]
                deprovision: [cdk destroy --force]
                project_properties:
                  VpcConfig:
                    VpcId: "{{ environment.inputs.vpc }}"
                    Subnets: "{{ environment.inputs.private_subnets }}"
                    SecurityGroupIds: "{{ environment.inputs.groups }}"
        """),
    ],
    check: .codeBuild { project, _ in
      guard let subnets = project.projectProperties?.value["VpcConfig"]?["Subnets"] else {
        return []
      }
      let nodes = subnets.isSequence ? Array(subnets.items) : [subnets]
      return nodes.filter(\.isScalar).compactMap { node in
        project.symbols(in: node).lazy.compactMap(publicName).first.map { name in
          Problem(
            "the builds run in `\(name)`, which by its name are public subnets",
            at: Label(node.span), evidence: name)
        }
      }
    }
  )
}

/// The name of an input or an output that says of itself that it is public.
private func publicName(_ symbol: Symbol) -> String? {
  for one in [symbol] + symbol.inputs {
    switch one.source {
    case .input(let name), .environmentOutput(let name):
      let words = name.lowercased()
      if words.contains("public"), !words.contains("private"), !words.contains("nonpublic") {
        return one.expression
      }
    default: continue
    }
  }
  return nil
}
