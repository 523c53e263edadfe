package io.sluice.gateway.git;

import io.sluice.algorithms.Algorithm;
import io.sluice.algorithms.Algorithms;
import io.sluice.algorithms.Repositories;
import io.sluice.gateway.BadRequest;
import io.sluice.gateway.ErrorReply;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.util.io.LimitedInputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * {@code /git/OWNER/NAME.git}: git's smart HTTP protocol, versions 0 to 2. What is sent and received is streamed.
 */
@Path("/git/{owner}/{repository}")
@RunOnVirtualThread
class GitResource {

    private static final String UPLOAD = "git-upload-pack";
    private static final String RECEIVE = "git-receive-pack";

    /** How long a client may be silent. */
    private static final int SILENCE_SECONDS =
            Math.toIntExact(Duration.ofMinutes(1).toSeconds());

    /** What a client wants and has, in names of commits. */
    private static final long MOST_WANTED_BYTES = 32L << 20;

    private static final long MOST_COMMAND_BYTES = 1L << 20;

    private final Algorithms algorithms;
    private final Repositories repositories;
    private final GitAccess access;

    GitResource(Algorithms algorithms, Repositories repositories, GitAccess access) {
        this.algorithms = algorithms;
        this.repositories = repositories;
        this.access = access;
    }

    @GET
    @Operation(hidden = true)
    @Path("info/refs")
    public RestResponse<StreamingOutput> advertise(
            @RestPath String owner,
            @RestPath String repository,
            @RestQuery @Nullable String service,
            @RestHeader("Git-Protocol") @Nullable String protocol) {
        if (UPLOAD.equals(service)) {
            Algorithm algorithm = access.readable(owner, repository);
            return answer(service + "-advertisement", out -> advertiseUpload(algorithm, protocol, out));
        }
        if (RECEIVE.equals(service)) {
            Algorithm algorithm = access.writable(owner, repository);
            return answer(service + "-advertisement", out -> advertiseReceive(algorithm, out));
        }
        throw new BadRequest(
                403, ErrorReply.INVALID_INPUT, "this speaks git's smart protocol only; use a git of 2010 or later");
    }

    private void advertiseUpload(Algorithm algorithm, @Nullable String protocol, OutputStream out) throws IOException {
        try (Repository opened = repositories.open(algorithm.id())) {
            PacketLineOutRefAdvertiser refs = new PacketLineOutRefAdvertiser(new PacketLineOut(out));
            upload(opened, protocol).sendAdvertisedRefs(refs, UPLOAD);
        }
    }

    private void advertiseReceive(Algorithm algorithm, OutputStream out) throws IOException {
        try (Repository opened = repositories.open(algorithm.id())) {
            PacketLineOut lines = new PacketLineOut(out);
            lines.writeString("# service=" + RECEIVE + "\n");
            lines.end();
            receive(opened, algorithm).sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
        }
    }

    @POST
    @Operation(hidden = true)
    @Path(UPLOAD)
    public RestResponse<StreamingOutput> upload(
            @RestPath String owner,
            @RestPath String repository,
            @RestHeader("Git-Protocol") @Nullable String protocol,
            @RestHeader("Content-Encoding") @Nullable String encoding,
            InputStream in) {
        Algorithm algorithm = access.readable(owner, repository);
        return answer(UPLOAD + "-result", out -> {
            try (Repository opened = repositories.open(algorithm.id())) {
                InputStream wanted = new Bounded(plain(in, encoding));
                upload(opened, protocol).upload(wanted, out, null);
            }
        });
    }

    @POST
    @Operation(hidden = true)
    @Path(RECEIVE)
    public RestResponse<StreamingOutput> receive(
            @RestPath String owner,
            @RestPath String repository,
            @RestHeader("Content-Encoding") @Nullable String encoding,
            InputStream in) {
        Algorithm algorithm = access.writable(owner, repository);
        return answer(RECEIVE + "-result", out -> {
            try (Repository opened = repositories.open(algorithm.id())) {
                receive(opened, algorithm).receive(plain(in, encoding), out, null);
            }
        });
    }

    private static UploadPack upload(Repository repository, @Nullable String protocol) {
        UploadPack upload = new UploadPack(repository);
        upload.setBiDirectionalPipe(false);
        upload.setTimeout(SILENCE_SECONDS);
        if (protocol != null) {
            upload.setExtraParameters(List.of(protocol.split(":", -1)));
        }
        return upload;
    }

    private ReceivePack receive(Repository repository, Algorithm algorithm) {
        PushBuild build = new PushBuild(algorithms, algorithm);
        ReceivePack receive = new ReceivePack(repository);
        receive.setBiDirectionalPipe(false);
        receive.setTimeout(SILENCE_SECONDS);
        receive.setCheckReceivedObjects(true);
        receive.setMaxCommandBytes(MOST_COMMAND_BYTES);
        receive.setMaxPackSizeLimit(repositories.limits().packBytes());
        receive.setPreReceiveHook(build);
        receive.setPostReceiveHook(build);
        return receive;
    }

    private static InputStream plain(InputStream in, @Nullable String encoding) throws IOException {
        boolean packed = encoding != null && (encoding.equals("gzip") || encoding.equals("x-gzip"));
        return packed ? new GZIPInputStream(in) : in;
    }

    private static RestResponse<StreamingOutput> answer(String type, StreamingOutput body) {
        StreamingOutput buffered = out -> {
            OutputStream wide = new BufferedOutputStream(out);
            body.write(wide);
            wide.flush();
        };
        return RestResponse.ResponseBuilder.ok(buffered, "application/x-" + type)
                .header("Cache-Control", "no-cache")
                .build();
    }

    /** What a client wants and has: it ends the conversation where that is too much. */
    private static final class Bounded extends LimitedInputStream {

        Bounded(InputStream in) {
            super(in, MOST_WANTED_BYTES);
        }

        @Override
        protected void limitExceeded() throws IOException {
            throw new IOException("a fetch names at most " + MOST_WANTED_BYTES + " bytes of commits");
        }
    }
}
