#include "artifacts/google_benchmark_result.hpp"

#include "artifacts/document.hpp"
#include "artifacts/lenient_json.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ratchet::artifacts {
namespace {

constexpr std::string_view advice = "Google Benchmark writes this file: see what the program does to it";

/// Keys of a run's row that are the library's own; every other number is a counter.
constexpr std::array<std::string_view, 13> own_keys = {
    "name",        "run_name",   "run_type", "family_index",     "per_family_instance_index",
    "repetitions", "iterations", "threads",  "repetition_index", "real_time",
    "cpu_time",    "time_unit",  "label"};

bool is_own(std::string_view key) {
    return std::ranges::find(own_keys, key) != own_keys.end();
}

MetricDefinition definition_of_counter(std::string_view name) {
    constexpr std::array<std::string_view, 3> sizes = {"max_bytes_used", "total_allocated_bytes",
                                                       "net_heap_growth"};
    MetricDefinition definition{.unit = "1", .scope = MetricScope::iteration};
    if (name == "items_per_second") {
        definition.unit = "items/s";
        definition.direction = Direction::higher_is_better;
    } else if (name == "bytes_per_second") {
        definition.unit = "B/s";
        definition.direction = Direction::higher_is_better;
    } else if (name.ends_with("per_second") || name.ends_with("/s")) {
        definition.unit = "1/s";
        definition.direction = Direction::higher_is_better;
    } else if (std::ranges::find(sizes, name) != sizes.end()) {
        definition.unit = "B";
    }
    return definition;
}

std::string metric_name(const std::string& counter) {
    return counter == "items_per_second" ? std::string(metric::throughput) : counter;
}

double seconds_per_unit(const Node& row) {
    std::string unit;
    const Node field = row.at("time_unit");
    field.read(unit);
    for (const auto& [name, seconds] :
         {std::pair{"ns", 1e-9}, std::pair{"us", 1e-6}, std::pair{"ms", 1e-3}, std::pair{"s", 1.0}}) {
        if (unit == name) {
            return seconds;
        }
    }
    field.fail_unknown(unit);
}

double read_time_s(const Node& row, std::string_view key) {
    const Node field = row.at(key);
    if (field.value().is_string()) {
        field.fail("is not a finite number");
    }
    double time = 0;
    field.read(time);
    if (time < 0) {
        field.fail("is negative");
    }
    return time * seconds_per_unit(row);
}

std::string text_or(const Node& row, std::string_view key, const std::string& otherwise) {
    std::string text = otherwise;
    if (const auto field = row.find(key)) {
        field->read(text);
    }
    return text;
}

bool is_set(const Node& row, std::string_view key) {
    const auto field = row.find(key);
    return field && field->value() == true;  // a number is a counter of that name
}

/// Collects the rows of the one benchmark.
class RowReader {
  public:
    explicit RowReader(const std::string& benchmark) : benchmark_(benchmark) {}

    void read(const Node& row) {
        std::string type;
        row.at("run_type").read(type);
        if (type == "aggregate") {
            ++aggregates_;
            return;
        }
        std::string name;
        row.at("run_name").read(name);
        if (name != benchmark_) {
            row.at("run_name")
                .fail(fmt::format("expected \"{}\", this is \"{}\"", printable(benchmark_), printable(name)));
        }
        if (is_set(row, "error_occurred")) {
            add_failure("reported an error: " + text_or(row, "error_message", ""));
        } else if (is_set(row, "skipped")) {
            add_failure("skipped itself: " + text_or(row, "skip_message", ""));
        } else {
            read_values(row);
        }
    }

    ProgramResult result(const Node& rows) {
        if (result_.iteration_times_s.empty() && result_.checks.empty()) {
            rows.fail(
                aggregates_ > 0
                    ? "there are aggregates alone, as ReportAggregatesOnly() in the benchmark's code has "
                      "it; DisplayAggregatesOnly() keeps the values that they are made of"
                    : "no benchmark was run");
        }
        if (!cpu_times_s_.empty()) {
            result_.metrics.push_back(
                {"cpu_time", cpu_times_s_, {.unit = "s", .scope = MetricScope::iteration}});
        }
        for (auto& [name, values] : counters_) {
            if (!result_.missing.contains(metric_name(name))) {
                result_.metrics.push_back(
                    {metric_name(name), std::move(values), definition_of_counter(name)});
            }
        }
        return std::move(result_);
    }

  private:
    void add_failure(const std::string& what) {
        result_.checks.push_back({.passed = false, .message = "the benchmark " + what});
    }

    void read_values(const Node& row) {
        result_.iteration_times_s.push_back(read_time_s(row, "real_time"));
        cpu_times_s_.push_back(read_time_s(row, "cpu_time"));
        for (const auto& [key, value] : row.members()) {
            if (!is_own(key)) {
                read_counter(key, value);
            }
        }
        std::uint64_t iterations = 0;
        row.at("iterations").read(iterations);
        result_.facts["iterations"] = fmt::format("{}", iterations);
        if (const std::string label = text_or(row, "label", ""); !label.empty()) {
            result_.facts["label"] = label;
        }
    }

    void read_counter(const std::string& key, const Node& value) {
        if (value.value().is_number()) {
            value.read(counters_[key].emplace_back());
        } else if (value.value().is_string() && is_not_finite_word(value.value().get<std::string>())) {
            result_.missing[metric_name(key)] =
                fmt::format("the benchmark's counter was {}", value.value().get<std::string>());
        }
    }

    const std::string& benchmark_;
    ProgramResult result_;
    std::vector<double> cpu_times_s_;
    std::map<std::string, std::vector<double>> counters_;
    int aggregates_ = 0;
};

void read_context(const Node& context, ProgramResult& result) {
    for (const char* fact : {"library_build_type", "library_version"}) {
        if (const std::string text = text_or(context, fact, ""); !text.empty()) {
            result.facts[fact] = text;
        }
    }
}

}  // namespace

ProgramResult google_benchmark_result(std::string_view text, const std::string& where,
                                      const std::string& benchmark) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        throw Error(ErrorCode::artifact,
                    fmt::format("is empty: the program knows no benchmark \"{}\"; build it again",
                                printable(benchmark)),
                    where);
    }
    const Source source{where, advice};
    const nlohmann::json document = parse_with_unique_keys(with_lenient_json_mended(text), source);
    const Node root(document, "", source);
    RowReader reader(benchmark);
    const Node rows = root.at("benchmarks");
    for (const Node& row : rows.elements()) {
        reader.read(row);
    }
    ProgramResult result = reader.result(rows);
    read_context(root.at("context"), result);
    return result;
}

}  // namespace ratchet::artifacts
