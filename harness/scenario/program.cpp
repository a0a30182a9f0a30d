#include "scenario/program.hpp"

#include "scenario/arguments.hpp"
#include "scenario/catalogue.hpp"
#include "scenario/json_writer.hpp"
#include "scenario/peak_rss.hpp"
#include "scenario/recording.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <stdexcept>

namespace ratchet::runtime {
namespace {

using Scenarios = std::vector<detail::Scenario>;

void print_help(const Scenarios& scenarios, std::ostream& out) {
    out << usage << "\nScenarios:\n";
    for (const detail::Scenario& scenario : scenarios) {
        out << "  " << scenario.name << "  " << json_string(scenario.description) << '\n';
    }
}

const detail::Scenario& find_scenario(const Scenarios& scenarios, const std::string& name) {
    const auto found =
        std::find_if(scenarios.begin(), scenarios.end(),
                     [&name](const detail::Scenario& scenario) { return scenario.name == name; });
    if (found != scenarios.end()) {
        return *found;
    }
    std::string message = "there is no scenario " + json_string(name) + "; there is";
    for (const detail::Scenario& scenario : scenarios) {
        message += ' ' + scenario.name;
    }
    throw UsageError(message);
}

Result measure(const detail::Scenario& scenario, const Arguments& arguments,
               const Surroundings& surroundings) {
    // Before set-up, so that threads made there are counted too.
    const std::unique_ptr<InstructionCounter> counter =
        surroundings.open_counter ? surroundings.open_counter() : nullptr;
    if (surroundings.timeline) {
        record_timeline(surroundings.clock);
    }
    detail::Recording recording(surroundings.clock, arguments.plan, arguments.seed, counter.get());
    Run run(recording);
    scenario.function(run);
    Result result = recording.finish();
    result.scenario = scenario.name;
    result.build = scenario.origin.build;
    result.peak_rss_bytes = read_peak_rss();
    return result;
}

// The rename makes sure that a reader never sees half a result.
void write_file(const std::string& path, const std::string& text) {
    const std::string temporary = path + ".tmp";
    std::ofstream file(temporary, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    std::error_code failure;
    if (file) {
        std::filesystem::rename(temporary, path, failure);
    }
    if (!file || failure) {
        std::error_code ignored;
        std::filesystem::remove(temporary, ignored);
        throw std::runtime_error("the result could not be written to " + json_string(path) +
                                 ", the value of RATCHET_RESULT");
    }
}

void run_scenario(const Arguments& arguments, const Scenarios& scenarios, const Surroundings& surroundings) {
    const detail::Scenario& scenario = find_scenario(scenarios, arguments.scenario);
    const Result result = measure(scenario, arguments, surroundings);
    if (surroundings.result_path) {
        write_file(*surroundings.result_path, to_json(result));
    } else {
        surroundings.out << summary_of(result);
    }
}

Scenarios valid_scenarios(const std::function<Scenarios()>& collect) {
    Scenarios scenarios;
    try {
        scenarios = collect();
    } catch (const std::exception& error) {
        throw UsageError(std::string("registering the scenarios failed: ") + error.what());
    }
    std::string message;
    for (const std::string& fault : faults_of(scenarios)) {
        message += (message.empty() ? "" : "\n") + fault;
    }
    if (!message.empty()) {
        throw UsageError(message);
    }
    return scenarios;
}

void carry_out(const Arguments& arguments, const Scenarios& scenarios, const Surroundings& surroundings) {
    switch (arguments.action) {
        case Arguments::Action::help:
            print_help(scenarios, surroundings.out);
            break;
        case Arguments::Action::list_names:
            surroundings.out << names_text(scenarios);
            break;
        case Arguments::Action::list_json:
            surroundings.out << listing_json(scenarios);
            break;
        case Arguments::Action::run:
            run_scenario(arguments, scenarios, surroundings);
            break;
    }
    surroundings.out.flush();
    if (!surroundings.out) {
        throw std::runtime_error("standard output could not be written");
    }
}

}  // namespace

ExitCode run_program(const std::vector<std::string>& arguments, const std::function<Scenarios()>& scenarios,
                     const Surroundings& surroundings) {
    try {
        carry_out(parse_arguments(arguments), valid_scenarios(scenarios), surroundings);
        return done;
    } catch (const UsageError& error) {
        surroundings.error << error.what() << '\n';
        return wrong_usage;
    } catch (const std::exception& error) {
        surroundings.error << "the run failed: " << error.what() << '\n';
    } catch (...) {
        surroundings.error << "the run failed: something that is no std::exception was thrown\n";
    }
    return run_failed;
}

}  // namespace ratchet::runtime
