#include "testing/mutation/laboratory.hpp"

#include "base/error.hpp"
#include "base/subprocess_process.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <sys/resource.h>

namespace ratchet::testing {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr milliseconds longest_build = std::chrono::minutes(20);

[[noreturn]] void fail(const std::string& what, const SubprocessResult& result) {
    throw Error(ErrorCode::measurement, result.start_error.value_or(result.output + result.error_output),
                what);
}

std::string target_of(const std::string& folder) {
    return "ratchet_unit_" + folder;
}

std::string read(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A mutant that fills a vector for ever must not take the host's memory with it.
void limit_memory() {
    constexpr rlim_t most = rlim_t{4} << 30U;
    const rlimit limit{most, most};
    setrlimit(RLIMIT_AS, &limit);
}

}  // namespace

Laboratory::Laboratory(const fs::path& source, const fs::path& place, const std::vector<std::string>& folders)
    : source_(fs::canonical(source)) {
    limit_memory();
    fs::create_directories(place);
    place_ = fs::canonical(place);
    copy("cmake");
    copy("harness");
    configure();
    for (const std::string& folder : folders) {
        const std::string target = target_of(folder);
        const auto built =
            run_subprocess({"cmake", "--build", "build", "--target", target}, place_.string(), longest_build);
        if (!built.succeeded()) {
            fail(target, built);
        }
        const auto start = std::chrono::steady_clock::now();
        const auto tested =
            run_subprocess({(place_ / "build" / folder / target).string()}, place_.string(), longest_build);
        if (!tested.succeeded()) {
            fail(target, tested);
        }
        const auto taken = std::chrono::ceil<milliseconds>(std::chrono::steady_clock::now() - start);
        limits_[folder] = std::max<milliseconds>(10 * taken, std::chrono::seconds(20));
    }
}

/// Files that are as they were keep their time, so that nothing is built again without need.
void Laboratory::copy(const std::string& part) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(source_ / part)) {
        const fs::path target = place_ / "source" / fs::relative(entry.path(), source_);
        if (entry.is_directory()) {
            fs::create_directories(target);
        } else if (!fs::exists(target) || read(target) != read(entry.path())) {
            fs::create_directories(target.parent_path());
            fs::copy_file(entry.path(), target, fs::copy_options::overwrite_existing);
        }
    }
}

void Laboratory::configure() {
    const fs::path copy = place_ / "source";
    const auto configured =
        run_subprocess({"cmake", "-G", "Ninja", "-S", (copy / "harness/testing/mutation/project").string(),
                        "-B", "build", "-DRATCHET_SOURCE=" + copy.string(), "-DCMAKE_BUILD_TYPE="},
                       place_.string(), longest_build);
    if (!configured.succeeded()) {
        fail("cmake", configured);
    }
}

Fate Laboratory::try_mutant(const std::string& folder, const std::string& file, const std::string& text) {
    put(folder, file, text);
    const std::string target = target_of(folder);
    const auto built = run_subprocess({"cmake", "--build", "build", "--target", target, "--", "-j1"},
                                      place_.string(), longest_build);
    if (!built.succeeded()) {
        return Fate::not_compiled;
    }
    const std::string program = (place_ / "build" / folder / target).string();
    const std::string own_tests = "[#" + fs::path(file).stem().string() + ".test]";
    for (const std::vector<std::string>& test :
         {std::vector{program, std::string("--filenames-as-tags"), own_tests}, std::vector{program}}) {
        std::vector<std::string> arguments = test;
        arguments.push_back("--abort");
        const auto tested = run_subprocess(arguments, place_.string(), limits_.at(folder));
        if (tested.exit_code != 0) {
            return tested.timed_out ? Fate::timed_out : Fate::died;
        }
    }
    return Fate::survived;
}

void Laboratory::put(const std::string& folder, const std::string& file, const std::string& text) {
    const fs::path path = place_ / "source/harness" / folder / file;
    std::ofstream stream(path, std::ios::binary);
    stream << text;
    stream.close();
    if (!stream) {
        throw Error(ErrorCode::measurement, "cannot be written", path.string());
    }
}

}  // namespace ratchet::testing
