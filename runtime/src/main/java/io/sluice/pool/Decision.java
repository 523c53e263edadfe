package io.sluice.pool;

import java.util.List;

/**
 * What the rules say.
 *
 * @param wakeAt when the rules want a {@link PoolEvent.Tick} at the latest; {@link Long#MAX_VALUE}: not at all
 */
record Decision(PoolState next, List<PoolAction> actions, long wakeAt) {}
