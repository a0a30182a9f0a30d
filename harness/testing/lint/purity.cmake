# cmake -DROOT=<harness> -P purity.cmake
#
# Fails, with a line for each finding, when a file of the harness breaks one of two rules:
# - Purity: a file without one of the suffixes _linux, _process, _disk, _terminal touches no file, clock, process,
#   environment, randomness or terminal, and includes no header that does. cli/, scenario/ and include/ are free.
# - Direction: a folder includes the folders named below, and itself.
# Tests (*.test.cpp, testing/) may do as they like. Text behind // does not count.
cmake_minimum_required(VERSION 3.25)

set(may_use_include    "")
set(may_use_scenario   include)
set(may_use_base       "")
set(may_use_model      base include)
set(may_use_statistics base model)
set(may_use_gate       base model statistics)
set(may_use_artifacts  base model statistics)
set(may_use_registry   base model artifacts measure)
set(may_use_host       base model statistics)
set(may_use_measure    base model statistics artifacts observe)
set(may_use_observe    base model statistics)
set(may_use_profile    base model statistics measure observe artifacts report)
set(may_use_baseline   base model statistics gate)
set(may_use_report     base model statistics gate artifacts)
set(may_use_plot       base)
set(may_use_session    base model statistics gate artifacts registry host measure observe profile baseline report plot)
set(may_use_exec       base model statistics gate measure)
set(may_use_reference  base model artifacts registry host measure session)
set(may_use_cli        ${may_use_session} session reference exec)
# How files are stored and programs are found is an edge's business wherever it is needed.
set(edges_of_host_may_use     artifacts measure observe)
set(edges_of_baseline_may_use artifacts profile)
# What a program wrote of itself is read where its end is awaited.
set(edges_of_exec_may_use     artifacts)
# A header that measured programs and the harness share.
set(edges_of_profile_may_use  scenario)

set(impure_headers cstdio dirent.h fcntl.h filesystem fstream future iostream poll.h spawn.h stdio.h thread unistd.h)
set(impure_words getenv random_device ::now fmt::print)

set(edge "_(linux|process|disk|terminal)[.][a-z]+$")
set(findings 0)

# finding(<matched text> <message>): at the first place of the text in the file at hand.
macro(finding match message)
  string(FIND "${text}" "${match}" at)
  string(SUBSTRING "${text}" 0 ${at} before)
  string(REGEX MATCHALL "\n" line "${before}")
  list(LENGTH line line)
  math(EXPR line "${line} + 1")
  math(EXPR findings "${findings} + 1")
  message(NOTICE "${ROOT}/${file}:${line}: ${message}")
endmacro()

file(GLOB_RECURSE files RELATIVE "${ROOT}" "${ROOT}/*.hpp" "${ROOT}/*.cpp")
list(FILTER files EXCLUDE REGEX "^testing/|[.]test[.]cpp$")
foreach(file IN LISTS files)
  file(READ "${ROOT}/${file}" text)
  string(REGEX REPLACE "//[^\n]*" "" text "${text}")
  string(REGEX MATCH "^[^/]*" folder "${file}")

  string(REGEX MATCHALL "#include \"[^\"\n]*\"" includes "${text}")
  foreach(include IN LISTS includes)
    string(REGEX REPLACE "^#include \"(([^/\"]*)/)?[^\"]*\"$" "\\2" used "${include}")
    set(allowed ${folder} ${may_use_${folder}})
    if(file MATCHES "${edge}")
      list(APPEND allowed ${edges_of_${folder}_may_use})
    endif()
    if(NOT DEFINED may_use_${folder})
      finding("${include}" "the folder ${folder}/ is unknown; say in purity.cmake what it may use")
    elseif(NOT used IN_LIST allowed)
      list(JOIN allowed "/ " allowed)
      finding("${include}" "${folder}/ must not use ${used}/; it may use ${allowed}/")
    endif()
  endforeach()

  if(file MATCHES "${edge}" OR folder MATCHES "^(cli|scenario|include)$")
    continue()
  endif()
  foreach(include IN LISTS includes)
    if(include MATCHES "_(linux|process|disk|terminal)[.]hpp\"$")
      finding("${include}" "a pure file must not include an edge")
    endif()
  endforeach()
  string(REGEX MATCHALL "#include <[^>\n]*>" includes "${text}")
  foreach(include IN LISTS includes)
    string(REGEX REPLACE "^#include <(.*)>$" "\\1" header "${include}")
    if(header IN_LIST impure_headers OR header MATCHES "^sys/")
      finding("${include}" "a pure file must not include <${header}>")
    endif()
  endforeach()
  foreach(word IN LISTS impure_words)
    if(text MATCHES "${word}[^A-Za-z0-9_]")
      finding("${CMAKE_MATCH_0}" "a pure file must not use ${word}")
    endif()
  endforeach()
endforeach()

if(findings GREATER 0)
  message(FATAL_ERROR "${findings} findings. Put what touches the world into a file with the suffix _linux, _process, "
                      "_disk or _terminal, and hand values to the pure ones.")
endif()
list(LENGTH files count)
message(STATUS "${count} files keep to the rules")
