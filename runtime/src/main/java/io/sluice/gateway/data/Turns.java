package io.sluice.gateway.data;

import io.sluice.data.DataTraffic;
import io.sluice.gateway.NoRoom;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many requests for data are worked on at a time: so many of all accounts together, and half as many of each, so that slow
 * transfers of one leave places for the others. Whoever finds none waits a while, and is refused then. Safe for use by many threads.
 */
final class Turns {

    private final int places;
    private final DataTraffic traffic;
    private final Duration patience;
    private final Semaphore all;
    private final Map<String, Share> shares = new ConcurrentHashMap<>();

    /** @param patience how long each waits */
    Turns(int places, Duration patience, DataTraffic traffic) {
        this.traffic = traffic;
        this.places = places;
        this.patience = patience;
        this.all = new Semaphore(places, true);
    }

    /** Something that blocks. */
    interface Work {
        void run() throws IOException;
    }

    /** An account's places, and how many of its requests have one or want one. */
    private record Share(Semaphore places, int requests) {

        Share with(int more) {
            return new Share(places, requests + more);
        }
    }

    /**
     * Does it when it is the account's turn. Blocks.
     *
     * @throws NoRoom when there is no place for it in time
     */
    void run(String account, Work work) throws IOException, InterruptedException {
        Semaphore own = enter(account);
        try {
            take(
                    own,
                    share(),
                    "of account '" + account + "'",
                    () -> take(all, places, "of all accounts", () -> counted(work)));
        } finally {
            leave(account);
        }
    }

    private void counted(Work work) throws IOException {
        traffic.begun();
        try {
            work.run();
        } finally {
            traffic.ended();
        }
    }

    private int share() {
        return (places + 1) / 2;
    }

    private Semaphore enter(String account) {
        return shares.compute(
                        account, (_, had) -> had == null ? new Share(new Semaphore(share(), true), 1) : had.with(1))
                .places();
    }

    private void leave(String account) {
        shares.computeIfPresent(account, (_, had) -> had.requests() == 1 ? null : had.with(-1));
    }

    /** Something done in a place. */
    private interface InPlace {
        void run() throws IOException, InterruptedException;
    }

    private void take(Semaphore from, int most, String whose, InPlace work) throws IOException, InterruptedException {
        if (!from.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            traffic.refused();
            throw new NoRoom("as many requests for data " + whose + " are under way as there may be: " + most
                    + " (sluice.data.transfers is " + places + ", half of them for one account)");
        }
        try {
            work.run();
        } finally {
            from.release();
        }
    }
}
