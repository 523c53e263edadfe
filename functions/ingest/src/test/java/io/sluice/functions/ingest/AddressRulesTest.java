package io.sluice.functions.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class AddressRulesTest {

    @Test
    void rules_refuseWhatIsNotPublic() throws Exception {
        for (var address : new String[] {
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "224.0.0.1",
            "100.64.0.1",
            "100.100.100.200",
            "192.0.0.192",
            "198.18.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001:db8::1",
            "2001::1"
        }) {
            assertThat(AddressRules.isPublic(InetAddress.getByName(address)))
                    .as(address)
                    .isFalse();
        }
    }

    @Test
    void rules_allowWhatIsPublic() throws Exception {
        for (var address : new String[] {"8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::"}) {
            assertThat(AddressRules.isPublic(InetAddress.getByName(address)))
                    .as(address)
                    .isTrue();
        }
    }

    @Test
    void rules_refusing_nameHostAddressAndWayOut() throws Exception {
        var loopback = InetAddress.getByName("127.0.0.1");
        assertThatThrownBy(() -> AddressRules.of(false).check("localhost", loopback))
                .hasMessage("url: host 'localhost' must have a public address, has 127.0.0.1:"
                        + " INGEST_ALLOW_PRIVATE=true allows it");
        assertThat(AddressRules.of(true).check("localhost", loopback)).isEqualTo(loopback);
    }
}
