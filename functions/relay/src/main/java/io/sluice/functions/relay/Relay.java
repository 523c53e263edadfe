package io.sluice.functions.relay;

import io.quarkus.funqy.Funq;
import io.sluice.functions.Algorithms;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.util.List;

/** Passes a baton on: {@code first} to {@code second}, that one to {@code third} and {@code side} at once, and so on. */
public final class Relay {

    private final Algorithms algorithms;

    @Inject
    Relay(Algorithms algorithms) {
        this.algorithms = algorithms;
    }

    @Funq
    public Uni<List<String>> first(String baton) {
        return passed("first", baton, "demo/second");
    }

    @Funq
    public Uni<List<String>> second(String baton) {
        return passed("second", baton, "demo/third", "demo/side");
    }

    @Funq
    public Uni<List<String>> third(String baton) {
        return passed("third", baton, "demo/fourth");
    }

    @Funq
    public Uni<List<String>> fourth(String baton) {
        return passed("fourth", baton, "demo/fifth");
    }

    @Funq
    public Uni<List<String>> fifth(String baton) {
        return passed("fifth", baton);
    }

    @Funq
    public Uni<List<String>> side(String baton) {
        return passed("side", baton);
    }

    /** Who had the baton: this one, and then whoever those had it of that this one passes it to. */
    private Uni<List<String>> passed(String name, String baton, String... to) {
        Uni<List<String>> had = Uni.createFrom().item(List.of(name));
        List<Uni<List<String>>> passes = List.of(to).stream()
                .map(function -> algorithms.algo(function).pipe(baton).map(Runners::of))
                .toList();
        return passes.isEmpty() ? had : Uni.join().all(passes).andFailFast().map(them -> Runners.after(name, them));
    }
}
