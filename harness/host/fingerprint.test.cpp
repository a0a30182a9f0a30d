#include "host/fingerprint.hpp"

#include "catch.hpp"
#include "host/host_linux.hpp"

#include <unistd.h>

using namespace std::string_literals;
using ratchet::fingerprint;
using ratchet::HostFingerprint;
using ratchet::HostTexts;
using ratchet::is_container;
using ratchet::is_virtualised;

namespace {

HostTexts intel_metal() {
    HostTexts texts;
    texts.architecture = "x86_64";
    texts.kernel_release = "6.1.0-21-amd64";
    texts.online_cpus = 16;
    texts.cpuinfo = R"(processor	: 0
vendor_id	: GenuineIntel
cpu family	: 6
model		: 165
model name	: Intel(R) Core(TM) i7-10700 CPU @ 2.90GHz
stepping	: 5
microcode	: 0xf8
cpu MHz		: 800.021
flags		: fpu vme sse sse2 ht syscall nx sse4_1 sse4_2 avx f16c rdrand bmi1 avx2 bmi2 md_clear
bugs		: spectre_v1 spectre_v2

processor	: 1
vendor_id	: GenuineIntel
cpu family	: 6
model		: 165
)";
    texts.meminfo = "MemTotal:       32768000 kB\nMemFree:         1024 kB\n";
    texts.boot_id = "8b85787c-f576-4e3c-9701-56119475b72a\n";
    texts.governors = {"powersave\n", "powersave\n"};
    texts.max_frequencies_khz = {"4700000\n", "4800000\n"};
    texts.no_turbo = "0\n";
    texts.smt_active = "1\n";
    texts.dmi_vendor = "Dell Inc.\n";
    texts.dmi_product = "OptiPlex 7080\n";
    return texts;
}

HostTexts amd_virtual() {
    HostTexts texts;
    texts.architecture = "x86_64";
    texts.online_cpus = 2;
    texts.cpuinfo = R"(processor	: 0
vendor_id	: AuthenticAMD
cpu family	: 25
model		: 17
model name	: AMD EPYC
microcode	: 0x1000065
flags		: fpu sse2 sse4_2 avx hypervisor avx2 avx512f avx512dq avx512bw
)";
    return texts;
}

HostTexts arm_server() {
    HostTexts texts;
    texts.architecture = "aarch64";
    texts.online_cpus = 64;
    texts.cpuinfo = R"(processor	: 0
BogoMIPS	: 243.75
Features	: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics fphp asimdhp cpuid asimdrdm
CPU implementer	: 0x41
CPU architecture: 8
CPU variant	: 0x3
CPU part	: 0xd0c
CPU revision	: 1
)";
    texts.dmi_vendor = "Amazon EC2\n";
    texts.dmi_product = "m6g.16xlarge\n";
    return texts;
}

}  // namespace

TEST_CASE("an Intel desktop is told in full") {
    const HostFingerprint host = fingerprint(intel_metal());
    CHECK(host.architecture == "x86_64");
    CHECK(host.cpu_vendor == "GenuineIntel");
    CHECK(host.cpu_family == 6);
    CHECK(host.cpu_model == 165);
    CHECK(host.cpu_name == "Intel(R) Core(TM) i7-10700 CPU @ 2.90GHz");
    CHECK(host.cores == 16);
    CHECK_FALSE(host.virtualised);
    CHECK(host.isa == "avx2");
    CHECK(host.kernel == "6.1.0-21-amd64");
    CHECK(host.microcode == "0xf8");
    CHECK(host.governor == "powersave");
    CHECK(host.turbo == true);
    CHECK(host.smt == true);
    CHECK(host.max_frequency_mhz == 4800.0);
    CHECK(host.memory_bytes == 32768000LL * 1024);
    CHECK(host.boot_id == "8b85787c-f576-4e3c-9701-56119475b72a");
}

TEST_CASE("a virtual AMD machine leaves untold what its kernel does not tell") {
    const HostFingerprint host = fingerprint(amd_virtual());
    CHECK(host.cpu_vendor == "AuthenticAMD");
    CHECK(host.cpu_family == 25);
    CHECK(host.cpu_model == 17);
    CHECK(host.virtualised);
    CHECK(host.isa == "avx512f");
    CHECK_FALSE(host.governor);
    CHECK_FALSE(host.turbo);
    CHECK_FALSE(host.smt);
    CHECK_FALSE(host.max_frequency_mhz);
}

TEST_CASE("an ARM server is told by implementer, architecture and part") {
    const HostFingerprint host = fingerprint(arm_server());
    CHECK(host.cpu_vendor == "ARM");
    CHECK(host.cpu_family == 8);
    CHECK(host.cpu_model == 0xd0c);
    CHECK(host.isa == "neon");
    CHECK(host.microcode.empty());

    HostTexts wider = arm_server();
    wider.cpuinfo = "Features : fp asimd sve sve2\nCPU implementer : 0xee\nCPU architecture: 9\n";
    CHECK(fingerprint(wider).isa == "sve2");
    CHECK(fingerprint(wider).cpu_vendor == "0xee");
}

TEST_CASE("turbo is told by either of the two drivers, and the governors may differ") {
    HostTexts texts = amd_virtual();
    texts.boost = "1\n";
    CHECK(fingerprint(texts).turbo == true);
    texts.boost = "0\n";
    CHECK(fingerprint(texts).turbo == false);
    texts.no_turbo = "1\n";
    CHECK(fingerprint(texts).turbo == false);
    texts.no_turbo = "";
    CHECK(fingerprint(texts).turbo == false);
    texts.governors = {"schedutil\n", "performance\n", "schedutil\n", ""};
    CHECK(fingerprint(texts).governor == "performance+schedutil");
}

TEST_CASE("a virtual machine is known by its flag, its tables, its device tree or its hypervisor") {
    CHECK_FALSE(is_virtualised(intel_metal()));
    CHECK(is_virtualised(amd_virtual()));
    CHECK(is_virtualised(arm_server()));

    HostTexts amazon_metal = arm_server();
    amazon_metal.dmi_product = "m6g.metal\n";
    CHECK_FALSE(is_virtualised(amazon_metal));

    HostTexts firecracker;
    firecracker.device_tree = "linux,dummy-virt\0"s;
    CHECK(is_virtualised(firecracker));

    HostTexts xen;
    xen.hypervisor_type = "xen\n";
    CHECK(is_virtualised(xen));

    HostTexts azure;
    azure.dmi_vendor = "Microsoft Corporation\n";
    azure.dmi_product = "Virtual Machine\n";
    CHECK(is_virtualised(azure));
    azure.dmi_product = "Surface Laptop\n";
    CHECK_FALSE(is_virtualised(azure));
}

TEST_CASE("a container is known by its marker or by the control group of its first process") {
    CHECK_FALSE(is_container(false, "0::/init.scope\n"));
    CHECK(is_container(true, "0::/\n"));
    CHECK(is_container(false, "4:memory:/docker/0123abcd\n"));
    CHECK(is_container(false, "0::/kubepods.slice/kubepods-burstable.slice/pod1\n"));
}

TEST_CASE("malformed texts count as not told") {
    HostTexts texts;
    texts.cpuinfo = "cpu family : many\nmodel : -3\nmodel name\nflags : \xff\xfe\n:::\n";
    texts.meminfo = "MemTotal: lots kB\n";
    texts.max_frequencies_khz = {"", "-1", "fast"};
    texts.no_turbo = "maybe";
    const HostFingerprint host = fingerprint(texts);
    CHECK(host.cpu_family == 0);
    CHECK(host.cpu_model == 0);
    CHECK(host.isa.empty());
    CHECK(host.memory_bytes == 0);
    CHECK_FALSE(host.max_frequency_mhz);
    CHECK_FALSE(host.turbo);
    texts.meminfo = "MemTotal: 9223372036854775807 kB\n";
    CHECK(fingerprint(texts).memory_bytes == 0);
    CHECK(fingerprint(HostTexts{}) == HostFingerprint{});
}

TEST_CASE("this machine tells at least what every Linux tells") {
    const HostFingerprint host = ratchet::read_host();
    CHECK(host.cores == ::sysconf(_SC_NPROCESSORS_ONLN));
    CHECK_FALSE(host.architecture.empty());
    CHECK_FALSE(host.kernel.empty());
    CHECK(host.memory_bytes > 1'000'000);
    CHECK(host.boot_id == ratchet::read_host().boot_id);
    CHECK(ratchet::read_host_conditions().load_average_1m.has_value());
}
