package io.sluice.boot;

import io.sluice.prepare.Tools;
import io.sluice.sandbox.Isolation;
import io.sluice.sandbox.IsolationSearch;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import org.jboss.logging.Logger;

/** What confines instances and builds. */
class SandboxParts {

    private static final Logger LOG = Logger.getLogger(SandboxParts.class);

    @Produces
    @Singleton
    Isolation isolation(SluiceConfig config) {
        List<Path> reads = config.isolationReads().orElse(List.of());
        Isolation isolation = IsolationSearch.run(config.isolation(), reads);
        isolation
                .hindrance()
                .ifPresent(reason -> LOG.warnf("Instances and builds are not confined; reason=%s", reason));
        return isolation;
    }

    @Produces
    @Singleton
    Tools tools(Isolation isolation) {
        return new Tools(isolation);
    }
}
