# cmake -DROOT=<repository> -DPERL=<perl> -P ci_files.cmake
#
# The files of continuous integration that nothing here can run: shell and YAML are parsed, and what they call exists.
cmake_minimum_required(VERSION 3.25)

set(complaints "")

file(GLOB scripts "${ROOT}/ci/*.sh" "${ROOT}/.ci/run")
foreach(script IN LISTS scripts)
  execute_process(COMMAND bash -n "${script}" ERROR_VARIABLE problem RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    list(APPEND complaints "${script}: ${problem}")
  endif()
endforeach()

file(GLOB pipelines "${ROOT}/.github/workflows/*.yml" "${ROOT}/ci/*.yml")
execute_process(COMMAND "${PERL}" -MYAML::XS -e 1 ERROR_QUIET RESULT_VARIABLE no_parser)
if(no_parser)
  set(skipped TRUE)
else()
  foreach(file IN LISTS pipelines)
    execute_process(COMMAND "${PERL}" -MYAML::XS=LoadFile
      -e "my $file = LoadFile($ARGV[0]); ref $file eq 'HASH' && %$file or die 'not a mapping'" "${file}"
      ERROR_VARIABLE problem RESULT_VARIABLE result)
    if(NOT result EQUAL 0)
      list(APPEND complaints "${file}: ${problem}")
    endif()
  endforeach()
endif()

foreach(file IN LISTS pipelines ITEMS "${ROOT}/ci/Jenkinsfile")
  file(READ "${file}" text)
  string(REGEX MATCHALL "ci/[A-Za-z_-]+[.](sh|cmake|yml)" called "${text}")
  if(called STREQUAL "")
    list(APPEND complaints "${file}: calls nothing in ci/")
  endif()
  foreach(path IN LISTS called)
    if(NOT EXISTS "${ROOT}/${path}")
      list(APPEND complaints "${file}: calls ${path}, which does not exist")
    endif()
  endforeach()
endforeach()

if(complaints)
  list(JOIN complaints "\n" complaints)
  message(FATAL_ERROR "${complaints}")
elseif(skipped)
  message("SKIPPED: perl's YAML::XS is not installed (ci/setup.sh installs it)")
endif()
