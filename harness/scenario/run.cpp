#include "scenario/recording.hpp"
#include <ratchet/scenario.hpp>

// Never merged into the scenario: instructions within them are not counted, and they are found by their
// names.
#if defined(__GNUC__)
#define RATCHET_DETAIL_OWN_CALL __attribute__((noinline))
#else
#define RATCHET_DETAIL_OWN_CALL
#endif

namespace ratchet::detail {

Loop::Loop(Recording& recording, bool batchable) : recording_(recording) {
    recording_.begin(batchable);
}

Loop::~Loop() {
    recording_.end();
}

RATCHET_DETAIL_OWN_CALL bool Loop::next() {
    return recording_.next(calls_);
}

RATCHET_DETAIL_OWN_CALL void Loop::start() {
    recording_.start();
}

RATCHET_DETAIL_OWN_CALL void Loop::stop() {
    recording_.stop();
}

RATCHET_DETAIL_OWN_CALL void Loop::stop(double told_s) {
    recording_.stop(told_s);
}

}  // namespace ratchet::detail

namespace ratchet {

void Run::items(std::uint64_t count, std::string_view unit) {
    recording_.items(count, unit);
}

void Run::bytes(std::uint64_t count) {
    recording_.bytes(count);
}

void Run::metric(std::string_view name, double value, std::string_view unit, Direction direction) {
    recording_.metric(name, value, unit, direction, std::nullopt);
}

void Run::metric(std::string_view name, double value, std::string_view unit, Direction direction,
                 MetricScope scope) {
    recording_.metric(name, value, unit, direction, scope);
}

std::uint64_t Run::seed() const {
    return recording_.seed();
}

void Run::ready() {
    recording_.ready();
}

void Run::failed(std::string_view message) {
    recording_.failed(message);
}

}  // namespace ratchet
