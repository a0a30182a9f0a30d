# ratchet_add_scenarios(<group> TARGET <executable> [<option>...])
#
# Registers the scenarios of an executable that links Ratchet::scenario, as perf.<group>/<name>. Their names
# are asked of the executable each time it has been built; a program that cannot list them fails the build.
# The options (RatchetOptions.cmake) apply to all of them and take effect by a re-configure, with nothing
# rebuilt.
#
# Call it in the directory that adds the executable.
#
#   add_executable(tree_search scenarios.cpp)
#   target_link_libraries(tree_search PRIVATE Ratchet::scenario)
#   ratchet_add_scenarios(tree_search TARGET tree_search REPETITIONS 14 LABELS search)
function(ratchet_add_scenarios group)
  _ratchet_parse_options(ratchet_add_scenarios ${ARGC} 1 "TARGET" "")
  _ratchet_open_group("${group}" target registry)
  if(NOT registry)
    return()
  endif()

  # Names alone, and no option: what the build writes would go stale when only options change.
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND "${CMAKE_COMMAND}" "-DRATCHET_EXECUTABLE=$<TARGET_FILE:${target}>" "-DRATCHET_LISTING=${registry}/${group}"
            -P "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/RatchetDiscover.cmake"
    BYPRODUCTS "${registry}/${group}.names" "${registry}/${group}.scenarios.json"
    COMMENT "Listing the scenarios of ${group}"
    VERBATIM)
  _ratchet_close_group(${group} program ${target})
endfunction()

# _ratchet_open_group(<group> <out target> <out registry>)
#
# Checks the name and the TARGET of a group whose scenarios its executable knows. An empty registry: Ratchet
# does not measure here.
function(_ratchet_open_group group out_target out_registry)
  _ratchet_check_group_name(${arg_function} "${group}")
  _ratchet_require_argument(TARGET)
  _ratchet_own_executable(target "${arg_TARGET_0}")
  _ratchet_claim(${arg_function} "${group}" "the group \"${group}\"")
  _ratchet_open_registry(registry)
  set(${out_target} "${target}" PARENT_SCOPE)
  set(${out_registry} "${registry}" PARENT_SCOPE)
endfunction()

# _ratchet_close_group(<group> <kind> <target>)
#
# Tells registry and ctest of a group; the build step that lists its scenarios is added already.
function(_ratchet_close_group group kind target)
  _ratchet_default_directories()
  _ratchet_options_json(options)
  _ratchet_generate("${registry}/${group}.group.json"
    "\"group\":\"${group}\",\"target\":\"${target}\",\"executable\":\"$<TARGET_FILE:${target}>\",\"options\":${options}")
  _ratchet_index_append(groups "{\"name\":\"${group}\",\"kind\":\"${kind}\"}")
  _ratchet_tell_ctest("list(APPEND RATCHET_GROUPS ${group})")
  _ratchet_tell_ctest_options(${group})
  set_property(GLOBAL APPEND PROPERTY RATCHET_MEASURED_TARGETS ${target})
endfunction()

# The executable's own name where <name> is an alias; an error where no build step can be attached to it.
function(_ratchet_own_executable out name)
  if(NOT TARGET "${name}")
    message(FATAL_ERROR "${arg_function}: TARGET \"${name}\" does not exist (yet): call add_executable() first")
  endif()
  _ratchet_unaliased(name "${name}")
  get_target_property(type "${name}" TYPE)
  get_target_property(imported "${name}" IMPORTED)
  if(imported OR NOT type STREQUAL "EXECUTABLE")
    message(FATAL_ERROR "${arg_function}: TARGET \"${name}\" is not an executable of this project; measure "
                        "other programs with ratchet_add_command()")
  endif()
  get_target_property(directory "${name}" SOURCE_DIR)
  if(NOT directory STREQUAL CMAKE_CURRENT_SOURCE_DIR)
    message(FATAL_ERROR "${arg_function}: call it in ${directory}, where the TARGET \"${name}\" is added")
  endif()
  set(${out} "${name}" PARENT_SCOPE)
endfunction()
