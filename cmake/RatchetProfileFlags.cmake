# ratchet_profile_flags(<target>...)
#
# Compiles these executables and libraries so that a profile of them says where the time went, and so that a change of
# one function does not move what lies behind it, which alone can cost some percent. Of these flags those that the
# compiler knows, behind the target's own:
#
#   -g                        names and lines for profilers; the program runs no slower
#   -fno-omit-frame-pointer   stacks for profilers that follow frame pointers; on 64-bit x86 and ARM, where a register
#                             is easily spared (1 to 2 %), and nowhere else
#   -falign-functions=64      every function begins a cache line
#   -falign-loops=32          every loop begins a block that is fetched at once
#
# What is measured is another program then: record its baselines again. Name the libraries whose code is measured too.
#
#   add_executable(search scenarios.cpp)
#   target_link_libraries(search PRIVATE sorting Ratchet::scenario)
#   ratchet_profile_flags(search sorting)
function(ratchet_profile_flags)
  if(ARGC EQUAL 0)
    message(FATAL_ERROR "ratchet_profile_flags: name the targets whose code is measured")
  endif()
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  math(EXPR last "${ARGC} - 1")
  foreach(index RANGE ${last})
    _ratchet_compiled_target(target "${ARGV${index}}")
    foreach(language IN ITEMS C CXX)
      if(language IN_LIST languages)
        _ratchet_known_profile_flags(flags ${language})
        target_compile_options(${target} PRIVATE "$<$<COMPILE_LANGUAGE:${language}>:${flags}>")
      endif()
    endforeach()
  endforeach()
endfunction()

# The target's own name where <name> is an alias; an error where it has no code of this project.
function(_ratchet_compiled_target out name)
  if(NOT TARGET "${name}")
    message(FATAL_ERROR "ratchet_profile_flags: \"${name}\" is no target (yet): call it behind add_executable() or "
                        "add_library()")
  endif()
  _ratchet_unaliased(name "${name}")
  get_target_property(type "${name}" TYPE)
  get_target_property(imported "${name}" IMPORTED)
  if(imported OR NOT type MATCHES "^(EXECUTABLE|(STATIC|SHARED|MODULE|OBJECT)_LIBRARY)$")
    message(FATAL_ERROR "ratchet_profile_flags: this project compiles nothing for \"${name}\"")
  endif()
  set(${out} "${name}" PARENT_SCOPE)
endfunction()

# Asks the compiler once a build tree.
function(_ratchet_known_profile_flags out language)
  include(CheckCompilerFlag)
  set(wanted -g -falign-functions=64 -falign-loops=32)
  if(CMAKE_SIZEOF_VOID_P EQUAL 8 AND CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|amd64|AMD64|aarch64|arm64|ARM64)$")
    list(APPEND wanted -fno-omit-frame-pointer)
  endif()
  set(CMAKE_REQUIRED_QUIET ON)
  set(CMAKE_REQUIRED_FLAGS -Werror)  # some compilers only warn of a flag that they ignore
  set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
  set(known "")
  foreach(flag IN LISTS wanted)
    string(MAKE_C_IDENTIFIER "RATCHET_${language}_KNOWS${flag}" answer)
    check_compiler_flag(${language} ${flag} ${answer})
    if(${answer})
      list(APPEND known ${flag})
    endif()
  endforeach()
  set(${out} "${known}" PARENT_SCOPE)
endfunction()
