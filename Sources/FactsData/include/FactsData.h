#ifndef PROTONLINT_FACTS_DATA_H
#define PROTONLINT_FACTS_DATA_H

#include <stddef.h>

/// The table of IAM actions; its layout is described in `Facts/IAMActionLayout.swift`.
const unsigned char *_Nonnull protonlint_iam_facts(void);
size_t protonlint_iam_facts_size(void);

/// The table of resource types; its layout is described in
/// `Facts/Resources/ResourceTypeLayout.swift`.
const unsigned char *_Nonnull protonlint_resource_facts(void);
size_t protonlint_resource_facts_size(void);

#endif
