#pragma once

#include "profile/perf_records.hpp"

#include <cstdint>
#include <set>
#include <utility>

namespace ratchet {

/// Where a function keeps more on the stack than it uses, pages of it may never have been touched. The
/// kernel's copy of a stack ends at such a page, however much was asked for, so that no caller beyond it
/// would ever be seen. Reading the page from outside gives it content (zeros, as its program would find) and
/// later copies go on.
class UntouchedStack {
  public:
    /// Looks at a sample whose copy ended early, and reads what lies above its end, up to `stack_bytes` from
    /// the stack pointer; each place of a process once, as long as it is remembered. Where a process may not
    /// be read, or the stack ends, nothing happens.
    void touch_above(const PerfSample& sample, std::uint32_t stack_bytes);

  private:
    std::set<std::pair<std::uint32_t, std::uint64_t>> seen_;  ///< process, page at which a copy ended
};

}  // namespace ratchet
