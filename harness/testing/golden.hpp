#pragma once

#include <string>

namespace ratchet::testing {

/// Compares `actual` with the file `<name>` of the golden directory (RATCHET_GOLDEN_DIRECTORY, a compile
/// definition of the test program). Returns an empty text when they are equal, else what differs: the first
/// differing line of both, or that the file is missing. Use it as `CHECK(golden_difference(…) == "")`.
///
/// It only ever compares, with one exception, which is the approve command: a test program started with
/// RATCHET_APPROVE=1 in its environment writes `actual` to the file instead. Review the diff, then commit.
///
///     RATCHET_APPROVE=1 ctest --test-dir build -L golden
std::string golden_difference(const std::string& actual, const std::string& name);

}  // namespace ratchet::testing
