#include "plotted_suites.hpp"

#include "session/aggregate.hpp"
#include "session/judgement.hpp"
#include "statistics/random.hpp"
#include "testing/synthetic_samples.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace ratchet::testing {
namespace {

using Values = std::vector<double>;

const MetricDefinition seconds{"s", Direction::lower_is_better, MetricScope::iteration};

/// The session that scenarios are added to.
class Sample {
  public:
    explicit Sample(std::string suite) {
        session_.id = "2026-01-31T12-30-05Z";
        session_.host.virtualised = true;
        session_.host.boot_id = "boot";
        spec_.name = std::move(suite);
    }

    /// Runs of the scenario around `level`.
    Values around(double level, std::size_t count, double scatter = 0.01) {
        Values values = SyntheticSession({.run_sd = scatter}, random_).take(count, std::log(level));
        std::ranges::transform(values, values.begin(), [](double log) { return std::exp(log); });
        return values;
    }

    ScenarioRecord& add(const std::string& full_name, const std::string& metric,
                        const MetricDefinition& definition, const Values& values) {
        ScenarioRecord record;
        record.name = {full_name.substr(0, full_name.find('/')), full_name.substr(full_name.find('/') + 1)};
        record.status = ScenarioStatus::finished;
        record.plan.looks = {9, 14, 20};
        for (std::size_t i = 0; i < values.size(); ++i) {
            RunRecord run;
            run.index = static_cast<int>(i) + 1;
            run.metrics[metric] = {values[i], definition};
            record.runs.push_back(run);
        }
        records_.push_back(record);
        return records_.back();
    }

    /// Three rounds of ten, recorded in this boot.
    void add_baseline(const ScenarioRecord& record, const std::string& metric,
                      const MetricDefinition& definition, const Values& values) {
        Baseline baseline;
        baseline.scenario = record.name;
        baseline.plan = record.plan;
        baseline.metrics[metric] = definition;
        BaselineSession session;
        session.id = "2026-01-30T08-00-00Z";
        session.host = session_.host;
        session.rounds.resize(3);
        for (std::size_t i = 0; i < values.size(); ++i) {
            session.rounds[i * 3 / values.size()][metric].push_back(values[i]);
        }
        baseline.sessions = {session};
        baseline.tau_same_boot[metric] = {0.005, 0};
        baseline.margins[metric] = {0.05, 0.08};
        baselines_[record.name] = baseline;
    }

    /// A scenario gated on its wall time, slower than its baseline by `change`.
    ScenarioRecord& add_timed(const std::string& full_name, double before_s, double change,
                              std::size_t runs = 9, double scatter = 0.01) {
        const Values then = around(before_s, 30, scatter);
        ScenarioRecord& record =
            add(full_name, metric::wall_time, seconds, around(before_s * (1 + change), runs, scatter));
        add_baseline(record, metric::wall_time, seconds, then);
        return record;
    }

    static void add_components(ScenarioRecord& record, const std::vector<ComponentTiming>& components,
                               double total_s, double timers_s) {
        for (RunRecord& run : record.runs) {
            run.components = ComponentSummary{total_s, timers_s, components};
        }
    }

    PlottedSuite judged() {
        for (ScenarioRecord& record : records_) {
            const auto kept = baselines_.find(record.name);
            record.metrics = summarise_metrics(record.runs);
            record.verdict =
                judge_record(record, session_,
                             kept == baselines_.end() ? std::nullopt : std::optional(kept->second),
                             "no baseline yet")
                    .verdict;
            spec_.members.push_back(record.name);
        }
        return {aggregate_suite(spec_, session_.id, records_), session_.host, baselines_};
    }

    SuiteSpec& spec() { return spec_; }

  private:
    statistics::Random random_{20260131};
    SessionRecord session_;
    SuiteSpec spec_;
    std::vector<ScenarioRecord> records_;
    KeptBaselines baselines_;
};

ComponentTiming part(const std::string& name, double self_s) {
    return {name, 1000, self_s, self_s, self_s / 1000, self_s / 1000};
}

}  // namespace

PlottedSuite plotted_suite() {
    Sample sample("quick");
    Sample::add_components(sample.add_timed("tree_search/wide_tree", 0.0123, 0.064),
                           {part("dynamics", 0.031), part("evaluator", 0.152), part("transpositions", 0.009)},
                           0.2105, 0.0021);
    Sample::add_components(sample.add_timed("tree_search/deep_tree", 0.0071, 0.034, 20, 0.02),
                           {part("dynamics", 0.012), part("evaluator", 0.048), part("rollout", 0.055)}, 0.142,
                           0.0013);
    Sample::add_components(sample.add_timed("tree_search/expensive_eval", 0.0417, -0.12),
                           {part("dynamics", 0.008), part("evaluator", 0.361)}, 0.3725, 0.0004);
    sample.add_timed("zstd/level3", 0.0842, 0.004);
    sample.add("attention/softmax", metric::wall_time, seconds, sample.around(0.0256, 9));

    const MetricDefinition rate{"nodes/s", Direction::higher_is_better, MetricScope::iteration};
    const Values then = sample.around(4.56e6, 30, 0.008);
    ScenarioRecord& reuse =
        sample.add("tree_search/reuse", metric::throughput, rate, sample.around(4.27e6, 9, 0.008));
    reuse.spec.gates = {"throughput 3%/8%"};
    sample.add_baseline(reuse, metric::throughput, rate, then);

    const MetricDefinition bytes{"B", Direction::lower_is_better, MetricScope::whole_process};
    ScenarioRecord& memory =
        sample.add("zstd/level19", metric::peak_rss, bytes, sample.around(61.2 * 1048576, 9, 0.004));
    memory.spec.gates = {"peak_rss <= 64MiB"};
    return sample.judged();
}

PlottedSuite long_suite(int count) {
    Sample sample("everything");
    const std::vector<std::string> names{"dynamics", "evaluator", "hashing", "allocation",     "parsing",
                                         "output",   "rollout",   "sorting", "deserialisation"};
    for (int i = 0; i < count; ++i) {
        const double change = i % 7 == 0 ? 0.07 : i % 5 == 0 ? -0.05 : 0.002 * (i % 9 - 4);
        ScenarioRecord& record = sample.add_timed(
            fmt::format("kernels_of_all_sizes/matrix-product_with_a_name_that_is_long-{:05}", 16 * i),
            1e-5 * (1 + i * i), change, i % 4 == 0 ? 20 : 9, 0.004 + 0.002 * (i % 6));
        std::vector<ComponentTiming> parts;
        for (std::size_t j = 0; j < names.size(); ++j) {
            parts.push_back(
                part(names[j], 1e-4 * static_cast<double>(1 + (static_cast<std::size_t>(i) + j) % 5)));
        }
        Sample::add_components(record, parts, 0.0031, 1e-5);
    }
    return sample.judged();
}

PlottedSuite lone_value() {
    Sample sample("smoke");
    sample.add("smoke/only", metric::wall_time, seconds, {0.0123}).plan.looks = {1};
    return sample.judged();
}

PlottedSuite extreme_suite() {
    Sample sample("extremes");
    ScenarioRecord& flat = sample.add("extremes/zero_spread", metric::wall_time, seconds, Values(9, 0.25));
    sample.add_baseline(flat, metric::wall_time, seconds, Values(30, 0.25));

    Values outlier = sample.around(0.034, 9);
    outlier[4] = 3.4;
    ScenarioRecord& jumpy =
        sample.add("extremes/outlier_of_a_hundredfold", metric::wall_time, seconds, outlier);
    sample.add_baseline(jumpy, metric::wall_time, seconds, sample.around(0.034, 30));

    sample.add_timed("extremes/tenfold_slowdown", 0.002, 9);
    sample.add_timed("extremes/steady", 0.051, 0.001, 9, 0.0005);
    sample.add_timed("extremes/two_levels", 1.9e-7, 0.005, 20, 0.2);
    sample
        .add("extremes/far_below_its_budget", metric::peak_rss,
             {"B", Direction::lower_is_better, MetricScope::whole_process}, sample.around(3.1e6, 9, 0.001))
        .spec.gates = {"peak_rss <= 64MiB"};
    sample
        .add("extremes/counts_nothing", "misses", {"1", Direction::lower_is_better, MetricScope::iteration},
             Values(9, 0))
        .spec.gates = {"misses <= 0"};

    ScenarioRecord& crashed = sample.add("extremes/crashed", metric::wall_time, seconds, {});
    crashed.runs.emplace_back();
    crashed.runs.back().index = 1;
    crashed.runs.back().failure = Failure{FailureKind::crashed, "killed by SIGSEGV"};

    sample.add_timed("extremes/without_its_metric", 0.01, 0).spec.gates = {"wall_time", "hit_rate >= 90%"};

    ScenarioRecord& overfull = sample.add_timed("extremes/parts_beyond_the_whole", 0.02, 0);
    Sample::add_components(overfull, {part("reader", 0.014), part("writer", 0.011)}, 0.02, 0.0001);
    return sample.judged();
}

PlottedSuite hostile_suite() {
    const std::string hostile =
        "`touch pwned`'; system('touch pwned') #\\\n\"@x {/*5 x}_^~ <script>alert(1)</script>]]>&amp; %s "
        "\xff\xef\xbf\xbf"
        "\u202e\x1b[31m";
    Sample sample("hostile");
    ScenarioRecord& record =
        sample.add("hostile/" + hostile, hostile,
                   {hostile, Direction::lower_is_better, MetricScope::iteration}, sample.around(5e4, 9));
    sample.add_baseline(record, hostile, {hostile, Direction::lower_is_better, MetricScope::iteration},
                        sample.around(5e4, 30));
    Sample::add_components(
        record, {part(hostile, 0.01), part("'", 0.002), part("#", 0.001), part("}", 0.001)}, 0.02, 0);
    Sample::add_components(sample.add_timed("hostile/name", 0.01, 0.05), {part("{", 0.01), part("\\", 0.001)},
                           0.02, 0);
    PlottedSuite plotted = sample.judged();
    plotted.suite.suite = hostile;
    plotted.suite.session = hostile;
    ScenarioRecord& first = plotted.suite.scenarios.front();
    GateVerdict gate;
    gate.metric = hostile;
    gate.unit = hostile;
    gate.verdict = Verdict::regressed;
    gate.shift = Shift{0.05, 0.03, 0.07};
    gate.theta = 0.02;
    gate.delta = 0.05;
    first.verdict->gates = {gate};
    return plotted;
}

}  // namespace ratchet::testing
