package io.sluice.contract;

import java.util.List;

/**
 * What an instance posts when its function's own initialisation has run and it can take calls.
 *
 * @param protocol the version of the {@link InstanceProtocol} that the instance speaks
 * @param address where it listens: {@code unix:/path} or {@code tcp:port} on 127.0.0.1
 * @param entryPoints the entry points that it serves
 * @param frames the version of the frames that it speaks at its address; 0, or absent: it speaks HTTP there
 */
public record ReadySignal(int protocol, String address, List<String> entryPoints, int frames) {

    public ReadySignal {
        entryPoints = List.copyOf(entryPoints);
    }
}
