# What `cmake --install <build>` installs. Everything finds the rest by relative paths, so that the tree may be moved
# as a whole. Components, for `cmake --install <build> --component <name>`:
#
#   program      bin/ratchet, and what there is to read
#   development  the library Ratchet::scenario, its headers, the CMake functions and the package's config file;
#                find_package() fails where the component program is not in the same prefix, since it names bin/ratchet
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(_ratchet_package_directory "${CMAKE_INSTALL_LIBDIR}/cmake/Ratchet")

if(TARGET ratchet)
  install(TARGETS ratchet EXPORT RatchetTargets RUNTIME COMPONENT program)
endif()
install(TARGETS ratchet_scenario EXPORT RatchetTargets
  ARCHIVE COMPONENT development
  INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT RatchetTargets NAMESPACE Ratchet:: DESTINATION "${_ratchet_package_directory}" COMPONENT development)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/harness/include/ratchet" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  COMPONENT development FILES_MATCHING PATTERN "*.hpp")

configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/RatchetConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/RatchetConfig.cmake"
  INSTALL_DESTINATION "${_ratchet_package_directory}" NO_SET_AND_CHECK_MACRO
  NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/RatchetConfigVersion.cmake" COMPATIBILITY SameMajorVersion)
install(FILES "${PROJECT_BINARY_DIR}/RatchetConfig.cmake" "${PROJECT_BINARY_DIR}/RatchetConfigVersion.cmake"
  DESTINATION "${_ratchet_package_directory}" COMPONENT development)

# All that Ratchet.cmake includes or runs, which is everything but what only builds Ratchet itself.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/cmake/" DESTINATION "${_ratchet_package_directory}"
  COMPONENT development
  FILES_MATCHING PATTERN "Ratchet*.cmake"
  PATTERN "RatchetCoverage.cmake" EXCLUDE
  PATTERN "RatchetDependencies.cmake" EXCLUDE
  PATTERN "RatchetInstall.cmake" EXCLUDE
  PATTERN "RatchetPackage.cmake" EXCLUDE
  PATTERN "RatchetUnitTest.cmake" EXCLUDE
  PATTERN "RatchetWarnings.cmake" EXCLUDE)

# Under the names of the Debian packages, where these must have them.
set(_ratchet_documentation "${CMAKE_INSTALL_DATAROOTDIR}/doc")
install(FILES "${PROJECT_SOURCE_DIR}/README.md" "${PROJECT_SOURCE_DIR}/CHANGELOG.md"
  DESTINATION "${_ratchet_documentation}/ratchet" COMPONENT program)
install(FILES "${PROJECT_SOURCE_DIR}/cmake/README.md"
  DESTINATION "${_ratchet_documentation}/ratchet/cmake" COMPONENT program)
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE"
  DESTINATION "${_ratchet_documentation}/ratchet" RENAME copyright COMPONENT program)
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE"
  DESTINATION "${_ratchet_documentation}/libratchet-dev" RENAME copyright COMPONENT development)

# Nothing that is shipped names the machine that it was built on. Debug builds keep whole paths, for debuggers and
# coverage.
foreach(_ratchet_shipped IN ITEMS ratchet_core ratchet_edge ratchet_cli ratchet ratchet_scenario)
  if(TARGET ${_ratchet_shipped})
    target_compile_options(${_ratchet_shipped} PRIVATE
      "$<$<NOT:$<CONFIG:Debug>>:-ffile-prefix-map=${CMAKE_BINARY_DIR}=build;-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=>")
  endif()
endforeach()
