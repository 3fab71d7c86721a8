import ProtonLint

extension Rule {
  public static let unreportedOutputs = Rule(
    id: "unreported-outputs",
    category: .codeBuild,
    severity: .warning,
    finds: "commands for CodeBuild that deploy and never tell Proton the outputs",
    why: """
      Proton cannot see what the commands made. The outputs of an environment are all that its \
      services see of it, and they are those that the commands hand over with `aws proton \
      notify-resource-deployment-status-change --outputs …` or leave in `proton-outputs.json`. \
      Whatever reads an output that was not handed over cannot be deployed.
      """,
    fix: """
      Write the outputs as a list of `key` and `valueString`, and pass the file to `aws proton \
      notify-resource-deployment-status-change --resource-arn $RESOURCE_ARN --outputs file://…`.
      """,
    source:
      "https://docs.aws.amazon.com/proton/latest/userguide/ag-infrastructure-tmp-files-codebuild.html",
    presets: [.recommended, .all, .proton],
    examples: [
      .flagged(
        "an environment that gives its services nothing",
        """
        #- infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                «provision»:
                  - npm install
                  - npx cdk deploy --require-approval never
                  - aws proton notify-resource-deployment-status-change --resource-arn $RESOURCE_ARN --status SUCCEEDED
                deprovision: [npx cdk destroy --force]
        """),
      .flagged(
        "a pipeline reads what its instances never hand over",
        """
        #- instance_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                «provision»: [terraform init, terraform apply -auto-approve]
                deprovision: [terraform init, terraform destroy -auto-approve]
        #- pipeline_infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: ["export URL={{ service_instances[0].outputs.Url }}"]
                deprovision: [echo]
        """),
      .clean(
        "outputs of a script, and a script that may hand them over",
        """
        #- a/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings:
                provision: [terraform apply -auto-approve, chmod +x ./output.sh && ./output.sh]
                deprovision: [terraform destroy -auto-approve]
        #- a/infrastructure/output.sh
        terraform output -json | jq 'to_entries' > outputs.json
        aws proton notify-resource-deployment-status-change --resource-arn $RESOURCE_ARN \\
          --outputs file://./outputs.json
        #- b/infrastructure/manifest.yaml
        infrastructure:
          templates:
            - rendering_engine: codebuild
              settings: {provision: [make deploy], deprovision: [make destroy]}
        """),
    ],
    check: .codeBuild { project, model in
      guard let provision = project.provision,
        provision.run.invocations.contains(where: { Deployment($0)?.action == .deploy }),
        project.reportsOutputs(in: model.workspace) == false
      else { return [] }
      let readers = model.readers(ofOutputsOf: project)
      guard project.role == .environment || !readers.isEmpty else { return [] }
      return [
        Problem(
          "the commands deploy and never tell Proton the outputs",
          at: Label(provision.key.span),
          related: readers.prefix(3).map { Label($0, "an output is read here") },
          help: "call `aws proton notify-resource-deployment-status-change` with `--outputs`")
      ]
    }
  )
}

extension Model {
  /// Where a pipeline reads outputs of the instances that a project deploys.
  fileprivate func readers(ofOutputsOf project: CodeBuildProject) -> [Span] {
    guard project.role == .instance else { return [] }
    return renderedFiles(of: project.bundle).filter { $0.role == .pipeline }.flatMap { file in
      file.unguardedReads(of: ["service_instances.outputs"]).map(\.span)
    }
  }
}
