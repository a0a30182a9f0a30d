#include "artifacts/run_codec.hpp"

#include "artifacts/describe_run.hpp"
#include "artifacts/document.hpp"

#include <array>

#include <nlohmann/json.hpp>

namespace ratchet::artifacts {
namespace {

using nlohmann::json;

/// Version 0 told times in milliseconds and knew no rounds.
json from_version_0(const Node& older) {
    constexpr double ms_per_second = 1e3;
    double process_time_ms = 0;
    older.at("process_time_ms").read(process_time_ms);
    std::vector<double> times;
    older.at("iteration_times_ms").read(times);
    for (double& time : times) {
        time /= ms_per_second;
    }
    json newer = older.value();
    newer["process_time_s"] = process_time_ms / ms_per_second;
    newer["iteration_times_s"] = times;
    newer["round"] = 1;
    newer.erase("process_time_ms");
    newer.erase("iteration_times_ms");
    return newer;
}

constexpr std::array<Upgrade, 1> upgrades{from_version_0};
constexpr DocumentKind run_document{
    .name = "run", .advice = "the session is damaged, measure again", .upgrades = upgrades};

}  // namespace

std::string to_json(const RunRecord& run) {
    return write_record(run_document, run);
}

RunRecord run_from_json(std::string_view text, const std::string& where) {
    return read_record<RunRecord>(run_document, text, where);
}

}  // namespace ratchet::artifacts
