# The target `coverage`: builds, runs Ratchet's own tests and prints the line coverage of harness/, without the
# tests themselves. For a build that is instrumented (`cmake --preset coverage`).
option(RATCHET_COVERAGE "Add the target coverage, which needs gcovr" OFF)

if(RATCHET_COVERAGE)
  find_program(RATCHET_GCOVR gcovr REQUIRED)
  mark_as_advanced(RATCHET_GCOVR)
  # The counts are in these; to look through the objects of the tests, too, takes many times as long.
  set(libraries "${CMAKE_BINARY_DIR}/harness/CMakeFiles" "${CMAKE_BINARY_DIR}/harness/cli/CMakeFiles/ratchet_cli.dir"
                "${CMAKE_BINARY_DIR}/harness/scenario/CMakeFiles")
  add_custom_target(coverage
    COMMAND "${CMAKE_COMMAND}" --build "${CMAKE_BINARY_DIR}" --target own_tests
    COMMAND "${CMAKE_CTEST_COMMAND}" --test-dir "${CMAKE_BINARY_DIR}" --output-on-failure --no-tests=error
            -L "^(unit|golden|e2e)$"
    COMMAND "${RATCHET_GCOVR}" --delete --gcov-ignore-parse-errors --filter harness/ --exclude harness/testing/
            --exclude "harness/.*[.]test[.]cpp" "--object-directory=${CMAKE_BINARY_DIR}" ${libraries}
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    COMMENT "Line coverage of harness/" USES_TERMINAL VERBATIM)
endif()
