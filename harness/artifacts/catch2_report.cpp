#include "artifacts/catch2_report.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#if RATCHET_HAVE_PUGIXML
#include <pugixml.hpp>
#endif

namespace ratchet::artifacts {
namespace {

[[noreturn]] void fail(const std::string& where, const std::string& message) {
    throw Error(ErrorCode::artifact, message, where);
}

#if RATCHET_HAVE_PUGIXML

/// The number in an attribute, in full or nothing.
template <class Number>
std::optional<Number> number_in(const pugi::xml_attribute& attribute) {
    const std::string_view text = attribute.value();
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// Walks over a report from its beginning to its end.
class ReportReader : public pugi::xml_tree_walker {
  public:
    explicit ReportReader(const std::string& where) : where_(where) {}

    bool for_each(pugi::xml_node& node) override {
        const std::string_view element = node.name();
        if (element == "TestCase") {
            test_case_ = node.attribute("name").value();
        } else if (element == "BenchmarkResults") {
            report_.benchmarks.push_back(benchmark(node));
        } else if (element == "Expression" &&
                   node.attribute("success").value() == std::string_view("false")) {
            add_failure(node, node.child("Expanded").text().get());
        } else if (element == "Failure" || element == "Exception" || element == "FatalErrorCondition") {
            add_failure(node, node.text().get());
        }
        return true;
    }

    Catch2Report report() { return std::move(report_); }

  private:
    [[nodiscard]] Catch2Benchmark benchmark(const pugi::xml_node& node) const {
        Catch2Benchmark found;
        found.test_case = test_case_;
        found.name = node.attribute("name").value();
        found.samples = number_in<std::uint64_t>(node.attribute("samples")).value_or(0);
        found.iterations = number_in<std::uint64_t>(node.attribute("iterations")).value_or(0);
        if (const pugi::xml_node failed = node.child("failed")) {
            found.failure = fmt::format("threw: {}", failed.attribute("message").value());
            return found;
        }
        const std::optional<double> mean_ns = number_in<double>(node.child("mean").attribute("value"));
        if (mean_ns && std::isfinite(*mean_ns) && *mean_ns >= 0) {
            constexpr double seconds_per_ns = 1e-9;
            found.mean_s = *mean_ns * seconds_per_ns;
        } else {
            fail(where_,
                 fmt::format("the benchmark \"{}\" has no mean that is a time", printable(found.name)));
        }
        return found;
    }

    void add_failure(const pugi::xml_node& node, const std::string& what) {
        std::string words = what;
        words.erase(0, words.find_first_not_of(" \t\r\n"));
        words.erase(words.find_last_not_of(" \t\r\n") + 1);
        report_.failures.push_back(fmt::format("{} ({}:{})", words, node.attribute("filename").value(),
                                               node.attribute("line").value()));
    }

    const std::string& where_;
    std::string test_case_;
    Catch2Report report_;
};

#endif

}  // namespace

bool reads_catch2_reports() {
#if RATCHET_HAVE_PUGIXML
    return true;
#else
    return false;
#endif
}

Catch2Report catch2_report([[maybe_unused]] std::string_view text, const std::string& where) {
#if RATCHET_HAVE_PUGIXML
    pugi::xml_document document;
    const pugi::xml_parse_result parsed =
        document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
    if (!parsed) {
        fail(where,
             fmt::format("not a whole XML document: {} at byte {}; the program must let Catch2 end its "
                         "report",
                         parsed.description(), parsed.offset));
    }
    const std::string_view root = document.document_element().name();
    if (root != "Catch" && root != "Catch2TestRun") {
        fail(where,
             fmt::format("not a report of Catch2's XML reporter: it begins with <{}>", printable(root)));
    }
    ReportReader reader(where);
    document.traverse(reader);
    return reader.report();
#else
    throw Error(
        ErrorCode::usage,
        "this ratchet was built without pugixml and reads no reports of Catch2; install libpugixml-dev and "
        "build it again",
        where);
#endif
}

ProgramResult catch2_result(std::string_view text, const std::string& where, const std::string& test_case,
                            const std::string& benchmark, std::uint64_t samples) {
    const Catch2Report report = catch2_report(text, where);
    ProgramResult result;
    for (const std::string& failure : report.failures) {
        result.checks.push_back({.passed = false, .message = failure});
    }
    const Catch2Benchmark* found = nullptr;
    for (const Catch2Benchmark& each : report.benchmarks) {
        if (each.name != benchmark || each.test_case != test_case) {
            continue;
        }
        if (found != nullptr) {
            fail(where, fmt::format("the benchmark \"{}\" is there twice", printable(benchmark)));
        }
        found = &each;
    }
    if (found == nullptr) {
        if (result.checks.empty()) {
            fail(where,
                 fmt::format("the test case \"{}\" has no benchmark \"{}\" any more; build the program again",
                             printable(test_case), printable(benchmark)));
        }
        return result;
    }
    if (!found->failure.empty()) {
        result.checks.push_back({.passed = false, .message = "the benchmark " + found->failure});
        return result;
    }
    if (found->samples != samples) {
        fail(where, fmt::format("the benchmark \"{}\" has {} samples, not the planned {}",
                                printable(benchmark), found->samples, samples));
    }
    result.iteration_times_s.push_back(found->mean_s.value());
    result.facts["samples"] = fmt::format("{}", found->samples);
    result.facts["iterations"] = fmt::format("{}", found->iterations);
    return result;
}

}  // namespace ratchet::artifacts
