# Finds what the harness needs (DESIGN: five packages) and what it can use when present.
# The needed ones are an error with the package's name; an optional one that is absent is one line of notice.

find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)
find_package(Boost REQUIRED)
find_package(Threads REQUIRED)  # of the C library; some have it in a library of its own

# ratchet_optional(<NAME> PACKAGE <debian package> HEADER <header> LIBRARY <library>)
# Defines Ratchet_<NAME> (an interface target) and RATCHET_HAVE_<NAME> where header and library are found and
# RATCHET_WITH_<NAME> is AUTO or ON.
function(ratchet_optional name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "PACKAGE;HEADER;LIBRARY" "")
  set(RATCHET_WITH_${name} AUTO CACHE STRING "Use ${arg_PACKAGE}: AUTO, ON or OFF")
  set_property(CACHE RATCHET_WITH_${name} PROPERTY STRINGS AUTO ON OFF)
  add_library(Ratchet_${name} INTERFACE)
  set(have FALSE)
  if(NOT RATCHET_WITH_${name} STREQUAL "OFF")
    find_path(RATCHET_${name}_INCLUDE NAMES ${arg_HEADER})
    find_library(RATCHET_${name}_LIBRARY NAMES ${arg_LIBRARY})
    mark_as_advanced(RATCHET_${name}_INCLUDE RATCHET_${name}_LIBRARY)
    if(RATCHET_${name}_INCLUDE AND RATCHET_${name}_LIBRARY)
      set(have TRUE)
      target_include_directories(Ratchet_${name} SYSTEM INTERFACE "${RATCHET_${name}_INCLUDE}")
      target_link_libraries(Ratchet_${name} INTERFACE "${RATCHET_${name}_LIBRARY}")
      target_compile_definitions(Ratchet_${name} INTERFACE RATCHET_HAVE_${name}=1)
    elseif(RATCHET_WITH_${name} STREQUAL "ON")
      message(FATAL_ERROR "RATCHET_WITH_${name}=ON, but ${arg_PACKAGE} was not found: apt-get install ${arg_PACKAGE}")
    else()
      message(NOTICE "Ratchet: without ${name} (apt-get install ${arg_PACKAGE} adds it)")
    endif()
  endif()
  set(RATCHET_HAVE_${name} ${have} PARENT_SCOPE)
endfunction()

ratchet_optional(HWLOC PACKAGE libhwloc-dev HEADER hwloc.h LIBRARY hwloc)
ratchet_optional(PUGIXML PACKAGE libpugixml-dev HEADER pugixml.hpp LIBRARY pugixml)
ratchet_optional(ZLIB PACKAGE zlib1g-dev HEADER zlib.h LIBRARY z)
ratchet_optional(LIBDW PACKAGE libdw-dev HEADER elfutils/libdwfl.h LIBRARY dw)
