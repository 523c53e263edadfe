package io.sluice.gateway.algorithms;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.sluice.accounts.Accounts;
import io.sluice.accounts.NameTaken;
import io.sluice.accounts.Organisation;
import io.sluice.algorithms.Algorithms;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /v1/organizations}: accounts that several users share. */
@Path("/v1/organizations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "accounts")
class OrganisationsResource {

    private static final int EXISTS = 3101;
    private static final String TYPES = "basic, legacy or pro";

    private final Accounts accounts;
    private final Algorithms algorithms;
    private final AccountAccess access;

    OrganisationsResource(Accounts accounts, Algorithms algorithms, AccountAccess access) {
        this.accounts = accounts;
        this.algorithms = algorithms;
        this.access = access;
    }

    /** An organisation as clients read it. */
    @JsonNaming(SnakeCaseStrategy.class)
    record OrganisationView(
            String id,
            String orgName,
            String orgLabel,
            String orgEmail,
            String type,
            String typeId,
            String createdAt,
            String selfLink,
            String resourceType) {

        static OrganisationView of(Organisation organisation) {
            OrganisationType type = OrganisationType.of(organisation.type()).orElse(OrganisationType.BASIC);
            return new OrganisationView(
                    organisation.id().toString(),
                    organisation.name(),
                    organisation.label(),
                    organisation.email(),
                    type.word(),
                    type.id(),
                    AlgorithmViews.time(organisation.createdAt()),
                    "/v1/organizations/" + organisation.name(),
                    "organization");
        }
    }

    @POST
    @ResponseStatus(201)
    @Operation(
            summary =
                    "Make an organisation, whose first administrator is the caller; for keys that administer accounts")
    public OrganisationView create(InputStream in) throws IOException {
        access.requireAdministrator();
        Body body = Body.read(in);
        String name = body.required("org_name");
        try {
            return OrganisationView.of(accounts.addOrganisation(
                    name,
                    body.textOrEmpty("org_label"),
                    body.textOrEmpty("org_email"),
                    type(body, OrganisationType.BASIC.word()),
                    access.caller().user()));
        } catch (NameTaken e) {
            throw new BadRequest(409, EXISTS, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw new BadRequest(400, ErrorReply.INVALID_INPUT, String.valueOf(e.getMessage()));
        }
    }

    private static String type(Body body, String before) {
        OrganisationType byId = body.word("type_id", OrganisationType::of, TYPES);
        return Optional.ofNullable(byId)
                .or(() -> Optional.ofNullable(body.word("type", OrganisationType::of, TYPES)))
                .map(OrganisationType::word)
                .orElse(before);
    }

    @GET
    @Path("{organization}")
    @Operation(summary = "Describe an organisation, to its members and to administrators")
    public OrganisationView describe(@RestPath String organization) {
        return OrganisationView.of(access.seen(organization));
    }

    @PUT
    @Path("{organization}")
    @Operation(summary = "Change what is said of an organisation")
    public void change(@RestPath String organization, InputStream in) throws IOException {
        Organisation before = access.administered(organization);
        Body body = Body.read(in);
        accounts.update(before.described(
                or(body.text("org_label"), before.label()),
                or(body.text("org_email"), before.email()),
                type(body, before.type())));
    }

    private static String or(@Nullable String changed, String before) {
        return changed == null ? before : changed;
    }

    @DELETE
    @Path("{organization}")
    @Operation(summary = "Remove an organisation that has no algorithms any more")
    public void remove(@RestPath String organization) {
        Organisation gone = access.administered(organization);
        int owned = algorithms.ofOwner(gone.name()).size();
        if (owned > 0) {
            throw new BadRequest(
                    409,
                    ErrorReply.INVALID_INPUT,
                    "organisation '" + gone.name() + "' has " + owned + " algorithms; remove them first");
        }
        accounts.removeOrganisation(gone.name());
    }
}
