package io.sluice.pool;

import io.sluice.pool.InstanceState.Draining;
import io.sluice.pool.InstanceState.Starting;
import io.sluice.pool.InstanceState.Stopping;
import io.sluice.pool.InstanceState.Warm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * A pool's instances while they are being decided on: what may become of each, and what is to be done for it. Whether and
 * when is for {@link Draft} to say.
 */
final class Fleet {

    private final long now;
    private final Actions actions;
    private List<InstanceState> instances;
    private boolean copied;

    Fleet(List<InstanceState> instances, long now, Actions actions) {
        this.instances = instances;
        this.now = now;
        this.actions = actions;
    }

    // How they are

    int size() {
        return instances.size();
    }

    int starting() {
        return count(it -> it instanceof Starting);
    }

    int warm() {
        return count(it -> it instanceof Warm);
    }

    /** Those that take calls, or will. */
    int usable() {
        return count(it -> it instanceof Starting || it instanceof Warm);
    }

    /** Whether any of those that are starting still waits for room in the node's memory. */
    boolean wantsRoom() {
        return count(it -> it instanceof Starting starting && !starting.hasRoom()) > 0;
    }

    /** Whether any has its room and will be ready soon. */
    boolean isGrowing() {
        return count(it -> it instanceof Starting starting && starting.hasRoom()) > 0;
    }

    private int count(Predicate<InstanceState> which) {
        int count = 0;
        for (int i = 0; i < instances.size(); i++) {
            count += which.test(instances.get(i)) ? 1 : 0;
        }
        return count;
    }

    /** When the first that is draining is over time, or, of more than so many, when the first may be given back. */
    long nextEnd(int keep) {
        long end = Long.MAX_VALUE;
        long idle = Long.MAX_VALUE;
        for (int i = 0; i < instances.size(); i++) {
            switch (instances.get(i)) {
                case Warm warm -> idle = warm.idle() ? Math.min(idle, warm.idleUntil()) : idle;
                case Draining draining -> end = Math.min(end, draining.until());
                case Starting _, Stopping _ -> {}
            }
        }
        return idle < end && usable() > keep ? idle : end;
    }

    /** As they are now; not to be changed after. */
    List<InstanceState> all() {
        return copied ? Collections.unmodifiableList(instances) : instances;
    }

    // A start

    void begin(InstanceId id) {
        change().add(new Starting(id, now, Starting.Stage.WANTS_ROOM));
        actions.add(new PoolAction.ReserveRoom(id));
    }

    /** There is room for it; room that nobody wants any more is given back. */
    void roomGranted(InstanceId id) {
        int at = find(id);
        if (at >= 0 && instances.get(at) instanceof Starting starting && !starting.hasRoom()) {
            set(at, starting.withRoom());
            actions.add(new PoolAction.StartInstance(id));
        } else if (at < 0) {
            actions.add(new PoolAction.FreeRoom(id));
        }
    }

    /** Its start has begun; that of one that is not wanted any more is given up elsewhere. */
    void begun(InstanceId id) {
        int at = find(id);
        if (at >= 0 && instances.get(at) instanceof Starting starting && starting.hasRoom()) {
            set(at, starting.begun());
        }
    }

    /** It is ready; false when it was not starting. */
    boolean ready(InstanceId id, long keepAlive) {
        int at = find(id);
        if (at < 0 || !(instances.get(at) instanceof Starting starting)) {
            return false;
        }
        set(at, starting.ready(now, keepAlive));
        return true;
    }

    /** Its start failed; false when it was not starting. */
    boolean startFailed(InstanceId id) {
        int at = find(id);
        if (at < 0 || !(instances.get(at) instanceof Starting)) {
            return false;
        }
        remove(at);
        return true;
    }

    /** Gives up so many starts at most that have not begun, the latest first. */
    void withdraw(int most) {
        int left = most;
        for (int i = instances.size() - 1; i >= 0 && left > 0; i--) {
            if (instances.get(i) instanceof Starting it && !it.hasBegun()) {
                abandon(i);
                left--;
            }
        }
    }

    // Leases

    boolean hasCapacity(int concurrency) {
        return choose(concurrency) >= 0;
    }

    /**
     * Lends one that has capacity left, if there is any.
     *
     * @param since when the call came
     */
    boolean lend(Request request, long since, long deadline, int concurrency) {
        int at = choose(concurrency);
        if (at < 0) {
            return false;
        }
        Warm warm = (Warm) instances.get(at);
        set(at, warm.lent(deadline));
        actions.add(new PoolAction.GrantLease(request, warm.id(), warmth(warm, since)));
        return true;
    }

    private int choose(int concurrency) {
        int best = -1;
        Warm chosen = null;
        for (int i = 0; i < instances.size(); i++) {
            if (instances.get(i) instanceof Warm warm
                    && warm.inFlight() < concurrency
                    && (chosen == null || better(warm, chosen))) {
                chosen = warm;
                best = i;
            }
        }
        return best;
    }

    private static boolean better(Warm warm, Warm than) {
        return warm.inFlight() != than.inFlight()
                ? warm.inFlight() > than.inFlight()
                : warm.idleSince() > than.idleSince();
    }

    private static Warmth warmth(Warm warm, long since) {
        if (warm.readyAt() <= since) {
            return Warmth.WARM;
        }
        return warm.since() < since ? Warmth.PARTIAL : Warmth.COLD;
    }

    /** A lease on it is over; whether it takes calls still. */
    boolean returned(PoolEvent.LeaseReturned lease) {
        int at = find(lease.instance());
        if (at < 0) {
            return false;
        }
        InstanceState instance = instances.get(at);
        if (instance instanceof Warm warm && warm.inFlight() > 0) {
            Warm returned = warm.returned(now, lease.keepAlive());
            if (lease.reusable()) {
                set(at, returned);
                return true;
            }
            drain(at, returned.drain());
        } else if (instance instanceof Draining draining && draining.inFlight() > 0) {
            drain(at, draining.returned());
        }
        return false;
    }

    // An end

    /** Stops it if it is idle. */
    void reclaim(InstanceId id) {
        int at = find(id);
        if (at >= 0 && instances.get(at) instanceof Warm warm && warm.idle()) {
            stop(at);
        }
    }

    /** Ends it when the calls that it has are over. */
    void end(InstanceId id) {
        int at = find(id);
        if (at >= 0) {
            end(at);
        }
    }

    void endAll() {
        for (int i = instances.size() - 1; i >= 0; i--) {
            end(i);
        }
    }

    /** Stops so many idle ones at most whose time is over by then, the first first. */
    void stopIdle(long time, int most) {
        int left = most;
        for (int i = 0; i < instances.size() && left > 0; i++) {
            if (instances.get(i) instanceof Warm warm && warm.idle() && warm.idleUntil() <= time) {
                stop(i);
                left--;
            }
        }
    }

    /** Stops those that were to finish their calls and have not, now that the calls' deadlines are over. */
    void forceDrained() {
        for (int i = 0; i < instances.size(); i++) {
            if (instances.get(i) instanceof Draining draining && draining.until() <= now) {
                stop(i);
            }
        }
    }

    /** It is gone; whether it ended by itself. */
    boolean exited(InstanceId id) {
        int at = find(id);
        if (at < 0) {
            return false;
        }
        boolean crashed = instances.get(at) instanceof Warm;
        remove(at);
        return crashed;
    }

    private void end(int at) {
        switch (instances.get(at)) {
            case Starting _ -> abandon(at);
            case Warm warm -> drain(at, warm.drain());
            case Draining _, Stopping _ -> {}
        }
    }

    private void drain(int at, Draining draining) {
        set(at, draining);
        if (draining.inFlight() == 0) {
            stop(at);
        }
    }

    private void stop(int at) {
        InstanceState instance = instances.get(at);
        set(at, new Stopping(instance.id(), instance.since()));
        actions.add(new PoolAction.StopInstance(instance.id()));
    }

    private void abandon(int at) {
        actions.add(new PoolAction.AbandonStart(instances.get(at).id()));
        remove(at);
    }

    private void remove(int at) {
        actions.add(new PoolAction.FreeRoom(change().remove(at).id()));
    }

    private int find(InstanceId id) {
        for (int i = 0; i < instances.size(); i++) {
            if (instances.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private void set(int at, InstanceState instance) {
        change().set(at, instance);
    }

    /** Copied once, when the first of them changes. */
    private List<InstanceState> change() {
        if (!copied) {
            instances = new ArrayList<>(instances);
            copied = true;
        }
        return instances;
    }
}
