# ratchet_strict(<target>...): our warnings, as errors, on our own targets only and only in our own builds.
# A project that uses Ratchet from source never fails because its newer compiler warns about our code.
function(ratchet_strict)
  foreach(target IN LISTS ARGN)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic $<$<BOOL:${PROJECT_IS_TOP_LEVEL}>:-Werror>)
  endforeach()
endfunction()
