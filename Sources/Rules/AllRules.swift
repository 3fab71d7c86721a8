import ProtonLint

/// The list, and nothing else: by category, then by id.
public let allRules: [Rule] = [
  // Inputs
  .unconnectedParameter,
  .undeclaredInput,
  .unguardedOptionalInput,
  .unusedInput,
  // Rendering
  .branchCrossesResources,
  .jinjaFailure,
  .previewName,
  .renderingLimit,
  .truncateWithoutLeeway,
  .unavailableNamespace,
  .undefinedName,
  .unevaluatedExpression,
  .unknownFilter,
  .unknownTest,
  .unreachableBranch,
  // Contracts
  .unknownEnvironmentOutput,
  .unknownInstanceOutput,
  // CloudFormation
  .emptyTemplate,
  .literalSubstitution,
  .nullProperty,
  .subWithoutEffect,
  .undefinedReference,
  .unfillableParameter,
]
