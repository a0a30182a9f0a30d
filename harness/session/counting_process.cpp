#include "session/counting_process.hpp"

#include "measure/interrupt_process.hpp"
#include "profile/count_process.hpp"

namespace ratchet {

void count_up_to(std::size_t wanted, InstructionCounts& counts, const CountingRequest& request) {
    const MeasurementContext& context = request.context;
    while (!counts.problem && counts.totals.size() < wanted) {
        const FileLock turn = request.take_turn();
        context.listener.counting_instructions(request.spec.name);
        const std::int64_t now = context.clock.now_ns();
        count_once(counts,
                   {.launcher = context.launcher,
                    .session_directory = context.session.path(),
                    .environment = context.surroundings.environment,
                    .cpus = request.cpus,
                    .deadline_ns = now + (request.time_is_up_ns() - now) / 2},
                   request.spec, request.plan, context.host.counts_instructions());
        InterruptGuard::throw_if_interrupted();
    }
}

void count_and_compare(InstructionCounts& counts, const CountingRequest& request) {
    count_up_to(2, counts, request);
    if (!counts.problem && counts.totals.front() != counts.totals.back()) {
        count_up_to(3, counts, request);
    }
}

}  // namespace ratchet
