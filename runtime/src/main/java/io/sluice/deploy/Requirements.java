package io.sluice.deploy;

import io.sluice.accounts.Caller;
import io.sluice.contract.FunctionName;
import io.sluice.manifest.Manifest;
import io.sluice.manifest.Network;
import io.sluice.registry.FunctionRegistry;
import io.sluice.registry.FunctionVersion;
import io.sluice.sandbox.Isolation;
import io.sluice.sandbox.IsolationUnavailable;
import java.util.Optional;

/** What must be true for a package to be deployed; what is not is refused by an exception that says so. */
final class Requirements {

    private final FunctionRegistry registry;
    private final Isolation isolation;

    Requirements(FunctionRegistry registry, Isolation isolation) {
        this.registry = registry;
        this.isolation = isolation;
    }

    /** What can't be kept is not promised. */
    void requireEnforceable(FunctionName function, Network network) {
        Optional<String> hindrance = network == Network.ISOLATED ? isolation.networkHindrance() : Optional.empty();
        if (hindrance.isPresent()) {
            throw new DeployConflict("function '" + function
                    + "' asks for permissions.network: isolated, which can't be enforced on this host: "
                    + hindrance.get() + "; install bubblewrap and socat on a host that allows user namespaces, or"
                    + " leave it out of sluice.yaml to have the network of the host");
        }
        try {
            isolation.require();
        } catch (IsolationUnavailable e) {
            throw new DeployConflict("function '" + function + "' can't be deployed: " + e.getMessage());
        }
    }

    /** Refuses who does not act for the owner. */
    static void requireOwner(Caller caller, FunctionName function) {
        if (!caller.mayManage(function)) {
            throw new DeployNotAllowed(
                    "user '" + caller.user() + "' may not deploy functions of '" + function.owner() + "'");
        }
    }

    /** An event type goes to one function. */
    void requireFreeEvents(Manifest manifest) {
        FunctionName taker = manifest.functions().getFirst();
        for (String event : manifest.events()) {
            Optional<FunctionVersion> taken =
                    registry.subscriber(event).filter(other -> !other.name().equals(taker));
            if (taken.isPresent()) {
                throw new DeployConflict("events of type '" + event + "' go to '"
                        + taken.get().name() + "' already; remove the type from one of the two");
            }
        }
    }

    /** Versions never change. */
    void requireNew(FunctionVersion version) {
        registry.find(version.name())
                .flatMap(function -> function.version(version.version()))
                .ifPresent(there -> {
                    throw new DeployConflict("version " + version.version() + " of '" + version.name()
                            + "' exists with other content and never changes; raise 'version' in sluice.yaml, or leave it out"
                            + " to get the next one");
                });
    }
}
