// Assertions that stay on in production: a broken invariant is a bug, and a bug must stop the
// process before it can text anyone (law 6). Never use it on what the outside world can cause.
#pragma once

#include <cstdio>
#include <cstdlib>

// Aborts with file, line and the failed condition when `condition` is false.
#define LEDGER_CHECK(condition)                                                                 \
  do {                                                                                          \
    if (!(condition)) [[unlikely]] {                                                            \
      std::fprintf(stderr, "bug: check failed: %s at %s:%d\n", #condition, __FILE__, __LINE__); \
      std::abort();                                                                             \
    }                                                                                           \
  } while (false)
