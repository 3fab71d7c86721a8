import Foundation
import Testing

@testable import ProtonLint

private let corpus = ProcessInfo.processInfo.environment["PROTONLINT_ORACLES"]
  .map { $0 + "/corpus/proton" }
  .flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }

/// Root, kind, layout, name, major; written by hand from a look at the tree.
private let bundles = """
  cloudformation-samples/component-templates/s3-bucket-component component component s3-bucket-component 1
  cloudformation-samples/environment-templates/ecs-ec2-env/v1 environment official ecs-ec2-env 1
  cloudformation-samples/environment-templates/fargate-env/v1 environment official fargate-env 1
  cloudformation-samples/environment-templates/vpc-env/v1 environment official vpc-env 1
  cloudformation-samples/lambda-multi-svc/lambda-env/v1 environment official lambda-env 1
  cloudformation-samples/lambda-multi-svc/service-crud/v1 service official service-crud 1
  cloudformation-samples/lambda-multi-svc/service-data-processing/v1 service official service-data-processing 1
  cloudformation-samples/loadbalanced-fargate-svc/loadbalanced-fargate-env/v1 environment official loadbalanced-fargate-env 1
  cloudformation-samples/loadbalanced-fargate-svc/loadbalanced-fargate-svc/v1 service official loadbalanced-fargate-svc 1
  cloudformation-samples/public-private-fargate-microservices/microservices-env/v1 environment official microservices-env 1
  cloudformation-samples/public-private-fargate-microservices/microservices-svc/loadbalanced-public-svc/v1 service official loadbalanced-public-svc 1
  cloudformation-samples/public-private-fargate-microservices/microservices-svc/private-fargate-svc/v1 service official private-fargate-svc 1
  cloudformation-samples/service-templates/apigw-lambda-svc/v1 service official apigw-lambda-svc 1
  cloudformation-samples/service-templates/apprunner-svc/v1 service official apprunner-svc 1
  cloudformation-samples/service-templates/backend-ecs-ec2-svc/v1 service official backend-ecs-ec2-svc 1
  cloudformation-samples/service-templates/backend-fargate-svc/v1 service official backend-fargate-svc 1
  cloudformation-samples/service-templates/load-balanced-ecs-ec2-svc/v1 service official load-balanced-ecs-ec2-svc 1
  cloudformation-samples/service-templates/load-balanced-fargate-svc/v1 service official load-balanced-fargate-svc 1
  cloudformation-samples/service-templates/scheduled-ecs-ec2-svc/v1 service official scheduled-ecs-ec2-svc 1
  cloudformation-samples/service-templates/scheduled-fargate-svc/v1 service official scheduled-fargate-svc 1
  cloudformation-samples/service-templates/scheduled-lambda-svc/v1 service official scheduled-lambda-svc 1
  cloudformation-samples/service-templates/worker-ecs-ec2-svc/v1 service official worker-ecs-ec2-svc 1
  cloudformation-samples/service-templates/worker-fargate-svc/v1 service official worker-fargate-svc 1
  cloudformation-samples/service-templates/worker-lambda-svc/v1 service official worker-lambda-svc 1
  older-samples/lambda-multi-svc/environment environment official environment 1
  older-samples/lambda-multi-svc/service-crud service official service-crud 1
  older-samples/lambda-multi-svc/service-data-processing service official service-data-processing 1
  older-samples/loadbalanced-fargate-svc/environment environment official environment 1
  older-samples/loadbalanced-fargate-svc/service service official service 1
  older-samples/public-private-fargate-microservices/environment environment official environment 1
  older-samples/public-private-fargate-microservices/service/loadbalanced-public-svc service official loadbalanced-public-svc 1
  older-samples/public-private-fargate-microservices/service/private-fargate-svc service official private-fargate-svc 1
  preview-layout/lambda-crud-svc/environment environment official environment 1
  preview-layout/lambda-crud-svc/service service preview service 1
  preview-layout/loadbalanced-fargate-svc/environment environment official environment 1
  preview-layout/loadbalanced-fargate-svc/service service preview service 1
  saas-tenants-codebuild/service-templates/ecs-fargate-service/v1 service official ecs-fargate-service 1
  saas-tenants-codebuild/service-templates/serverless-service/v1 service official serverless-service 1
  saas-tenants-codebuild/tenant-env-template/v1 environment official tenant-env-template 1
  workshop/aws-managed/lb-fargate-service/v1 service official lb-fargate-service 1
  workshop/aws-managed/multi-svc-env/v1 environment official multi-svc-env 1
  """

/// The spec and the root of its bundle.
private let specs = """
  cloudformation-samples/environment-templates/ecs-ec2-env/spec/spec.yaml ecs-ec2-env/v1
  cloudformation-samples/environment-templates/fargate-env/spec/spec.yaml fargate-env/v1
  cloudformation-samples/environment-templates/vpc-env/spec/spec.yaml vpc-env/v1
  cloudformation-samples/lambda-multi-svc/specs/env-spec.yaml lambda-env/v1
  cloudformation-samples/lambda-multi-svc/specs/svc-spec.yaml service-crud/v1
  cloudformation-samples/loadbalanced-fargate-svc/specs/env-spec.yaml loadbalanced-fargate-env/v1
  cloudformation-samples/loadbalanced-fargate-svc/specs/svc-spec.yaml loadbalanced-fargate-svc/v1
  cloudformation-samples/public-private-fargate-microservices/specs/env-spec.yaml microservices-env/v1
  cloudformation-samples/public-private-fargate-microservices/specs/svc-private-spec.yaml private-fargate-svc/v1
  cloudformation-samples/public-private-fargate-microservices/specs/svc-public-spec.yaml loadbalanced-public-svc/v1
  cloudformation-samples/service-templates/apigw-lambda-svc/spec/spec.yaml apigw-lambda-svc/v1
  cloudformation-samples/service-templates/apprunner-svc/spec/spec.yaml apprunner-svc/v1
  cloudformation-samples/service-templates/backend-ecs-ec2-svc/spec/spec.yaml backend-ecs-ec2-svc/v1
  cloudformation-samples/service-templates/backend-fargate-svc/spec/spec.yaml backend-fargate-svc/v1
  cloudformation-samples/service-templates/load-balanced-ecs-ec2-svc/spec/spec.yaml load-balanced-ecs-ec2-svc/v1
  cloudformation-samples/service-templates/load-balanced-fargate-svc/spec/spec.yaml load-balanced-fargate-svc/v1
  cloudformation-samples/service-templates/scheduled-ecs-ec2-svc/spec/spec.yaml scheduled-ecs-ec2-svc/v1
  cloudformation-samples/service-templates/scheduled-fargate-svc/spec/spec.yaml scheduled-fargate-svc/v1
  cloudformation-samples/service-templates/scheduled-lambda-svc/spec/spec.yaml scheduled-lambda-svc/v1
  cloudformation-samples/service-templates/worker-ecs-ec2-svc/spec/spec.yaml worker-ecs-ec2-svc/v1
  cloudformation-samples/service-templates/worker-fargate-svc/spec/spec.yaml worker-fargate-svc/v1
  cloudformation-samples/service-templates/worker-lambda-svc/spec/spec.yaml worker-lambda-svc/v1
  older-samples/lambda-multi-svc/specs/env-spec.yaml lambda-multi-svc/environment
  older-samples/lambda-multi-svc/specs/svc-spec.yaml lambda-multi-svc/service-crud
  older-samples/loadbalanced-fargate-svc/specs/env-spec.yaml loadbalanced-fargate-svc/environment
  older-samples/loadbalanced-fargate-svc/specs/svc-spec.yaml loadbalanced-fargate-svc/service
  older-samples/public-private-fargate-microservices/specs/env-spec.yaml public-private-fargate-microservices/environment
  older-samples/public-private-fargate-microservices/specs/svc-private-spec.yaml service/private-fargate-svc
  older-samples/public-private-fargate-microservices/specs/svc-public-spec.yaml service/loadbalanced-public-svc
  preview-layout/lambda-crud-svc/specs/env-spec.yaml lambda-crud-svc/environment
  preview-layout/lambda-crud-svc/specs/svc-spec.yaml lambda-crud-svc/service
  preview-layout/loadbalanced-fargate-svc/specs/env-spec.yaml loadbalanced-fargate-svc/environment
  preview-layout/loadbalanced-fargate-svc/specs/svc-spec.yaml loadbalanced-fargate-svc/service
  saas-tenants-codebuild/files/saas-app-spec-pipeline.yaml ecs-fargate-service/v1
  saas-tenants-codebuild/files/saas-app-spec.yaml ecs-fargate-service/v1
  saas-tenants-codebuild/files/serverless-saas-app-spec-pipeline.yaml serverless-service/v1
  saas-tenants-codebuild/files/tenantA-saas-app-spec.yaml ecs-fargate-service/v1
  saas-tenants-codebuild/files/tenantA-serverless-saas-app-spec.yaml serverless-service/v1
  saas-tenants-codebuild/files/tenantB-saas-app-spec.yaml ecs-fargate-service/v1
  saas-tenants-codebuild/files/tenantB-serverless-saas-app-spec.yaml serverless-service/v1
  saas-tenants-codebuild/files/tenantC-saas-app-spec.yaml ecs-fargate-service/v1
  saas-tenants-codebuild/files/tenantC-serverless-saas-app-spec.yaml serverless-service/v1
  """

@Test(.enabled(if: corpus != nil, "PROTONLINT_ORACLES has no corpus/proton"))
func corpusIsUnderstood() throws {
  let corpus = try #require(corpus)
  let read = readWorkspaceFiles(paths: [corpus])
  #expect(read.faults.isEmpty && read.notes.isEmpty)
  let workspace = Workspace(read.sources)
  func relative(_ path: String) -> Substring { path.dropFirst(corpus.count + 1) }

  let found = workspace.bundles.map {
    "\(relative($0.root)) \($0.kind) \($0.layout) \($0.name) \($0.majorVersion)"
  }
  #expect(found == bundles.split(separator: "\n").map(String.init))
  for bundle in workspace.bundles {
    for part in bundle.infrastructure {
      #expect(part.manifest != nil, "\(part.folder)")
      #expect(part.templates.count == (part.engine == .codeBuild ? 0 : 1), "\(part.folder)")
    }
  }
  let expected = specs.split(separator: "\n").map { $0.split(separator: " ") }
  #expect(workspace.specs.count == expected.count)
  for (spec, words) in zip(workspace.specs, expected) {
    #expect(relative(workspace.sources[spec.file].path) == words[0])
    let root = spec.bundle.map { workspace[$0].root } ?? "none"
    #expect(root.hasSuffix("/" + words[1]), "\(words[0]): \(root)")
  }
  #expect(
    workspace.templates.map { relative(workspace.sources[$0].path) } == [
      "workshop/GitHubConfiguration.yaml"
    ])
  #expect(workspace.files.flatMap(\.problems).isEmpty)
}

/// Nothing may stop the run, whatever a file holds: bytes of the corpus are replaced at random.
@Test(.enabled(if: corpus != nil, "PROTONLINT_ORACLES has no corpus/proton"))
func damagedFilesAreUnderstoodAsFarAsTheyGo() throws {
  let sources = readWorkspaceFiles(paths: [try #require(corpus)]).sources
  var random = SeededNumbers(state: 11)
  let pieces = [
    "{", "[", ": ", "- ", "\n", "'", "\"", "&a ", "*a", "#", "|", "%", "!x ", "..", "\t",
  ]
  for _ in 0..<12 {
    var damaged = SourceStore()
    for file in sources.files {
      var bytes = file.bytes
      for _ in 0..<3 where !bytes.isEmpty {
        let start = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 0...8, using: &random))
        bytes.replaceSubrange(start..<end, with: (pieces.randomElement(using: &random) ?? "").utf8)
      }
      if case .text = file.content { damaged.add(path: file.path, content: .text(bytes)) }
    }
    #expect(Workspace(damaged).bundles.count > 30)
  }
}
