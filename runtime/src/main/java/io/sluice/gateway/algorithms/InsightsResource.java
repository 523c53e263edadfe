package io.sluice.gateway.algorithms;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sluice.algorithms.InsightBook;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What an algorithm reported of itself lately. */
@Path("/v1/algorithms/{owner}/{name}/insights")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "algorithms")
class InsightsResource {

    private final InsightBook insights;
    private final AlgorithmAccess access;

    InsightsResource(InsightBook insights, AlgorithmAccess access) {
        this.insights = insights;
        this.access = access;
    }

    /** A value that was reported, as clients read it. */
    @JsonNaming(SnakeCaseStrategy.class)
    record InsightView(String createdAt, String requestId, String insightKey, String insightValue) {

        static InsightView of(InsightBook.Insight insight) {
            return new InsightView(
                    AlgorithmViews.time(insight.at()), insight.invocation(), insight.key(), insight.value());
        }
    }

    @GET
    @Operation(summary = "The last values that an algorithm reported from inside, newest first")
    public List<InsightView> list(@RestPath String owner, @RestPath String name) {
        return insights.of(access.managed(owner, name).name()).stream()
                .map(InsightView::of)
                .toList();
    }
}
