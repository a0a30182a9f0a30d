#pragma once

#include "plot/gnuplot_process.hpp"
#include "report/plot_style.hpp"

#include <array>
#include <filesystem>
#include <optional>
#include <string>

namespace ratchet {

inline constexpr std::array picture_extensions{".svg", ".png"};

/// Writes `<name>.gp` and `<name>.dat` of the plot into `folder`, which is relative to `gnuplot`'s
/// `directory` and exists, and has `<name>.svg` and `<name>.png` drawn from them. Returns why they could not
/// be; then neither picture is there. Files of these names are replaced. Throws `Error(artifact)` when script
/// or data cannot be written, and `std::filesystem::filesystem_error` when an earlier picture cannot be
/// removed.
std::optional<std::string> draw_plot_files(Gnuplot& gnuplot, const std::filesystem::path& directory,
                                           const std::string& folder, const Plot& plot);

}  // namespace ratchet
