# The CMake functions of Ratchet. Included by the package's config file, by FetchContent and add_subdirectory
# alike.
#
#   ratchet_add_scenarios(<group> TARGET <executable> [<option>...])           RatchetAddScenarios.cmake
#   ratchet_add_google_benchmark(<group> TARGET <executable> [FILTER <regex>]) RatchetAddGoogleBenchmark.cmake
#   ratchet_add_catch2(<group> TARGET <executable> [<option>...])              RatchetAddCatch2.cmake
#   ratchet_add_command(<group> <name> COMMAND <program> [<argument>...] ...)  RatchetAddCommand.cmake
#   ratchet_set_scenario(<group>/<name> <option>...)                           RatchetSetScenario.cmake
#   ratchet_add_suite(<suite> SCENARIOS <group>/<name>... )                    RatchetAddSuite.cmake
#   ratchet_profile_flags(<target>...)                                         RatchetProfileFlags.cmake
#   ratchet_write_ctest_custom()                                               RatchetCustom.cmake
#
# The options that the ones with <option> share are in RatchetOptions.cmake, the cache variables in
# RatchetRegistry.cmake.

# CMake functions are global: of two copies of the package the last one would silently serve the whole build.
get_property(_ratchet_loaded GLOBAL PROPERTY RATCHET_LOADED)
if(_ratchet_loaded)
  list(GET _ratchet_loaded 0 _ratchet_loaded_version)
  if(NOT _ratchet_loaded_version VERSION_EQUAL Ratchet_VERSION)
    list(GET _ratchet_loaded 1 _ratchet_loaded_directory)
    message(FATAL_ERROR
      "Two versions of Ratchet meet in this build: ${_ratchet_loaded_version} from ${_ratchet_loaded_directory} and "
      "${Ratchet_VERSION} from ${CMAKE_CURRENT_LIST_DIR}. Let all of its projects use the same one.")
  endif()
  return()
endif()
set_property(GLOBAL PROPERTY RATCHET_LOADED "${Ratchet_VERSION}" "${CMAKE_CURRENT_LIST_DIR}")

# A function keeps the policies under which it was defined; those of the project that calls it must not
# matter.
cmake_policy(PUSH)
cmake_policy(VERSION 3.25)

include("${CMAKE_CURRENT_LIST_DIR}/RatchetJson.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RatchetNames.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RatchetArguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RatchetOptions.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RatchetGrid.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RatchetIndex.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RatchetRegistry.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RatchetAddScenarios.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RatchetAddGoogleBenchmark.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RatchetAddCatch2.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RatchetAddCommand.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RatchetSetScenario.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RatchetAddSuite.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RatchetProfileFlags.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/RatchetCustom.cmake")

cmake_policy(POP)
