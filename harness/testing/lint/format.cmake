# cmake -DROOT=<sources> -DCLANG_FORMAT=<program> -P format.cmake
#
# Every C++ file is as .clang-format says. Other versions format otherwise, so only Debian 12's decides.
set(version 14)

execute_process(COMMAND "${CLANG_FORMAT}" --version OUTPUT_VARIABLE found ERROR_VARIABLE problem RESULT_VARIABLE result)
if(NOT result EQUAL 0 OR NOT found MATCHES "version ${version}[.]")
  message("SKIPPED: clang-format ${version} is not here (apt-get install clang-format-${version}): ${found}${problem}")
  return()
endif()

file(GLOB_RECURSE files "${ROOT}/harness/*.[ch]pp" "${ROOT}/benchmarks/*.[ch]pp")
list(LENGTH files count)
if(count EQUAL 0)
  message(FATAL_ERROR "no C++ file below ${ROOT}")
endif()
execute_process(COMMAND "${CLANG_FORMAT}" --dry-run -Werror ${files} ERROR_VARIABLE complaints RESULT_VARIABLE result)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${complaints}clang-format -i <file> mends these")
endif()
