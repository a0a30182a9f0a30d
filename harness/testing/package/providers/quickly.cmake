# For the two providers from source: the program only has to work, so its compilation is made short.
foreach(target IN ITEMS ratchet_core ratchet_edge ratchet)
  if(target STREQUAL "ratchet_core")
    target_precompile_headers(${target} PRIVATE
      <algorithm> <filesystem> <functional> <map> <optional> <set> <string> <variant> <vector>
      <CLI/CLI.hpp> <fmt/format.h> <nlohmann/json.hpp>)
  else()
    target_precompile_headers(${target} REUSE_FROM ratchet_core)
  endif()
endforeach()
