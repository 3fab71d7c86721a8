import Foundation
import ProtonLint
import Rules
import Testing

/// The defects that real public bundles are known to have, each at its line of the un-rendered
/// source. The list is what a person found there, not what the rules say.
@Test(.enabled(if: corpusFolder != nil, "needs PROTONLINT_ORACLES, a folder with real bundles"))
func knownDefectsAreFound() throws {
  let folder = try #require(corpusFolder)
  let result = Fixture(path: folder).lint()
  let found = Set(
    result.findings.compactMap { finding -> String? in
      guard case .span(let span) = finding.problem.primary.place else { return nil }
      let file = result.sources[span.file]
      let line = LineTable(file.bytes).line(at: span.start)
      return "\(file.path.dropFirst(folder.count + 1)):\(line) \(finding.rule)"
    })
  for defect in knownDefects { #expect(found.contains(defect)) }
  #expect(found.filter { $0.hasSuffix(" log-group-without-retention") }.count == 16)
  // The preview's folders have no line of their own.
  let folders = result.findings.filter { $0.rule == "preview-directory" }.map(\.scope)
  #expect(folders.count == 4 && folders.allSatisfy { $0.contains("/preview-layout/") })
}

/// The official samples deploy: an error on them is one of these holes, or a mistake of ours.
@Test(.enabled(if: corpusFolder != nil, "needs PROTONLINT_ORACLES, a folder with real bundles"))
func samplesThatDeployGetNoWrongError() throws {
  let folder = try #require(corpusFolder) + "/cloudformation-samples"
  let result = Fixture(path: folder).lint()
  let errors = result.findings.filter { $0.severity == .error }.map { finding in
    "\(finding.scope.dropFirst(folder.count + 1)) \(finding.rule)"
  }
  #expect(
    errors == [
      // Its function runs on Python 3.6.
      "environment-templates/ecs-ec2-env/v1/infrastructure/cloudformation.yaml "
        + "blocked-lambda-runtime",
      "loadbalanced-fargate-svc/loadbalanced-fargate-svc/v1/instance_infrastructure/"
        + "cloudformation.yaml open-ingress-every-port",
      "public-private-fargate-microservices/microservices-svc/loadbalanced-public-svc/v1/"
        + "instance_infrastructure/cloudformation.yaml open-ingress-every-port",
      "service-templates/backend-fargate-svc/v1/instance_infrastructure/cloudformation.yaml "
        + "open-ingress-every-port",
    ])
}

private let corpusFolder = Fixture.corpus().first?.path

private let knownDefects = """
  saas-tenants-codebuild/files/saas-app-spec.yaml:5 unknown-spec-input
  saas-tenants-codebuild/service-templates/ecs-fargate-service/v1/schema/schema.yaml:52 default-violates-schema
  cloudformation-samples/service-templates/load-balanced-fargate-svc/v1/instance_infrastructure/cloudformation.yaml:39 branch-crosses-resources
  cloudformation-samples/service-templates/load-balanced-ecs-ec2-svc/v1/instance_infrastructure/cloudformation.yaml:39 branch-crosses-resources
  cloudformation-samples/service-templates/load-balanced-fargate-svc/v1/instance_infrastructure/cloudformation.yaml:185 log-group-without-retention
  older-samples/loadbalanced-fargate-svc/service/instance_infrastructure/cloudformation.yaml:100 truncate-without-leeway
  older-samples/public-private-fargate-microservices/service/loadbalanced-public-svc/instance_infrastructure/cloudformation.yaml:129 truncate-without-leeway
  preview-layout/lambda-crud-svc/environment/infrastructure/manifest.yaml:4 preview-manifest-key
  preview-layout/lambda-crud-svc/service/infrastructure/manifest.yaml:4 preview-manifest-key
  preview-layout/lambda-crud-svc/service/pipeline/manifest.yaml:4 preview-manifest-key
  preview-layout/loadbalanced-fargate-svc/environment/infrastructure/manifest.yaml:4 preview-manifest-key
  preview-layout/loadbalanced-fargate-svc/service/infrastructure/manifest.yaml:4 preview-manifest-key
  preview-layout/loadbalanced-fargate-svc/service/pipeline/manifest.yaml:4 preview-manifest-key
  preview-layout/lambda-crud-svc/service/infrastructure/cloudformation.yaml:7 preview-name
  """.split(separator: "\n").map(String.init)
