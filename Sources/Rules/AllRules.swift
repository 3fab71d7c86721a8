import ProtonLint

/// The list, and nothing else: in order of category, then of id.
public let allRules: [Rule] = []
