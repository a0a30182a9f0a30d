#pragma once

#include <ratchet/keep.hpp>

#include <cstdint>
#include <type_traits>

namespace ratchet::detail {

class Recording;  // what the runtime knows of the run

/// The iterations of one `Run::measure`; the loop around the body is in the caller, so that the body is
/// inlined.
class Loop {
  public:
    /// `batchable`: several calls may be timed as one iteration. Throws when a run is measured for the second
    /// time, or from inside a measured body.
    Loop(Recording& recording, bool batchable);
    ~Loop();
    Loop(const Loop&) = delete;
    Loop& operator=(const Loop&) = delete;

    [[nodiscard]] bool next();                                             ///< another iteration is wanted
    [[nodiscard]] std::uint64_t calls() const noexcept { return calls_; }  ///< of the body in this one
    void start();                                                          ///< reads the clock last
    void stop();                                                           ///< reads the clock first
    void stop(double told_s);  ///< as `stop()`, but the iteration lasted as long as the body says

  private:
    Recording& recording_;
    std::uint64_t calls_ = 1;
};

// The closure is kept as well: whatever it captures may have changed before each call, so no call is merged
// with another one or moved out of the loop.
template <class Body, class... Arguments>
void call(Body& body, Arguments&... arguments) {
    do_not_optimize(body);
    if constexpr (std::is_void_v<std::invoke_result_t<Body&, Arguments&...>>) {
        body(arguments...);
    } else {
        do_not_optimize(body(arguments...));
    }
}

}  // namespace ratchet::detail
