# The .tar.gz, unpacked anywhere.
include("${PROJECTS}/outside.cmake")

run(cpack -G TGZ -B "${WORK}" --config "${RATCHET_BUILD}/CPackConfig.cmake")
expect_success()
file(GLOB archives RELATIVE "${WORK}" "${WORK}/*.tar.gz")
if(NOT archives MATCHES "^ratchet-${RATCHET_VERSION}-Linux-[^;]+[.]tar[.]gz$")
  message(FATAL_ERROR "unexpected archives: ${archives}")
endif()
file(ARCHIVE_EXTRACT INPUT "${WORK}/${archives}" DESTINATION "${WORK}/unpacked")
string(REPLACE ".tar.gz" "" name "${archives}")
set(prefix "${WORK}/unpacked/${name}")
expect_installed("${prefix}")
foreach(path IN ITEMS "${RATCHET_SOURCE}" "${RATCHET_BUILD}" "${WORK}")
  expect_no_path("${prefix}" "${path}")
endforeach()

judge_outside_project(find_package promote "-DCMAKE_PREFIX_PATH=${prefix}")
expect_equal("the runner" "${ratchet}" "${prefix}/bin/ratchet")
