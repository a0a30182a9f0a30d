#pragma once

#include <string_view>

namespace ratchet {

/// The files flame_graph*.js and flame_graph*.css of this folder, which go into each document. CMake writes
/// what defines them.
extern const std::string_view flame_graph_data_js;
extern const std::string_view flame_graph_js;
extern const std::string_view flame_graph_css;
extern const std::string_view flame_graph_dark_css;

}  // namespace ratchet
