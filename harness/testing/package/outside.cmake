# The outside project, for the check.cmake of each case.

# What the caller of the tests has set for measurements of their own
foreach(variable IN ITEMS MODE REPETITIONS MAX_REPETITIONS HOST_CLASS LABEL PROFILER)
  unset(ENV{RATCHET_${variable}})
endforeach()

# judge_outside_project(<provider> <record> [<cmake argument>...])
#
# Builds the outside project in ${build} with Ratchet from providers/<provider>.cmake and takes it all the way, with
# `ratchet baseline <record>`: `update`, which measures long, or `promote`. Its sources are a copy, so that it can be made
# slower like any project: by an edit.
function(judge_outside_project provider record)
  set(source "${WORK}/outside")
  file(COPY "${PROJECTS}/outside" DESTINATION "${WORK}")
  file(TOUCH "${source}/scenario.cpp")   # a copy is as old as its original, which may be older than a build before
  configure_outside(${provider} ${ARGN})
  expect_success()
  build()
  expect_success()
  file(READ "${build}/perf/registry/runner" ratchet)
  set(ratchet "${ratchet}" PARENT_SCOPE)

  ctest(-L "^perf$")
  expect_success()
  expect_output("subject/work no_baseline")
  expect_output("(Skipped)")

  # By the command behind a target, since these take no options: how busy the host of a test is must not matter.
  run("${ratchet}" baseline ${record} --build "${build}" --force)
  expect_success()
  file(GLOB baselines "${source}/baselines/*/subject/work.json")
  list(LENGTH baselines count)
  expect_equal("number of recorded baselines" "${count}" 1)

  ctest(-L "^perf$")
  expect_success()
  expect_output("subject/work unchanged")
  expect_output("100% tests passed")

  file(READ "${source}/scenario.cpp" text)
  string(REPLACE "seconds = 0.010" "seconds = 0.020" slower "${text}")
  file(WRITE "${source}/scenario.cpp" "${slower}")
  build()
  expect_success()
  ctest(-L "^perf$")
  expect_failure("perf.subject/work (Failed)")
  # The budget fails whatever the calibration says of the host; the change was seen against the baseline.
  expect_output("subject/work regressed")
  expect_output("+100")
endfunction()

macro(configure_outside provider)
  run("${CMAKE_COMMAND}" -S "${source}" -B "${build}" -G Ninja "-DPROVIDER=${PROJECTS}/providers/${provider}.cmake"
      -DCMAKE_BUILD_TYPE=Release "-DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER}" "-DCMAKE_CXX_FLAGS=${CMAKE_CXX_FLAGS}"
      ${ARGN})
endmacro()

# expect_no_path(<directory> <path>): no file below the directory, text or binary, contains the path.
function(expect_no_path directory path)
  execute_process(COMMAND grep --recursive --files-with-matches --fixed-strings --text -e "${path}" "${directory}"
    OUTPUT_VARIABLE found ERROR_VARIABLE problem RESULT_VARIABLE result)
  if(NOT result EQUAL 1 OR problem)
    message(FATAL_ERROR "these name ${path}, where Ratchet was built:\n${found}${problem}")
  endif()
endfunction()

# expect_installed(<prefix> <include directory> <package directory>): every public header and everything that the
# package's files include, by name.
function(expect_installed prefix)
  file(GLOB_RECURSE headers RELATIVE "${RATCHET_SOURCE}/harness/include" "${RATCHET_SOURCE}/harness/include/*.hpp")
  set(expected bin/ratchet ${headers})
  list(TRANSFORM expected REPLACE "^ratchet/" "include/ratchet/")
  file(GLOB library RELATIVE "${prefix}" "${prefix}/lib*/libratchet_scenario.a" "${prefix}/lib/*/libratchet_scenario.a")
  file(GLOB config RELATIVE "${prefix}" "${prefix}/lib*/cmake/Ratchet" "${prefix}/lib/*/cmake/Ratchet")
  foreach(found IN ITEMS library config)
    list(LENGTH ${found} count)
    expect_equal("number of places of the ${found}: ${${found}}" "${count}" 1)
  endforeach()
  file(STRINGS "${RATCHET_SOURCE}/cmake/Ratchet.cmake" includes REGEX "^include\\(")
  list(TRANSFORM includes REPLACE ".*/(Ratchet[A-Za-z0-9]+[.]cmake)\"\\)" "${config}/\\1")
  list(APPEND expected ${includes} "${config}/Ratchet.cmake" "${config}/RatchetDiscover.cmake"
       "${config}/RatchetTests.cmake" "${config}/RatchetConfig.cmake" "${config}/RatchetConfigVersion.cmake"
       "${config}/RatchetTargets.cmake" share/doc/ratchet/README.md share/doc/ratchet/copyright)
  foreach(file IN LISTS expected)
    if(NOT EXISTS "${prefix}/${file}")
      message(FATAL_ERROR "${file} is not installed")
    endif()
  endforeach()
endfunction()
