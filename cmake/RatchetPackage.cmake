# `cpack` in the build tree, or the target `package`: ratchet_<version>_<arch>.deb (the program),
# libratchet-dev_<version>_<arch>.deb (what projects build with; brings the program) and one .tar.gz with all of it.
# The version is that of project(); whoever publishes packages says -DCPACK_PACKAGE_CONTACT="Name <address>".
set(CPACK_PACKAGE_NAME ratchet)
set(CPACK_PACKAGE_VENDOR Ratchet)
if(NOT CPACK_PACKAGE_CONTACT)
  set(CPACK_PACKAGE_CONTACT "Ratchet's authors <ratchet@localhost>")
endif()
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_FILE_NAME "ratchet-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_GENERATOR "DEB;TGZ")
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program development)
set(CPACK_COMPONENT_DEVELOPMENT_DEPENDS program)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME ratchet)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS git)          # names the commit that was measured
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "gnuplot-nox, graphviz")  # draw plots and call graphs
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
"The program ratchet: runs scenarios under a measuring harness, judges them
against baselines committed to git, writes reports.")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libratchet-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_RECOMMENDS "cmake (>= 3.25), g++")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
"What C++ projects build with: the library that in-process scenarios link,
its headers, and the CMake functions that register scenarios as tests.")

include(CPack)
