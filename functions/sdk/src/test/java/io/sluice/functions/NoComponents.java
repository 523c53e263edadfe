package io.sluice.functions;

import io.quarkus.arc.Components;
import io.quarkus.arc.ComponentsProvider;
import io.quarkus.arc.CurrentContextFactory;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Destroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An application without a bean, so that tests have a bean container's contexts. */
public final class NoComponents implements ComponentsProvider {

    @Override
    public Components getComponents(CurrentContextFactory contexts) {
        Set<String> qualifiers = Stream.of(
                        Any.class, Default.class, Initialized.class, BeforeDestroyed.class, Destroyed.class)
                .map(Class::getName)
                .collect(Collectors.toSet());
        return new Components(
                List.of(), List.of(), List.of(), Set.of(), Map.of(), List::of, Map.of(), qualifiers, Map.of());
    }
}
