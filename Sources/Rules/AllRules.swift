import ProtonLint

/// The list, and nothing else: by category, then by id.
public let allRules: [Rule] = [
  // Inputs
  .undeclaredInput,
  .unusedInput,
  // Identity
  .fullAdministratorPolicy,
  .notActionAllow,
  .openTrust,
  .passRoleOnAnyRole,
  .serviceWildcardAction,
  .wildcardAction,
]
