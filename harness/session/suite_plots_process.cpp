#include "session/suite_plots_process.hpp"

#include "artifacts/layout.hpp"
#include "artifacts/store_disk.hpp"
#include "plot/gnuplot_process.hpp"
#include "report/suite_plots.hpp"

#include <exception>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace ratchet {
namespace fs = std::filesystem;
namespace {

/// Adds those that are not there yet.
void read_baselines(const SessionDirectory& session, const std::vector<ScenarioRecord>& scenarios,
                    KeptBaselines& baselines) {
    for (const ScenarioRecord& scenario : scenarios) {
        if (baselines.contains(scenario.name)) {
            continue;
        }
        if (std::optional<Baseline> baseline = session.read_baseline(scenario.name)) {
            baselines.emplace(scenario.name, std::move(*baseline));
        }
    }
}

/// Gnuplot says nothing about a disk that is full.
bool is_whole(const fs::path& picture) {
    const std::optional<std::string> text = artifacts::read_text_if_present(picture);
    const std::string_view end = picture.extension() == ".png" ? "IEND" : "</svg>";
    return text && text->size() > end.size() &&
           text->find(end, text->size() - end.size() - 8) != std::string::npos;
}

/// Draws one suite's plots into a folder of its own, which takes the place of the suite's as a whole.
class SuiteDrawing {
  public:
    SuiteDrawing(const SessionDirectory& session, SuiteRecord& suite)
        : session_(session),
          suite_(suite),
          final_(artifacts::plots_directory(suite.suite)),
          folder_(artifacts::plots_in_progress_directory(suite.suite)) {
        fs::remove_all(session_.path() / folder_);
        fs::create_directories(session_.path() / folder_);
    }
    SuiteDrawing(const SuiteDrawing&) = delete;
    SuiteDrawing& operator=(const SuiteDrawing&) = delete;
    ~SuiteDrawing() {
        std::error_code unseen;  // what could not be drawn was told already
        fs::remove_all(session_.path() / folder_, unseen);
    }

    /// The reason why it could not be drawn.
    std::optional<std::string> draw(const Plot& plot, Gnuplot& gnuplot) {
        write(plot.name + ".gp", plot.script);
        write(plot.name + ".dat", plot.data);
        std::optional<std::string> failure = gnuplot.draw(folder_, plot.name + ".gp");
        for (const char* extension : {".svg", ".png"}) {
            const fs::path picture = session_.path() / folder_ / (plot.name + extension);
            if (!failure && !is_whole(picture)) {
                failure = fmt::format("{}{} was not written whole; is the disk full?", plot.name, extension);
            }
        }
        if (failure) {
            for (const char* extension : {".svg", ".png"}) {
                fs::remove(session_.path() / folder_ / (plot.name + extension));
            }
            return failure;
        }
        for (const char* extension : {".svg", ".png", ".gp", ".dat"}) {
            drawn_["plots/" + plot.name + extension] = fmt::format("{}/{}{}", final_, plot.name, extension);
        }
        return std::nullopt;
    }

    void finish() {
        fs::remove_all(session_.path() / final_);
        if (!drawn_.empty()) {
            fs::rename(session_.path() / folder_, session_.path() / final_);
        }
        suite_.artifacts.insert(drawn_.begin(), drawn_.end());
    }

  private:
    void write(const std::string& name, const std::string& text) const {
        artifacts::write_atomically(session_.path() / folder_ / name, text);
    }

    const SessionDirectory& session_;
    SuiteRecord& suite_;
    std::string final_;
    std::string folder_;
    std::map<std::string, std::string> drawn_;
};

void draw(const SessionDirectory& session, SuiteRecord& suite, const std::vector<Plot>& plots,
          Gnuplot& gnuplot) {
    SuiteDrawing drawing(session, suite);
    for (const Plot& plot : plots) {
        const std::optional<std::string> failure = drawing.draw(plot, gnuplot);
        if (gnuplot.is_missing()) {
            suite.warnings.push_back(
                {WarningKind::tool_missing, "gnuplot",
                 "no plots were drawn; `apt-get install gnuplot-nox` and `ratchet report` add them"});
            break;
        }
        if (failure) {
            suite.warnings.push_back(
                {WarningKind::plot_failed, fmt::format("{} of suite {}", plot.name, suite.suite), *failure});
        }
        if (gnuplot.is_given_up()) {
            break;
        }
    }
    drawing.finish();
}

}  // namespace

void draw_suite_plots(const SessionDirectory& session, SessionReport& report) {
    KeptBaselines baselines;
    Gnuplot gnuplot(session.path());
    for (SuiteRecord& suite : report.suites) {
        try {
            read_baselines(session, plotted_scenarios(suite), baselines);
            draw(session, suite, suite_plots(suite, report.session.host, baselines), gnuplot);
        } catch (const std::exception& error) {
            suite.warnings.push_back({WarningKind::plot_failed, "of suite " + suite.suite, error.what()});
        }
    }
}

}  // namespace ratchet
