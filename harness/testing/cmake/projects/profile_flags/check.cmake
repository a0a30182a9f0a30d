# Flags for profiles and for code that stays where it is, of which a compiler gets those that it knows.
set(all -g -falign-functions=64 -falign-loops=32)
cmake_host_system_information(RESULT processor QUERY OS_PLATFORM)
if(processor MATCHES "^(x86_64|aarch64|arm64)$")
  list(APPEND all -fno-omit-frame-pointer)
endif()

# flags_of(<file name> <out>): those that the targets "with" and "program" compile it with, in any order.
function(flags_of name out)
  file(READ "${build}/compile_commands.json" commands)
  json_last(last "${commands}")
  foreach(index RANGE ${last})
    string(JSON command GET "${commands}" ${index} command)
    if(command MATCHES "(with|program)[.]dir/${name}")
      separate_arguments(flags UNIX_COMMAND "${command}")
      list(FILTER flags INCLUDE REGEX "^(-g|-fno-omit-frame-pointer|-falign-[a-z]+=[0-9]+)$")
      list(REMOVE_DUPLICATES flags)  # this very build may have some for everything
      list(SORT flags)
      set(${out} "${flags}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "${name} is not compiled:\n${commands}")
endfunction()

function(expect_flags name)
  flags_of(${name} flags)
  set(expected ${ARGN})
  list(SORT expected)
  expect_equal("flags of ${name}" "${flags}" "${expected}")
endfunction()

configure(-DCMAKE_BUILD_TYPE=Release)
expect_success()
expect_flags(functions.c ${all})
expect_flags(program.cpp ${all})
build()
expect_success()
run("${build}/program")
expect_success()

# Three functions begin a cache line each, or, as they are, share one.
find_program(nm nm REQUIRED)
function(places library out)
  run("${nm}" "${build}/lib${library}.a")
  expect_success()
  string(REGEX MATCHALL "[0-9a-f][0-9a-f] T " places "${output}")
  list(TRANSFORM places REPLACE " T " "")
  set(${out} "${places}" PARENT_SCOPE)
endfunction()
places(with aligned)
expect_equal("places of functions" "${aligned}" "00;40;80")
places(without packed)
if(packed STREQUAL aligned)
  message(FATAL_ERROR "functions lie as far apart without the flags: ${packed}")
endif()

# A compiler that does not know one of them
find_program(c_compiler NAMES cc gcc clang REQUIRED)
file(WRITE "${WORK}/older" "#!/bin/sh
for argument; do
  case $argument in
    -falign-loops=*) echo \"error: unrecognized command-line option '$argument'\" >&2; exit 1 ;;
  esac
done
exec '${c_compiler}' \"$@\"
")
file(CHMOD "${WORK}/older" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
configure(--fresh -DCMAKE_BUILD_TYPE=Release "-DCMAKE_C_COMPILER=${WORK}/older")
expect_success()
list(REMOVE_ITEM all -falign-loops=32)
expect_flags(functions.c ${all})
list(APPEND all -falign-loops=32)
expect_flags(program.cpp ${all})
build()
expect_success()
