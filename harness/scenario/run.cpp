#include "scenario/recording.hpp"
#include <ratchet/scenario.hpp>

namespace ratchet::detail {

Loop::Loop(Recording& recording, bool batchable) : recording_(recording) {
    recording_.begin(batchable);
}

Loop::~Loop() {
    recording_.end();
}

bool Loop::next() {
    return recording_.next(calls_);
}

void Loop::start() {
    recording_.start();
}

void Loop::stop() {
    recording_.stop();
}

void Loop::stop(double told_s) {
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
