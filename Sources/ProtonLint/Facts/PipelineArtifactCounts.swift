/// How many artifacts an action of CodePipeline takes and gives.
///
/// Source: "Valid input and output artifacts for each action type", in the user guide of
/// CodePipeline:
/// <https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-action-artifacts.html>.
public struct PipelineArtifactCounts: Sendable {
  public let inputs: ClosedRange<Int>
  public let outputs: ClosedRange<Int>

  /// Nil for an action that is not in the table.
  public static func of(
    owner: String, category: String, provider: String
  ) -> PipelineArtifactCounts? {
    table["\(owner)/\(category)/\(provider)"]
  }

  private init(_ inputs: ClosedRange<Int>, _ outputs: ClosedRange<Int>) {
    self.inputs = inputs
    self.outputs = outputs
  }

  private static let table: [String: PipelineArtifactCounts] = [
    "AWS/Approval/Manual": PipelineArtifactCounts(0...0, 0...0),
    "AWS/Build/CodeBuild": PipelineArtifactCounts(1...5, 0...5),
    "AWS/Deploy/CloudFormation": PipelineArtifactCounts(0...10, 0...1),
    "AWS/Deploy/CodeDeploy": PipelineArtifactCounts(1...1, 0...0),
    "AWS/Deploy/ECS": PipelineArtifactCounts(1...1, 0...0),
    "AWS/Deploy/ElasticBeanstalk": PipelineArtifactCounts(1...1, 0...0),
    "AWS/Deploy/OpsWorks": PipelineArtifactCounts(1...1, 0...0),
    "AWS/Deploy/S3": PipelineArtifactCounts(1...1, 0...0),
    "AWS/Deploy/ServiceCatalog": PipelineArtifactCounts(1...1, 0...0),
    "AWS/Invoke/Lambda": PipelineArtifactCounts(0...5, 0...5),
    "AWS/Source/CodeCommit": PipelineArtifactCounts(0...0, 1...1),
    "AWS/Source/CodeStarSourceConnection": PipelineArtifactCounts(0...0, 1...1),
    "AWS/Source/ECR": PipelineArtifactCounts(0...0, 1...1),
    "AWS/Source/S3": PipelineArtifactCounts(0...0, 1...1),
    "AWS/Test/CodeBuild": PipelineArtifactCounts(1...5, 0...5),
    "AWS/Test/DeviceFarm": PipelineArtifactCounts(1...1, 0...0),
    "Custom/Build/Jenkins": PipelineArtifactCounts(0...5, 0...5),
    "Custom/Test/Jenkins": PipelineArtifactCounts(0...5, 0...5),
    "ThirdParty/Deploy/AlexaSkillsKit": PipelineArtifactCounts(0...2, 0...0),
    "ThirdParty/Source/GitHub": PipelineArtifactCounts(0...0, 1...1),
  ]
}
