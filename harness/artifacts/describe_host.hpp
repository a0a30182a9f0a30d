#pragma once

#include "artifacts/fields.hpp"
#include "model/calibration.hpp"
#include "model/digests.hpp"
#include "model/host.hpp"

/// Fields of what is known about the host, the build and the code.
namespace ratchet::artifacts {

void describe(auto& fields, Is<HostFingerprint> auto& host) {
    fields("architecture", host.architecture);
    fields("cpu_vendor", host.cpu_vendor);
    fields("cpu_family", host.cpu_family);
    fields("cpu_model", host.cpu_model);
    fields("cpu_name", host.cpu_name);
    fields("cores", host.cores);
    fields("virtualised", host.virtualised);
    fields("isa", host.isa);
    fields("kernel", host.kernel);
    fields("microcode", host.microcode);
    fields("governor", host.governor);
    fields("turbo", host.turbo);
    fields("smt", host.smt);
    fields("max_frequency_mhz", host.max_frequency_mhz);
    fields("memory_bytes", host.memory_bytes);
    fields("boot_id", host.boot_id);
}

void describe(auto& fields, Is<BuildInfo> auto& build) {
    fields("build_type", build.build_type);
    fields("compiler", build.compiler);
    fields("flags", build.flags);
    fields("optimised", build.optimised);
    fields("sanitizers", build.sanitizers);
}

void describe(auto& fields, Is<FitnessFinding> auto& finding) {
    fields("check", finding.check);
    fields("blocks", finding.blocks);
    fields("seen", finding.seen);
    fields("advice", finding.advice);
}

void describe(auto& fields, Is<GitState> auto& git) {
    fields("commit", git.commit);
    fields.if_told("branch", git.branch);
    fields("dirty", git.dirty);
}

void describe(auto& fields, Is<Calibration> auto& calibration) {
    fields("kernel_version", calibration.kernel_version);
    fields("kernels", calibration.kernels);
}

void describe(auto& fields, Is<Digests> auto& digests) {
    fields("executable", digests.executable);
    fields("libraries", digests.libraries);
    fields("inputs", digests.inputs);
    fields("command_line", digests.command_line);
    fields("variables", digests.variables);
}

}  // namespace ratchet::artifacts
