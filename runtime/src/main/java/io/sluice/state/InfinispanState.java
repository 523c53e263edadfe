package io.sluice.state;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.infinispan.Cache;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;

/**
 * The runtime's embedded Infinispan: local caches with a file store under the runtime's home, without a transport. Every
 * table is one cache that is held in memory whole and written through to its file, synced before a write returns.
 */
public final class InfinispanState implements AutoCloseable {

    private final EmbeddedCacheManager manager;

    /** Opens the tables below the folder, which is made where it is missing. */
    public InfinispanState(Path folder, Set<String> tables) {
        GlobalConfigurationBuilder global = new GlobalConfigurationBuilder().nonClusteredDefault();
        global.globalState().enable().persistentLocation(folder.toString());
        global.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
        global.jmx().disable();
        global.metrics().gauges(false).histograms(false);
        manager = new DefaultCacheManager(global.build());
        Configuration configuration = tableConfiguration();
        tables.forEach(table -> manager.defineConfiguration(table, configuration));
    }

    private static Configuration tableConfiguration() {
        ConfigurationBuilder builder = new ConfigurationBuilder();
        builder.encoding().mediaType(MediaType.APPLICATION_OBJECT_TYPE);
        builder.persistence().addSoftIndexFileStore().preload(true).syncWrites(true);
        builder.clustering().hash().numSegments(1);
        return builder.build();
    }

    /** The table of that name, one of those that were named at the start. */
    public StateTable table(String name) {
        return new InfinispanStateTable(manager.getCache(name));
    }

    @Override
    public void close() {
        manager.stop();
    }

    private record InfinispanStateTable(Cache<String, String> cache) implements StateTable {

        @Override
        public Map<String, String> load() {
            return Map.copyOf(cache);
        }

        @Override
        public void put(String key, String value) {
            cache.put(key, value);
        }

        @Override
        public void remove(String key) {
            cache.remove(key);
        }
    }
}
