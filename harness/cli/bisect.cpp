#include "base/environment_linux.hpp"
#include "base/error.hpp"
#include "cli/bisection.hpp"
#include "cli/project.hpp"
#include "cli/terminal.hpp"
#include "cli/verbs.hpp"
#include "measure/interrupt_process.hpp"
#include "report/bisection_table.hpp"
#include "session/duet_process.hpp"

#include <memory>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace ratchet::cli {
namespace {

struct BisectOptions {
    ProjectOptions project;
    std::string good;
    std::string bad;
    std::string scenario;
    double budget_s = DuetPlan{}.budget_s;
    bool restart = false;
};

ExitCode bisect(const BisectOptions& options) {
    const ProjectRegistry project = read_project(options.project, read_environment());
    const InterruptGuard interrupts;
    Bisection bisection(project, {.good = options.good,
                                  .bad = options.bad,
                                  .scenario = select_scenario(project, options.scenario),
                                  .budget_s = options.budget_s,
                                  .restart = options.restart});
    const BisectionRecord& record = bisection.search();
    fmt::print("{}", render_bisection(record, style_of(stdout)));
    const bool found = record.threshold && suspects_of(record).size() == 1;
    return found ? ExitCode::success : ExitCode::not_judged;
}

}  // namespace

void add_bisect(CLI::App& app, Action& action) {
    const auto options = std::make_shared<BisectOptions>();
    CLI::App* verb = app.add_subcommand(
        "bisect", "Finds the commit that made a scenario slower, by duets with the good end");
    verb->add_option("scenario", options->scenario, "group/name")->required();
    verb->add_option("--good", options->good, "a commit, branch or tag that was fast")->required();
    verb->add_option("--bad", options->bad, "a descendant of it that is slow")->required();
    verb->add_option("--budget", options->budget_s, "seconds for the blocks of each duet")
        ->capture_default_str()
        ->check(CLI::Range(1.0, 86400.0))
        ->check(is_number_of_seconds);
    verb->add_flag("--restart", options->restart, "forget the steps that were taken before");
    add_project_options(*verb, options->project);
    verb->callback([options, &action] { action = [options] { return bisect(*options); }; });
}

}  // namespace ratchet::cli
