# What an installed Ratchet looks like to a project, around the program and the library of the build under
# test.
if(NOT TARGET Ratchet::ratchet)
  add_executable(Ratchet::ratchet IMPORTED)
  set_target_properties(Ratchet::ratchet PROPERTIES IMPORTED_LOCATION "${RATCHET_RUNNER}"
    RATCHET_READS_CATCH2 "${RATCHET_READS_CATCH2}")
  add_library(Ratchet::scenario STATIC IMPORTED)
  set_target_properties(Ratchet::scenario PROPERTIES
    IMPORTED_LOCATION "${RATCHET_SCENARIO_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${CMAKE_CURRENT_LIST_DIR}/../../../include"
    INTERFACE_COMPILE_FEATURES cxx_std_17)
endif()
include("${CMAKE_CURRENT_LIST_DIR}/../../../../cmake/Ratchet.cmake")
