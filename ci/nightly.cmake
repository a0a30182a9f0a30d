# ctest --no-compress-output [-D <variable>=<value>...] -S ci/nightly.cmake
#
# The nightly gate of a project that registers scenarios with Ratchet: configures, builds, measures all of them, the
# nightly ones too, and fails (exit code 255) where anything regressed, failed, was not judged, or was not there to be
# measured. Copy it, or call it from a checkout of Ratchet. Variables:
#
#   SOURCE_DIR      the project; default the one that this script is in
#   BUILD_DIR       emptied first; default <source>/build-nightly
#   LABEL           regular expression of the labels to test; default ^(perf|nightly)$
#   OPTIONS         further arguments to configure with, separated by semicolons
#   APPEND_OPTIONS  of `ratchet baseline append`, such as --force on a host that is never idle
#   CDASH_URL       where to submit the results, also from the environment; a server that is down fails nothing
#
# How to judge comes from the environment's RATCHET_MODE; default strict, since a gate must not skip itself green. What
# the baseline does not find unchanged is run in turns with the baseline's commit, unless RATCHET_CONFIRM says otherwise:
# an improvement that the duet shows too becomes the level that the patch proposes.
#
# What it leaves, for the job to keep:
#   <build>/perf/               the session, with all values; `ratchet baseline promote --from` accepts it elsewhere
#   <build>/nightly/*.patch     the night's values, appended to the committed baselines they agree with, or in the place
#                               of one that they are a confirmed improvement of, as a proposal:
#                               `git apply` it and commit it with <build>/nightly/*.txt as the message. The checkout
#                               itself stays as it was.
cmake_minimum_required(VERSION 3.25)

if(NOT SOURCE_DIR)
  cmake_path(GET CMAKE_CURRENT_LIST_DIR PARENT_PATH SOURCE_DIR)
endif()
if(NOT BUILD_DIR)
  set(BUILD_DIR "${SOURCE_DIR}/build-nightly")
endif()
if(NOT LABEL)
  set(LABEL "^(perf|nightly)$")
endif()
if(NOT CDASH_URL)
  set(CDASH_URL "$ENV{CDASH_URL}")
endif()
if("$ENV{RATCHET_MODE}" STREQUAL "")
  set(ENV{RATCHET_MODE} strict)
endif()
if("$ENV{RATCHET_CONFIRM}" STREQUAL "")
  set(ENV{RATCHET_CONFIRM} always)
endif()

set(CTEST_SOURCE_DIRECTORY "${SOURCE_DIR}")
set(CTEST_BINARY_DIRECTORY "${BUILD_DIR}")
set(CTEST_CMAKE_GENERATOR Ninja)
set(CTEST_NIGHTLY_START_TIME "00:00:00 UTC")
set(CTEST_BUILD_NAME performance)
cmake_host_system_information(RESULT CTEST_SITE QUERY HOSTNAME)

# git(<out> <argument>...): in the root of the checkout; <out> is what it printed, `git_result` how it ended.
function(git out)
  execute_process(COMMAND git -C "${root}" ${ARGN}
    OUTPUT_VARIABLE text ERROR_VARIABLE problem RESULT_VARIABLE result OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(NOT result EQUAL 0)
    message("git ${ARGN}: ${problem}")
  endif()
  set(${out} "${text}" PARENT_SCOPE)
  set(git_result "${result}" PARENT_SCOPE)
endfunction()

# The directory that the project's build has its registry and its sessions in.
function(find_output_directory out)
  file(STRINGS "${BUILD_DIR}/CMakeCache.txt" entry REGEX "^RATCHET_OUTPUT_DIR:")
  string(REGEX REPLACE "^[^=]*=" "" directory "${entry}")
  cmake_path(ABSOLUTE_PATH directory BASE_DIRECTORY "${BUILD_DIR}")
  set(${out} "${directory}" PARENT_SCOPE)
endfunction()

# The directories that there are of the project's baselines.
function(find_baseline_directories out registry)
  set(found "")
  file(GLOB documents "${registry}/*.json")
  foreach(document IN LISTS documents)
    file(READ "${document}" json)
    string(REGEX MATCHALL "\"baseline_directory\":\"[^\"]*\"" settings "${json}")
    list(TRANSFORM settings REPLACE "^\"baseline_directory\":\"(.*)\"$" "\\1")
    list(APPEND directories ${settings})
  endforeach()
  list(REMOVE_DUPLICATES directories)
  foreach(directory IN LISTS directories)
    if(EXISTS "${directory}")
      list(APPEND found "${directory}")
    endif()
  endforeach()
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

# Baselines that git does not have: no patch could hold what is appended to them, nor restore them afterwards. What is not
# within the checkout is among them.
function(find_uncommitted_baselines out directories)
  set(found "")
  foreach(directory IN LISTS directories)
    git(others ls-files --others -- "${directory}")
    if(NOT git_result EQUAL 0)
      set(others "${directory}")
    endif()
    string(APPEND found "${others}")
  endforeach()
  set(${out} "${found}" PARENT_SCOPE)
endfunction()

# Writes the proposal. That there is none is no failure: the reason is printed.
function(propose_baselines output)
  set(root "${SOURCE_DIR}")
  git(root rev-parse --show-toplevel)
  if(NOT git_result EQUAL 0)
    message("nightly: no proposal: ${SOURCE_DIR} is not in a git checkout")
    return()
  endif()
  git(changes status --porcelain --untracked-files=no)
  if(NOT git_result EQUAL 0 OR NOT changes STREQUAL "")
    message("nightly: no proposal: the checkout has changes of its own\n${changes}")
    return()
  endif()

  find_baseline_directories(directories "${output}/registry")
  find_uncommitted_baselines(uncommitted "${directories}")
  if(NOT uncommitted STREQUAL "")
    message("nightly: no proposal: these baselines are not committed\n${uncommitted}")
    return()
  endif()

  file(READ "${output}/registry/runner" ratchet)
  execute_process(COMMAND "${ratchet}" baseline append --registry "${output}/registry" ${APPEND_OPTIONS}
    OUTPUT_VARIABLE table ERROR_VARIABLE talk RESULT_VARIABLE result)
  message("${talk}")
  if(NOT result EQUAL 0)
    message("nightly: no proposal: ratchet baseline append ended with ${result}")
    return()
  endif()
  set(patch "${BUILD_DIR}/nightly/append-baselines.patch")
  file(MAKE_DIRECTORY "${BUILD_DIR}/nightly")
  file(WRITE "${BUILD_DIR}/nightly/append-baselines.txt" "Baselines: append a nightly session\n\n${table}")
  # A level that moved may bring stacks, which git does not know yet.
  foreach(directory IN LISTS directories)
    git(ignored add --intent-to-add --ignore-removal -- "${directory}")
  endforeach()
  git(ignored diff --binary --no-color --no-ext-diff --no-relative --src-prefix=a/ --dst-prefix=b/ "--output=${patch}")
  file(SIZE "${patch}" size)
  if(size EQUAL 0)
    file(REMOVE "${patch}")
    message("nightly: no proposal: nothing was appended\n${table}")
    return()
  endif()
  git(ignored apply --reverse --whitespace=nowarn "${patch}")
  foreach(directory IN LISTS directories)
    git(ignored reset --quiet -- "${directory}")
  endforeach()
  git(changes status --porcelain --untracked-files=no)
  if(NOT git_result EQUAL 0 OR NOT changes STREQUAL "")
    message(FATAL_ERROR "nightly: ${root} could not be restored after the proposal was made\n${changes}")
  endif()
  message("nightly: proposal in ${patch}\n${table}")
endfunction()

function(submit_results output)
  file(GLOB reports "${output}/latest/report.md")
  file(GLOB suites "${output}/latest/suites/*/suite.json")
  set(CTEST_NOTES_FILES ${reports})
  if(suites)
    ctest_upload(FILES ${suites} CAPTURE_CMAKE_ERROR ignored)
  endif()
  ctest_submit(SUBMIT_URL "${CDASH_URL}" RETRY_COUNT 3 RETRY_DELAY 5 RETURN_VALUE result CAPTURE_CMAKE_ERROR error)
  if(NOT result EQUAL 0 OR NOT error EQUAL 0)
    message("nightly: nothing was submitted to ${CDASH_URL}; the gate does not depend on it")
  endif()
endfunction()

if(EXISTS "${BUILD_DIR}/CMakeCache.txt")
  ctest_empty_binary_directory("${BUILD_DIR}")
endif()
ctest_start(Nightly GROUP Performance)
set(configured -1)
set(built -1)
set(tested -1)
ctest_configure(OPTIONS "-DCMAKE_BUILD_TYPE=Release;${OPTIONS}" RETURN_VALUE configured CAPTURE_CMAKE_ERROR error)
if(configured EQUAL 0)
  ctest_build(RETURN_VALUE built CAPTURE_CMAKE_ERROR build_error)
endif()
if(built EQUAL 0)
  ctest_read_custom_files("${BUILD_DIR}")
  ctest_test(INCLUDE_LABEL "${LABEL}" PARALLEL_LEVEL 1 RETURN_VALUE tested CAPTURE_CMAKE_ERROR test_error)
  find_output_directory(output)
  if(EXISTS "${output}/latest/session.json")
    propose_baselines("${output}")
  endif()
  if(CDASH_URL)
    submit_results("${output}")
  endif()
endif()

# A failed test alone would leave ctest's exit code 0, and so would a label that matches nothing.
if(NOT configured EQUAL 0)
  message(FATAL_ERROR "nightly: FAILED: the project could not be configured")
elseif(NOT built EQUAL 0)
  message(FATAL_ERROR "nightly: FAILED: the project could not be built")
elseif(NOT EXISTS "${output}/latest/session.json")
  message(FATAL_ERROR "nightly: FAILED: nothing was measured; is there a test with a label that matches ${LABEL}?")
elseif(NOT tested EQUAL 0 OR NOT test_error EQUAL 0)
  message(FATAL_ERROR "nightly: FAILED: a scenario regressed, failed or was not judged; see ${output}/latest/report.md")
endif()
message("nightly: passed")
