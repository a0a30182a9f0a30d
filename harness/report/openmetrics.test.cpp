#include "report/openmetrics.hpp"

#include "catch.hpp"
#include "sample_session.hpp"

#include <map>
#include <regex>
#include <set>
#include <sstream>

using namespace ratchet;
using Catch::Contains;

namespace {

struct Family {
    std::string type;
    std::string unit;
    bool has_help = false;
    std::map<std::string, double> samples;  ///< by their labels as written
};

/// A strict reader of the format's version 1.0, as far as it concerns gauges, infos and state sets; anything
/// that the grammar or the rules on families forbid fails the test.
class Reader {
  public:
    explicit Reader(const std::string& text) {
        REQUIRE(text.size() >= eof.size());
        REQUIRE(text.substr(text.size() - eof.size()) == eof);
        std::istringstream lines(text.substr(0, text.size() - eof.size()));
        for (std::string line; std::getline(lines, line);) {
            CAPTURE(line);
            line.front() == '#' ? descriptor(line) : sample(line);
        }
        for (const auto& [name, family] : families) {
            CAPTURE(name);
            CHECK(family.type != "");
            CHECK((family.unit.empty() || ends_with(name, "_" + family.unit)));
        }
    }

    std::map<std::string, Family> families;

  private:
    static bool ends_with(const std::string& text, const std::string& end) {
        return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
    }

    void descriptor(const std::string& line) {
        static const std::regex form(
            R"(# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) ((?:[^\\\n"]|\\[\\n"])*))");
        std::smatch part;
        REQUIRE(std::regex_match(line, part, form));
        if (part[2] != current) {
            current = part[2];
            REQUIRE(families.count(current) == 0);  // families are not interleaved
        }
        Family& family = families[current];
        REQUIRE(family.samples.empty());
        if (part[1] == "TYPE") {
            REQUIRE((part[3] == "gauge" || part[3] == "info" || part[3] == "stateset"));
            family.type = part[3];
        } else if (part[1] == "UNIT") {
            REQUIRE(std::regex_match(part[3].str(), std::regex("[a-zA-Z0-9_:]+")));
            family.unit = part[3];
        } else {
            REQUIRE_FALSE(family.has_help);
            family.has_help = true;
        }
    }

    void sample(const std::string& line) {
        static const std::regex form(
            R"(([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[^\n]*\})? ([-+]?[0-9]*\.?[0-9]+(?:e[-+]?[0-9]+)?))");
        static const std::regex labels(
            R"re(\{([a-zA-Z_][a-zA-Z0-9_]*="(?:[^\\\n"]|\\[\\n"])*")(,[a-zA-Z_][a-zA-Z0-9_]*="(?:[^\\\n"]|\\[\\n"])*")*\})re");
        std::smatch part;
        REQUIRE(std::regex_match(line, part, form));
        Family& family = families[current];
        REQUIRE(part[1] == current + (family.type == "info" ? "_info" : ""));
        REQUIRE((part[2].length() == 0 || std::regex_match(part[2].str(), labels)));
        if (family.type == "stateset") {
            REQUIRE_THAT(part[2].str(), Contains(current + "=\""));
            REQUIRE((part[3] == "0" || part[3] == "1"));
        }
        if (family.type == "info") {
            REQUIRE(part[3] == "1");
        }
        REQUIRE(family.samples.emplace(part[2], std::stod(part[3])).second);
    }

    static inline const std::string eof = "# EOF\n";
    std::string current;
};

double only_sample(const Family& family, const std::string& part) {
    std::vector<double> found;
    for (const auto& [labels, value] : family.samples) {
        if (labels.find(part) != std::string::npos) {
            found.push_back(value);
        }
    }
    REQUIRE(found.size() == 1);
    return found.front();
}

}  // namespace

TEST_CASE("every session is in the format, the hostile one too") {
    Reader(openmetrics(testing::sample_session()));
    Reader(openmetrics(testing::green_session()));
    Reader(openmetrics(testing::hostile_session()));
    Reader(openmetrics(SessionReport{}));
}

TEST_CASE("medians and baselines are in base units, with the unit at the end of the name") {
    const auto families = Reader(openmetrics(testing::sample_session())).families;
    const Family& now = families.at("ratchet_metric_wall_time_seconds");
    CHECK(now.unit == "seconds");
    CHECK(now.type == "gauge");
    CHECK(only_sample(now, "scenario=\"tree_search/wide_tree\"") == Approx(0.0123 * 1.064));
    CHECK(only_sample(families.at("ratchet_baseline_wall_time_seconds"),
                      "scenario=\"tree_search/wide_tree\"") == Approx(0.0123));
    CHECK(families.at("ratchet_baseline_throughput_nodes_per_second").unit == "nodes_per_second");
}

TEST_CASE("changes are in the metric's own direction, with bounds, by gate") {
    const auto families = Reader(openmetrics(testing::sample_session())).families;
    const std::string wide_tree =
        "scenario=\"tree_search/wide_tree\",metric=\"wall_time\",gate=\"wall_time 2%/5%\"";
    CHECK(only_sample(families.at("ratchet_gate_change_ratio"), wide_tree) == Approx(0.064));
    CHECK(only_sample(families.at("ratchet_gate_change_lower_ratio"), wide_tree) < 0.064);
    CHECK(only_sample(families.at("ratchet_gate_change_upper_ratio"), wide_tree) > 0.064);
    CHECK(only_sample(families.at("ratchet_gate_minimum_detectable_ratio"), wide_tree) == 0.05);
    CHECK(only_sample(families.at("ratchet_gate_change_ratio"), "metric=\"throughput\"") == Approx(-0.071));
    CHECK(only_sample(families.at("ratchet_suite_change_ratio"), "suite=\"baseline\"") == Approx(0.012));
}

TEST_CASE("instructions, which no timed run measures, are told by their gate") {
    SessionReport report = testing::sample_session();
    GateVerdict gate;
    gate.gate = "instructions 0.5%";
    gate.metric = "instructions";
    gate.unit = "1";
    gate.current_median = 123'456;
    gate.baseline_median = 123'000;
    report.scenarios.front().verdict->gates.push_back(gate);
    const auto families = Reader(openmetrics(report)).families;
    CHECK(only_sample(families.at("ratchet_metric_instructions"), "metric=\"instructions\"") == 123'456);
    CHECK(only_sample(families.at("ratchet_baseline_instructions"), "metric=\"instructions\"") == 123'000);
}

TEST_CASE("the verdict is the one state that is set, with the host class beside it") {
    const auto families = Reader(openmetrics(testing::sample_session())).families;
    const std::string smoke =
        "host_class=\"amd-25-17-2cpu-virtual\",scenario=\"tree_search/smoke\",ratchet_verdict=";
    CHECK(only_sample(families.at("ratchet_verdict"), smoke + "\"failed\"") == 1);
    CHECK(only_sample(families.at("ratchet_verdict"), smoke + "\"regressed\"") == 0);
    CHECK(only_sample(families.at("ratchet_verdict"), "scenario=\"chat/http\",ratchet_verdict=\"not_run\"") ==
          1);
    CHECK(only_sample(families.at("ratchet_runs"), "scenario=\"tree_search/smoke\",outcome=\"failed\"") == 1);
}

TEST_CASE("metrics whose names become the same keep their samples apart") {
    SessionReport report = testing::green_session();
    MetricSummary summary;
    summary.definition.unit = "1";
    summary.median = 1;
    report.scenarios.front().metrics["a b"] = summary;
    summary.median = 2;
    report.scenarios.front().metrics["a-b"] = summary;
    const Family family = Reader(openmetrics(report)).families.at("ratchet_metric_a_b");
    CHECK(family.unit.empty());
    CHECK(only_sample(family, "metric=\"a b\"") == 1);
    CHECK(only_sample(family, "metric=\"a-b\"") == 2);
}

TEST_CASE("label values are escaped and no text begins a line of its own") {
    SessionReport report = testing::green_session();
    report.session.host_class = "a\"b\\c\nratchet_x 1\n# EOF\n";
    const std::string text = openmetrics(report);
    Reader reader(text);
    CHECK_THAT(text, Contains(R"(host_class="a\"b\\c\\nratchet_x 1\\n# EOF\\n")"));
}
