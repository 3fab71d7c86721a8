import ProtonLint

/// The list, and nothing else: by category, then by id.
public let allRules: [Rule] = [
  // Inputs
  .undeclaredInput,
  .unusedInput,

  // Network
  .cidrLeftToInput,
  .databaseInPublicSubnet,
  .openIngressEveryPort,
  .openIngressPort,
  .openSensitivePort,
  .portLeftToInput,
  .publicDatabase,
  .taskWithPublicAddress,

  // Logging
  .containerWithoutLogs,
  .logGroupWithoutRetention,
  .missingLogGroup,
]
