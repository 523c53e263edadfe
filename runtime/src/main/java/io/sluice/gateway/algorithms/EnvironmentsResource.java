package io.sluice.gateway.algorithms;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sluice.algorithms.Algorithms;
import io.sluice.algorithms.Language;
import io.sluice.gateway.BadRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What algorithms can be written in, and what new ones begin with. */
@Path("/v1/algorithm-environments/edge")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "algorithms")
class EnvironmentsResource {

    /** There are no other machines than this host. */
    private static final String MACHINE = "CPU";

    /** Environments do not change; clients want to know since when they are there. */
    private static final String ALWAYS = "2026-01-01T00:00:00.000Z";

    /** A language. */
    @JsonNaming(SnakeCaseStrategy.class)
    record LanguageView(String name, String displayName, String configuration) {

        static LanguageView of(Language language) {
            return new LanguageView(language.word(), language.title(), "{}");
        }
    }

    /** An environment, the one of its language. */
    @JsonNaming(SnakeCaseStrategy.class)
    record EnvironmentView(
            String id,
            String environmentSpecificationId,
            String displayName,
            String description,
            String createdAt,
            LanguageView language,
            String machineType) {

        static EnvironmentView of(Language language) {
            String id = language.environment().toString();
            return new EnvironmentView(
                    id,
                    id,
                    language.title(),
                    language.title() + " as it is on the runtime's host",
                    ALWAYS,
                    LanguageView.of(language),
                    MACHINE);
        }
    }

    /** The environments of a language. */
    record EnvironmentsView(List<EnvironmentView> environments) {}

    @GET
    @Path("languages")
    @Operation(summary = "What algorithms can be written in")
    public List<LanguageView> languages() {
        return Language.offered().stream().map(LanguageView::of).toList();
    }

    @GET
    @Path("languages/{language}/environments")
    @Operation(summary = "The environments of a language")
    public EnvironmentsView environments(@RestPath String language) {
        Language known = known(Language.named(language), language);
        return new EnvironmentsView(List.of(EnvironmentView.of(known)));
    }

    @GET
    @Path("environment-specifications/{id}/template")
    @Produces("application/gzip")
    @Operation(summary = "What a new algorithm begins with, as a tar.gz file")
    public byte[] template(@RestPath String id) throws IOException {
        return TarGz.of(Algorithms.template(known(Language.ofEnvironment(id), id)));
    }

    private static Language known(Optional<Language> language, String asked) {
        return language.orElseThrow(() -> new BadRequest(
                404, 0, "there is no environment of '" + asked + "'; GET .../edge/languages lists the languages"));
    }
}
