#pragma once

// What the translation unit of a scenario tells about its own compilation. Everything here is a macro or is
// expanded in place: an inline function or variable would be merged by the linker, and one file's answer
// would stand for all.

namespace ratchet::detail {

struct Build {
    bool optimised = false;          ///< `__OPTIMIZE__`; false for compilers that do not define it
    bool address_sanitizer = false;  ///< or hwaddress
    bool thread_sanitizer = false;
    bool memory_sanitizer = false;
    bool undefined_sanitizer = false;  ///< clang tells, gcc does not
    const char* compiler = "";         ///< as CMake words it: "GNU 12.2.0"
};

/// Where a scenario is registered and how that file was compiled.
struct Origin {
    const char* file = "";
    int line = 0;
    Build build;
};

}  // namespace ratchet::detail

#if defined(__has_feature)
#define RATCHET_DETAIL_FEATURE(feature) __has_feature(feature)
#else
#define RATCHET_DETAIL_FEATURE(feature) 0
#endif

#if defined(__OPTIMIZE__)
#define RATCHET_DETAIL_OPTIMISED true
#else
#define RATCHET_DETAIL_OPTIMISED false
#endif

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_HWADDRESS__) || \
    RATCHET_DETAIL_FEATURE(address_sanitizer) || RATCHET_DETAIL_FEATURE(hwaddress_sanitizer)
#define RATCHET_DETAIL_ADDRESS_SANITIZER true
#else
#define RATCHET_DETAIL_ADDRESS_SANITIZER false
#endif

#if defined(__SANITIZE_THREAD__) || RATCHET_DETAIL_FEATURE(thread_sanitizer)
#define RATCHET_DETAIL_THREAD_SANITIZER true
#else
#define RATCHET_DETAIL_THREAD_SANITIZER false
#endif

#if RATCHET_DETAIL_FEATURE(memory_sanitizer)
#define RATCHET_DETAIL_MEMORY_SANITIZER true
#else
#define RATCHET_DETAIL_MEMORY_SANITIZER false
#endif

#if RATCHET_DETAIL_FEATURE(undefined_behavior_sanitizer)
#define RATCHET_DETAIL_UNDEFINED_SANITIZER true
#else
#define RATCHET_DETAIL_UNDEFINED_SANITIZER false
#endif

#define RATCHET_DETAIL_TEXT(number) RATCHET_DETAIL_LITERAL(number)
#define RATCHET_DETAIL_LITERAL(number) #number
#if defined(__clang__)
#define RATCHET_DETAIL_COMPILER                                            \
    "Clang " RATCHET_DETAIL_TEXT(__clang_major__) "." RATCHET_DETAIL_TEXT( \
        __clang_minor__) "." RATCHET_DETAIL_TEXT(__clang_patchlevel__)
#elif defined(__GNUC__)
#define RATCHET_DETAIL_COMPILER                                                                           \
    "GNU " RATCHET_DETAIL_TEXT(__GNUC__) "." RATCHET_DETAIL_TEXT(__GNUC_MINOR__) "." RATCHET_DETAIL_TEXT( \
        __GNUC_PATCHLEVEL__)
#elif defined(_MSC_VER)
#define RATCHET_DETAIL_COMPILER "MSVC " RATCHET_DETAIL_TEXT(_MSC_VER)
#else
#define RATCHET_DETAIL_COMPILER ""
#endif

/// A `Build` that describes the file in which it is expanded.
#define RATCHET_DETAIL_BUILD                                                                             \
    ::ratchet::detail::Build {                                                                           \
        RATCHET_DETAIL_OPTIMISED, RATCHET_DETAIL_ADDRESS_SANITIZER, RATCHET_DETAIL_THREAD_SANITIZER,     \
            RATCHET_DETAIL_MEMORY_SANITIZER, RATCHET_DETAIL_UNDEFINED_SANITIZER, RATCHET_DETAIL_COMPILER \
    }
