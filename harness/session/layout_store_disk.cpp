#include "session/layout_store_disk.hpp"

#include "artifacts/layout.hpp"
#include "artifacts/layout_codec.hpp"
#include "artifacts/store_disk.hpp"
#include "base/error.hpp"
#include "gate/comparability.hpp"

#include <algorithm>
#include <system_error>

namespace ratchet {
namespace fs = std::filesystem;

fs::path save_layouts(const fs::path& layouts, const LayoutRecord& record) {
    const fs::path file = layouts / artifacts::layout_file(record.scenario);
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    if (error) {
        throw Error(ErrorCode::artifact,
                    "cannot create the directory: " + error.message() + "; check what stands in its path",
                    file.parent_path().string());
    }
    artifacts::write_atomically(file, artifacts::to_json(record));
    return file;
}

std::optional<LayoutSpread> layout_spread_of(const fs::path& layouts, const std::string& host_class,
                                             const ScenarioName& scenario,
                                             const std::vector<Digests>& compared) {
    if (layouts.empty()) {
        return std::nullopt;
    }
    const fs::path file = layouts / artifacts::layout_file(scenario);
    const std::optional<std::string> text = artifacts::read_text_if_present(file);
    if (!text) {
        return std::nullopt;
    }
    const LayoutRecord record = artifacts::layouts_from_json(*text, file.string());
    const bool concerned =
        record.scenario == scenario && record.host_class == host_class &&
        std::ranges::any_of(compared, [&](const Digests& one) { return is_same_code(record.digests, one); });
    return concerned ? std::optional(record.spread) : std::nullopt;
}

}  // namespace ratchet
