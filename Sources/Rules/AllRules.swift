import ProtonLint

/// The list, and nothing else: by category, then by id.
public let allRules: [Rule] = [
  // Inputs
  .undeclaredInput,
  .unusedInput,
  // Identity
  .administratorPolicyAttached,
  .fullAccessPolicyAttached,
  .fullAdministratorPolicy,
  .notActionAllow,
  .openTrust,
  .passRoleOnAnyRole,
  .privilegeEscalation,
  .publicResourcePolicy,
  .publiclyReadableBucket,
  .serviceWildcardAction,
  .unknownIAMAction,
  .unscopedResource,
  .wildcardAction,
]
