# `cmake --install`, whole and by component, and moved afterwards. The cases that follow use what is left here.
include("${PROJECTS}/outside.cmake")

run("${CMAKE_COMMAND}" --install "${RATCHET_BUILD}" --prefix "${WORK}/prefix")
expect_success()
file(REMOVE_RECURSE "${INSTALLED}")
file(RENAME "${WORK}/prefix" "${INSTALLED}")
expect_installed("${INSTALLED}")
foreach(path IN ITEMS "${RATCHET_SOURCE}" "${RATCHET_BUILD}" "${WORK}/prefix")
  expect_no_path("${INSTALLED}" "${path}")
endforeach()

run("${INSTALLED}/bin/ratchet" --version)
expect_success()
string(STRIP "${output}" version)
expect_equal("ratchet --version" "${version}" "${RATCHET_VERSION}")

# What runs a program needs nothing of what builds one.
run("${CMAKE_COMMAND}" --install "${RATCHET_BUILD}" --prefix "${WORK}/program" --component program)
expect_success()
file(GLOB directories RELATIVE "${WORK}/program" "${WORK}/program/*")
expect_equal("directories of the component program" "${directories}" "bin;share")

# A project that brings its own build has our library, and not our tests, in it.
run("${CMAKE_COMMAND}" --install "${RATCHET_BUILD}" --prefix "${WORK}/development" --component development)
expect_success()
if(EXISTS "${WORK}/development/bin")
  message(FATAL_ERROR "the component development brings the program")
endif()
