package io.sluice.sandbox;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Variables by which the C library lets an environment decide what a program loads or reads. The programs that confine a
 * process run outside of its confinement, so they must not be given these by the one who is to be confined.
 */
final class UnsafeVariables {

    /** Those that the C library itself ignores in programs with more rights than their caller, and what shells heed. */
    private static final Set<String> NAMES = Set.of(
            "GCONV_PATH",
            "GETCONF_DIR",
            "HOSTALIASES",
            "LOCALDOMAIN",
            "LOCPATH",
            "MALLOC_TRACE",
            "NIS_PATH",
            "NLSPATH",
            "OUTPUT_CHARSET",
            "RESOLV_HOST_CONF",
            "RES_OPTIONS",
            "TEXTDOMAINDIR",
            "TZDIR",
            "BASH_ENV",
            "ENV",
            "SHELLOPTS",
            "BASHOPTS",
            "PS4");

    private UnsafeVariables() {}

    /** Those of an environment, in order. */
    static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> unsafe = new TreeMap<>();
        environment.forEach((name, value) -> {
            if (isUnsafe(name)) {
                unsafe.put(name, value);
            }
        });
        return unsafe;
    }

    private static boolean isUnsafe(String name) {
        return NAMES.contains(name)
                || name.startsWith("LD_")
                || name.startsWith("GLIBC_")
                || name.startsWith("BASH_FUNC_");
    }
}
