import ProtonLint

/// The list, and nothing else: by category, then by id.
public let allRules: [Rule] = [
  // Syntax
  .aliasBomb,
  .brokenAlias,
  .duplicateKey,
  .dynamicReferenceInJinja,
  .malformedJinja,
  .malformedJSON,
  .malformedYAML,
  .nestingTooDeep,
  .severalDocuments,
  .unreadableFile,
  .unsupportedJinja,
  // Bundle
  .inputTypeNotObject,
  .inputTypeWithoutPipeline,
  .kindMismatch,
  .malformedCompatibleEnvironment,
  .malformedManifest,
  .malformedSchema,
  .manifestEntryCount,
  .manifestFileMissing,
  .manifestFileOutside,
  .misplacedSchema,
  .missingManifest,
  .missingSchema,
  .missingSpecInput,
  .misspeltRegistrationKey,
  .pipelineWithoutInputType,
  .previewDirectory,
  .previewManifestKey,
  .specValueViolatesSchema,
  .unknownCompatibleEnvironment,
  .unknownEngine,
  .unknownInputType,
  .unknownSpecInput,
  // Schema
  .caseVariantKeyword,
  .defaultViolatesSchema,
  .keywordWithoutEffect,
  .requiredInputUnknown,
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
