# The documents that configure writes into the registry, and index.json among them: the project, how it is built, and
# its groups, commands and suites.

# _ratchet_generate(<file> <fields>)
#
# A document of the registry. Generator expressions are resolved in the directory of the call.
function(_ratchet_generate file fields)
  file(GENERATE OUTPUT "${file}" CONTENT "{\"$schema\":\"ratchet/registry/1\",${fields}}\n")
endfunction()

# _ratchet_index_append(<key> <json>): adds an element to groups, commands, suites or scenario_options of the
# index.
function(_ratchet_index_append key json)
  get_property(elements GLOBAL PROPERTY RATCHET_INDEX_${key})
  _ratchet_json_append(elements "${json}")
  set_property(GLOBAL PROPERTY RATCHET_INDEX_${key} "${elements}")
endfunction()

# index.json. The compiler and its flags are those of the top-level directory.
function(_ratchet_write_index)
  _ratchet_output_directory(output)
  _ratchet_compiler_flags(flags)
  set(fields "\"keep_sessions\":${RATCHET_KEEP_SESSIONS}")
  _ratchet_target_name(update_target update-baselines)
  _ratchet_index_text(update_target "${update_target}")
  _ratchet_index_text(build_target ratchet-scenarios)
  _ratchet_configurations(configurations)
  if(configurations)
    _ratchet_json_append(fields "\"multi_config\":true")
  endif()
  _ratchet_index_text(project "${CMAKE_PROJECT_NAME}")
  _ratchet_index_text(source_directory "${CMAKE_SOURCE_DIR}")
  _ratchet_index_text(binary_directory "${CMAKE_BINARY_DIR}")
  _ratchet_index_text(output_directory "${output}")
  _ratchet_index_text(configuration "$<CONFIG>")
  _ratchet_index_text(mode "${RATCHET_MODE}")
  _ratchet_index_text(confirm "${RATCHET_CONFIRM}")
  _ratchet_index_text(host_class "${RATCHET_HOST_CLASS}")
  _ratchet_index_text(compiler "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}")
  _ratchet_index_text(flags "${flags}")

  foreach(key IN ITEMS groups commands suites scenario_options)
    get_property(${key} GLOBAL PROPERTY RATCHET_INDEX_${key})
  endforeach()
  _ratchet_json_append(fields "\"groups\":[${groups}],\"commands\":[${commands}],\"suites\":[${suites}]")
  _ratchet_json_append(fields "\"scenario_options\":{${scenario_options}}")
  _ratchet_generate("${output}/registry/index.json" "${fields}")
endfunction()

# Adds "key":"text" to the caller's `fields`.
function(_ratchet_index_text key text)
  string(STRIP "${text}" text)
  _ratchet_json_string(value "${text}")
  _ratchet_json_append(fields "\"${key}\":${value}")
  set(fields "${fields}" PARENT_SCOPE)
endfunction()

# _ratchet_compiler_flags(<out>): a generator expression, since each configuration has its own.
function(_ratchet_compiler_flags out)
  _ratchet_configurations(configurations)
  if(NOT configurations)
    string(TOUPPER "${CMAKE_BUILD_TYPE}" suffix)
    set(${out} "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${suffix}}" PARENT_SCOPE)
    return()
  endif()
  set(flags "")
  foreach(configuration IN LISTS configurations)
    string(TOUPPER "${configuration}" suffix)
    string(STRIP "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${suffix}}" own_flags)
    string(REPLACE ">" "$<ANGLE-R>" own_flags "${own_flags}")
    string(APPEND flags "$<$<CONFIG:${configuration}>:${own_flags}>")
  endforeach()
  set(${out} "${flags}" PARENT_SCOPE)
endfunction()
