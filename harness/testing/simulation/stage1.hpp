#pragma once

#include "gate/judge.hpp"
#include "statistics/random.hpp"
#include "testing/simulation/host_model.hpp"
#include "testing/simulation/trials.hpp"

#include <cstdint>
#include <vector>

namespace ratchet::testing {

/// What a stored baseline consists of, and when it is judged by.
enum class StoredBaseline {
    same_boot,    ///< one session of three rounds, some time before, on a host that has drifted since
    other_boots,  ///< five sessions of other boots
};

/// A recorded baseline, and what the harness derives from it when it is written.
struct RecordedBaseline {
    Reference reference;
    StatisticalPolicy policy;  ///< δ `auto`
    std::optional<double> detectable;
};

/// Records six scenarios, run by turns as a session runs them, and gives the first one's baseline, to be
/// judged by in `stretch` from where that is then on. `random` is what the stretch draws from.
RecordedBaseline record_baseline(StoredBaseline kind, SimulatedStretch& stretch, const HostModel& host,
                                 statistics::Random& random);

/// `trials` baselines and sessions that are judged by them, of every kind of truth: looks at 9, 14 and 20
/// runs, θ 2 %, δ `auto`. Everything between the synthetic values and the verdict is the harness's own code.
/// About 15 ms a trial.
Characteristics simulate_stage1(const HostModel& host, StoredBaseline kind, int trials, std::uint64_t seed);

}  // namespace ratchet::testing
