package io.sluice.functions.ingest;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Which addresses may be fetched from: the public ones. Everything that reaches this machine, its network or its cloud's
 * metadata is refused, also when it hides in an IPv6 form of an IPv4 address. For any thread.
 */
final class AddressRules {

    private final Predicate<InetAddress> allowed;

    AddressRules(Predicate<InetAddress> allowed) {
        this.allowed = allowed;
    }

    static AddressRules of(boolean allowPrivate) {
        return new AddressRules(allowPrivate ? address -> true : AddressRules::isPublic);
    }

    /** @throws io.sluice.functions.AlgorithmException an {@code InputError} for an address that is not public */
    InetAddress check(String host, InetAddress address) {
        if (!allowed.test(address)) {
            throw InputErrors.of(
                    "url: host '%s' must have a public address, has %s: INGEST_ALLOW_PRIVATE=true allows it",
                    host, address.getHostAddress());
        }
        return address;
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        return address instanceof Inet4Address ? isPublic4(address.getAddress()) : isPublic6(address.getAddress());
    }

    /** Not: this network, carrier NAT, protocol assignments, documentation, relays, benchmarks, reserved. */
    private static boolean isPublic4(byte[] a) {
        int first = a[0] & 0xff;
        int second = a[1] & 0xff;
        int third = a[2] & 0xff;
        return first != 0
                && first < 240
                && !(first == 100 && second >= 64 && second < 128)
                && !(first == 192 && second == 0 && (third == 0 || third == 2))
                && !(first == 192 && second == 88 && third == 99)
                && !(first == 198 && (second == 18 || second == 19))
                && !(first == 198 && second == 51 && third == 100)
                && !(first == 203 && second == 0 && third == 113);
    }

    /** Only global unicast (2000::/3), without documentation and Teredo; what embeds an IPv4 address is judged by that. */
    private static boolean isPublic6(byte[] a) {
        if (startsWith(a, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
            return embedded(a, 12);
        }
        if (startsWith(a, 0x20, 0x02)) {
            return embedded(a, 2);
        }
        return (a[0] & 0xe0) == 0x20 && !startsWith(a, 0x20, 0x01, 0x0d, 0xb8) && !startsWith(a, 0x20, 0x01, 0, 0);
    }

    private static boolean embedded(byte[] address, int from) {
        try {
            return isPublic(InetAddress.getByAddress(Arrays.copyOfRange(address, from, from + 4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are always an address", e);
        }
    }

    private static boolean startsWith(byte[] address, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if ((address[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
