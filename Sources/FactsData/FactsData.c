#include "FactsData.h"

// Tables are embedded as they are and read in place: nothing is decoded at start.
#if defined(__has_embed)
#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char iam[] __attribute__((aligned(16))) = {
#embed "iam.bin"
};
static const unsigned char resources[] __attribute__((aligned(16))) = {
#embed "resources.bin"
};
#else
#error "ProtonLint embeds its tables with #embed: clang 19 or later is needed"
#endif

const unsigned char *protonlint_iam_facts(void) { return iam; }
size_t protonlint_iam_facts_size(void) { return sizeof iam; }

const unsigned char *protonlint_resource_facts(void) { return resources; }
size_t protonlint_resource_facts_size(void) { return sizeof resources; }
