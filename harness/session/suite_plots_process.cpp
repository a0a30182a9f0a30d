#include "session/suite_plots_process.hpp"

#include "artifacts/layout.hpp"
#include "report/suite_plots.hpp"
#include "session/plot_files_process.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <list>
#include <map>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

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

void tell_failure(SuiteRecord& suite, const std::string& why) {
    suite.warnings.push_back({WarningKind::plot_failed, "of suite " + suite.suite, why});
}

constexpr std::array<const char*, 4> plot_extensions{".svg", ".png", ".gp", ".dat"};

/// What became of one plot.
struct Drawn {
    std::optional<std::string> failure;
    bool no_gnuplot = false;
};

/// Draws one suite's plots into a folder of its own, which takes the place of the suite's as a whole.
class SuiteDrawing {
  public:
    SuiteDrawing(const SessionDirectory& session, SuiteRecord& suite, std::vector<Plot> plots)
        : session_(session),
          suite_(suite),
          plots_(std::move(plots)),
          final_(artifacts::plots_directory(suite.suite)),
          folder_(artifacts::plots_in_progress_directory(suite.suite)),
          drawn_(plots_.size()) {
        fs::remove_all(session_.path() / folder_);
        fs::create_directories(session_.path() / folder_);
    }
    SuiteDrawing(const SuiteDrawing&) = delete;
    SuiteDrawing& operator=(const SuiteDrawing&) = delete;
    ~SuiteDrawing() {
        std::error_code unseen;  // what could not be drawn was told already
        fs::remove_all(session_.path() / folder_, unseen);
    }

    [[nodiscard]] std::size_t plots() const { return plots_.size(); }

    /// Different plots may be drawn at once.
    void draw(std::size_t plot, Gnuplot& gnuplot) {
        try {
            drawn_[plot].failure = draw_plot_files(gnuplot, session_.path(), folder_, plots_[plot]);
        } catch (const std::exception& error) {
            drawn_[plot].failure = error.what();
        }
        drawn_[plot].no_gnuplot = gnuplot.is_missing();
    }

    /// Tells the suite what it has, and what it has not. Where nothing could be drawn an earlier drawing
    /// stays: the session may come from a machine that has what this one lacks.
    void finish() {
        std::map<std::string, std::string> files = drawn_files();
        const bool all_failed = files.empty() && !plots_.empty();
        try {
            if (all_failed) {
                files = earlier_files();
            } else {
                replace_earlier(!files.empty());
            }
        } catch (const fs::filesystem_error& error) {
            tell_failure(suite_, error.what());
            return;
        }
        tell_failures(all_failed && !files.empty());
        suite_.artifacts.insert(files.begin(), files.end());
    }

  private:
    void replace_earlier(bool has_new) {
        fs::remove_all(session_.path() / final_);
        if (has_new) {
            fs::rename(session_.path() / folder_, session_.path() / final_);
        }
    }

    /// The same reason is told once: without a gnuplot that works it is that of every plot that is left.
    void tell_failures(bool has_earlier) {
        std::optional<std::string> told;
        for (std::size_t i = 0; i < plots_.size(); ++i) {
            if (drawn_[i].no_gnuplot) {
                suite_.warnings.push_back(
                    {WarningKind::tool_missing, "gnuplot",
                     has_earlier
                         ? "the plots are those of an earlier drawing; `apt-get install gnuplot-nox` and "
                           "`ratchet report` draw them again"
                         : "no plots were drawn; `apt-get install gnuplot-nox` and `ratchet report` add "
                           "them"});
                return;
            }
            if (drawn_[i].failure && drawn_[i].failure != told) {
                told = drawn_[i].failure;
                suite_.warnings.push_back({WarningKind::plot_failed,
                                           fmt::format("{} of suite {}", plots_[i].name, suite_.suite),
                                           *told});
            }
        }
    }

    [[nodiscard]] std::map<std::string, std::string> drawn_files() const {
        std::map<std::string, std::string> files;
        for (std::size_t i = 0; i < plots_.size(); ++i) {
            for (const char* extension : plot_extensions) {
                if (!drawn_[i].failure) {
                    add_file(files, plots_[i].name + extension);
                }
            }
        }
        return files;
    }

    [[nodiscard]] std::map<std::string, std::string> earlier_files() const {
        std::map<std::string, std::string> files;
        if (fs::is_directory(session_.path() / final_)) {
            for (const fs::directory_entry& entry : fs::directory_iterator(session_.path() / final_)) {
                if (entry.is_regular_file() &&
                    std::ranges::count(plot_extensions, entry.path().extension().string()) > 0) {
                    add_file(files, entry.path().filename().string());
                }
            }
        }
        return files;
    }

    void add_file(std::map<std::string, std::string>& files, const std::string& name) const {
        files["plots/" + name] = fmt::format("{}/{}", final_, name);
    }

    const SessionDirectory& session_;
    SuiteRecord& suite_;
    std::vector<Plot> plots_;
    std::string final_;
    std::string folder_;
    std::vector<Drawn> drawn_;  ///< of each plot
};

/// The plots of all suites in one row, from which every drawer takes the next.
class DrawingQueue {
  public:
    explicit DrawingQueue(std::list<SuiteDrawing>& drawings) {
        for (SuiteDrawing& drawing : drawings) {
            for (std::size_t plot = 0; plot < drawing.plots(); ++plot) {
                tasks_.emplace_back(&drawing, plot);
            }
        }
    }

    /// Encoding pictures takes most of the time of a plot, so that a second gnuplot halves it; starting one
    /// takes as long as drawing one plot.
    void draw(const fs::path& directory) {
        constexpr std::size_t worth_a_gnuplot = 10;
        const std::size_t processors = std::clamp(std::thread::hardware_concurrency(), 1U, 4U);
        const std::size_t drawers = std::clamp(tasks_.size() / worth_a_gnuplot, std::size_t{1}, processors);
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < drawers; ++i) {
            try {
                others.emplace_back([this, &directory] { draw_next_ones(directory); });
            } catch (const std::system_error&) {
                break;  // fewer drawers draw all of them too
            }
        }
        draw_next_ones(directory);
    }

  private:
    void draw_next_ones(const fs::path& directory) {
        Gnuplot gnuplot(directory);
        for (std::size_t i = next_++; i < tasks_.size(); i = next_++) {
            tasks_[i].first->draw(tasks_[i].second, gnuplot);
        }
    }

    std::vector<std::pair<SuiteDrawing*, std::size_t>> tasks_;
    std::atomic<std::size_t> next_ = 0;
};

}  // namespace

void draw_suite_plots(const SessionDirectory& session, SessionReport& report) {
    KeptBaselines baselines;
    std::list<SuiteDrawing> drawings;
    for (SuiteRecord& suite : report.suites) {
        try {
            read_baselines(session, plotted_scenarios(suite), baselines);
            drawings.emplace_back(session, suite, suite_plots(suite, report.session.host, baselines));
        } catch (const std::exception& error) {
            tell_failure(suite, error.what());
        }
    }
    DrawingQueue(drawings).draw(session.path());
    for (SuiteDrawing& drawing : drawings) {
        drawing.finish();
    }
}

}  // namespace ratchet
