#include "session/plot_files_process.hpp"

#include "artifacts/store_disk.hpp"

#include <string_view>

#include <fmt/format.h>

namespace ratchet {
namespace fs = std::filesystem;
namespace {

/// Gnuplot says nothing about a disk that is full.
bool is_whole(const fs::path& picture) {
    const std::optional<std::string> text = artifacts::read_text_if_present(picture);
    const std::string_view end = picture.extension() == ".png" ? "IEND" : "</svg>";
    return text && text->size() > end.size() &&
           text->find(end, text->size() - end.size() - 8) != std::string::npos;
}

}  // namespace

std::optional<std::string> draw_plot_files(Gnuplot& gnuplot, const fs::path& directory,
                                           const std::string& folder, const Plot& plot) {
    const fs::path base = directory / folder / plot.name;
    const auto file = [&base](const char* extension) { return fs::path(base.string() + extension); };
    for (const char* extension : picture_extensions) {
        fs::remove(file(extension));
    }
    artifacts::write_atomically(file(".gp"), plot.script);
    artifacts::write_atomically(file(".dat"), plot.data);
    std::optional<std::string> failure = gnuplot.draw(folder, plot.name + ".gp");
    for (const char* extension : picture_extensions) {
        if (!failure && !is_whole(file(extension))) {
            failure = fmt::format("{}{} was not written whole; is the disk full?", plot.name, extension);
        }
    }
    if (failure) {
        for (const char* extension : picture_extensions) {
            fs::remove(file(extension));
        }
    }
    return failure;
}

}  // namespace ratchet
