// Mutation test of statistics/ and gate/: changes their code in one place at a time and looks whether their
// unit tests notice. Prints a table and the mutants that survived.

#include "base/error.hpp"
#include "testing/mutation/laboratory.hpp"
#include "testing/mutation/survey.hpp"
#include "testing/temporary_directory_disk.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace {

using namespace ratchet::testing;
namespace fs = std::filesystem;

const std::vector<std::string> folders{"statistics", "gate"};
constexpr double least_share = 0.9;

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw ratchet::Error(ratchet::ErrorCode::artifact,
                             "cannot be read; run this in a checkout of Ratchet", path.string());
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<SourceFile> read_sources(const fs::path& source) {
    std::vector<SourceFile> files;
    for (const std::string& folder : folders) {
        for (const auto& entry : fs::directory_iterator(source / "harness" / folder)) {
            const std::string name = entry.path().filename().string();
            if (name.ends_with(".cpp") && !name.ends_with(".test.cpp")) {
                files.push_back({folder, name, read(entry.path())});
            }
        }
    }
    std::ranges::sort(files, {}, [](const SourceFile& file) { return std::pair(file.folder, file.name); });
    return files;
}

/// Mutants of one file in a row, so that a file is put back, and built again, once.
class Tests {
  public:
    Tests(fs::path source, fs::path work, const std::vector<SourceFile>& files, std::vector<Trial>& trials)
        : source_(std::move(source)), work_(std::move(work)), files_(files), trials_(trials) {}

    void run(int jobs) {
        std::vector<std::thread> workers;
        for (int i = 0; i < jobs; ++i) {
            workers.emplace_back([this, i] { work(work_ / std::to_string(i + 1)); });
        }
        for (std::thread& worker : workers) {
            worker.join();
        }
        if (failure_) {
            std::rethrow_exception(failure_);
        }
    }

  private:
    void work(const fs::path& place) {
        try {
            Laboratory laboratory(source_, place, folders);
            std::optional<std::size_t> changed;
            for (std::size_t at = next_++; at < trials_.size(); at = next_++) {
                Trial& trial = trials_[at];
                const SourceFile& file = files_[trial.file];
                if (changed && *changed != trial.file) {
                    const SourceFile& before = files_[*changed];
                    laboratory.put(before.folder, before.name, before.text);
                }
                changed = trial.file;
                trial.fate = laboratory.try_mutant(file.folder, file.name, mutated(trial.mutant, file.text));
                tell(at, file, trial);
            }
        } catch (...) {
            const std::scoped_lock lock(mutex_);
            failure_ = std::current_exception();
            next_ = trials_.size();
        }
    }

    void tell(std::size_t at, const SourceFile& file, const Trial& trial) {
        static constexpr std::array fates{"does not compile", "died", "timed out", "SURVIVED"};
        const std::scoped_lock lock(mutex_);
        fmt::print(stderr, "{} of {}: {}/{}:{}: {} {}\n", at + 1, trials_.size(), file.folder, file.name,
                   line_of(trial.mutant, file.text), to_text(trial.mutant.kind),
                   fates.at(static_cast<std::size_t>(trial.fate)));
    }

    fs::path source_;
    fs::path work_;
    const std::vector<SourceFile>& files_;
    std::vector<Trial>& trials_;
    std::atomic<std::size_t> next_ = 0;
    std::mutex mutex_;
    std::exception_ptr failure_;
};

/// With fewer the share says little; what does not compile counts for nothing.
int enough(std::size_t drawn) {
    return static_cast<int>(std::min<std::size_t>(drawn, 100));
}

}  // namespace

int main(int argc, char** argv) {
    std::string source = ".";
    std::string work;
    std::size_t count = 240;
    std::uint64_t seed = 1;
    int jobs = 1;
    CLI::App app(
        "Changes harness/statistics and harness/gate in one place at a time, in copies of the tree, and runs "
        "their "
        "unit tests. Fails when fewer than 90 % of the mutants die, or a survivor is not explained in "
        "harness/testing/bugs/surviving_mutants.md. About 5 s a mutant, after some minutes to build each "
        "copy.");
    app.add_option("source", source, "a checkout of Ratchet")->capture_default_str();
    app.add_option("--work", work, "keep the copies here, for the next time (default: they are removed)");
    app.add_option("--mutants", count, "how many")->capture_default_str();
    app.add_option("--seed", seed, "draws the mutants")->capture_default_str();
    app.add_option("--jobs", jobs, "copies to work in at once")
        ->check(CLI::Range(1, 16))
        ->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try {
        const std::vector<SourceFile> files = read_sources(source);
        const std::string explanations = read(fs::path(source) / "harness/testing/bugs/surviving_mutants.md");
        std::vector<Trial> trials = draw_mutants(files, count, seed);
        const TemporaryDirectory temporary;
        Tests(source, work.empty() ? temporary.path() : fs::path(work), files, trials).run(jobs);
        fmt::print("seed {}, {} mutants drawn\n\n{}", seed, trials.size(),
                   describe(files, trials, explanations));
        const Share share = share_of(trials);
        const bool explained = std::ranges::all_of(trials, [&](const Trial& trial) {
            return trial.fate != Fate::survived ||
                   is_explained(files[trial.file], trial.mutant, explanations);
        });
        return explained && share.compiled >= enough(trials.size()) &&
                       share.died >= least_share * share.compiled
                   ? 0
                   : 1;
    } catch (const std::exception& error) {
        fmt::print(stderr, "ratchet_mutate: {}\n", error.what());
        return 2;
    }
}
