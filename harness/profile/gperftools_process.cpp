#include "profile/gperftools_process.hpp"

#include "base/error.hpp"
#include "base/regular_file_disk.hpp"
#include "profile/gperftools_profile.hpp"
#include "profile/unwinder_linux.hpp"

#include <cstddef>
#include <cstdint>
#include <set>
#include <system_error>

#include <fmt/format.h>

namespace ratchet {
namespace {

namespace fs = std::filesystem;

void add_process(Unwinder& unwinder, std::uint32_t process, const GperftoolsProfile& profile) {
    for (const MapsLine& range : profile.mappings) {
        unwinder.spaces().map(process, range.begin, range.size,
                              range.path == "[vdso]" ? 0 : range.file_offset, range.path);
    }
    for (const GperftoolsProfile::Stack& stack : profile.stacks) {
        unwinder.add_stack(process, stack.addresses, stack.samples);
    }
}

}  // namespace

std::optional<std::string> find_libprofiler() {
    std::error_code error;
    for (const char* directory :
         {"/usr/local/lib", "/usr/lib/x86_64-linux-gnu", "/usr/lib64", "/lib/x86_64-linux-gnu", "/usr/lib"}) {
        const fs::path library = fs::path(directory) / "libprofiler.so.0";
        if (fs::is_regular_file(library, error)) {
            return library.string();
        }
    }
    return std::nullopt;
}

std::vector<std::pair<std::string, std::string>> gperftools_environment(const std::string& library,
                                                                        const std::string& output,
                                                                        double frequency_hz) {
    return {{"CPUPROFILE", output},
            {"CPUPROFILE_FREQUENCY", fmt::format("{:.0f}", frequency_hz)},
            {"LD_PRELOAD", library},
            // Others that it may choose were seen to hang with newer C libraries.
            {"TCMALLOC_STACKTRACE_METHOD", "libgcc"}};
}

TakenProfile collect_gperftools(const fs::path& directory, const std::string& prefix) {
    constexpr std::size_t most_bytes = std::size_t{256} << 20U;
    std::set<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
        if (entry.path().filename().string().starts_with(prefix)) {
            files.insert(entry.path());
        }
    }
    Unwinder unwinder;
    std::uint32_t process = 0;
    double period_s = 0;
    std::string problem =
        "libprofiler.so.0 wrote nothing: the program is linked statically, built with a sanitizer, or was "
        "killed";
    for (const fs::path& file : files) {
        try {
            const GperftoolsProfile profile = read_gperftools_profile(
                read_regular_file(file, most_bytes).value_or(""), file.filename().string());
            add_process(unwinder, ++process, profile);
            period_s = profile.period_s;
        } catch (const Error& error) {
            problem = error.what();
        }
    }
    if (process == 0) {
        throw Error(ErrorCode::measurement, problem);
    }
    TakenProfile profile = unwinder.finish();
    profile.lost = profile.throttled = std::nullopt;  // its timer tells nothing of the kind
    profile.rung = ProfileRung::gperftools;
    profile.frequency_hz = period_s > 0 ? std::optional(1 / period_s) : std::nullopt;
    return profile;
}

}  // namespace ratchet
