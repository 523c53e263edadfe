package io.sluice.gateway;

import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.sluice.contract.FunctionName;
import io.sluice.contract.FunctionReference;
import io.sluice.contract.TraceContext;
import io.sluice.contract.VersionSelector;
import io.sluice.pool.Payload;
import io.sluice.pool.PayloadMemory;
import io.sluice.pool.PayloadRoom;
import io.sluice.pool.ResultParts;
import io.sluice.pool.Spooling;
import io.sluice.pool.connection.ConnectionLimits;
import io.sluice.router.CacheUse;
import io.sluice.router.CallInProgress;
import io.sluice.router.Deadline;
import io.sluice.router.Flow;
import io.sluice.router.Invocation;
import io.sluice.router.InvocationFailure;
import io.sluice.router.Origin;
import io.sluice.router.Reply;
import io.sluice.router.Router;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every face does to call: lets requests in, reads paths and options, makes invocations and runs them. */
public final class Calls {

    /** What results have at most that instances do not stream. */
    private static final int WHOLE_RESULT = ConnectionLimits.USUAL.resultBytes();

    private static final Buffer JSON_NULL = Buffer.buffer("null");

    // What makes 128 bits a UUID of chance (RFC 9562, 5.4).
    private static final long VERSION_BITS = 0xf000;
    private static final long VERSION_4 = 0x4000;
    private static final long VARIANT_BITS = 0xc000_0000_0000_0000L;
    private static final long VARIANT_IETF = 0x8000_0000_0000_0000L;

    private static final Pattern BY_ID =
            Pattern.compile("([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?:/([^/]*))?/?");

    private static final CaffeineLookups<FunctionReference> TARGETS = new CaffeineLookups<>();

    private final Router router;
    private final GatewayLimits limits;
    private final PayloadMemory memory;
    private final Laggards laggards;
    private final LongSupplier nanoTime;
    private final RandomGenerator random;

    public Calls(
            Router router,
            GatewayLimits limits,
            PayloadMemory memory,
            Laggards laggards,
            LongSupplier nanoTime,
            RandomGenerator random) {
        this.router = router;
        this.limits = limits;
        this.memory = memory;
        this.laggards = laggards;
        this.nanoTime = nanoTime;
        this.random = random;
    }

    /**
     * What a call asks for beside its payload.
     *
     * @param id the invocation's id
     * @param timeout the time-out that the caller named, or null
     * @param attributes headers that the function may see
     * @param wantsOutput whether what the function writes in its course is wanted with the answer
     * @param parts takes the items of the result as they come, or null where it is wanted whole
     */
    public record Wish(
            String id,
            Flow flow,
            Origin origin,
            @Nullable Duration timeout,
            Map<String, String> attributes,
            boolean wantsOutput,
            @Nullable ResultParts parts) {

        /** One whose output goes to the log only, and whose result is wanted whole. */
        public Wish(String id, Flow flow, Origin origin, @Nullable Duration timeout, Map<String, String> attributes) {
            this(id, flow, origin, timeout, attributes, false, null);
        }
    }

    /** A new invocation's id. */
    public String newId() {
        long high = (random.nextLong() & ~VERSION_BITS) | VERSION_4;
        long low = (random.nextLong() & ~VARIANT_BITS) | VARIANT_IETF;
        return "req-" + new UUID(high, low);
    }

    /**
     * The function that the end of a path names: {@code owner/name} or {@code owner/name/version}, slashes encoded or not;
     * a function's id may stand for owner and name.
     */
    public FunctionReference target(String pathEnd) {
        Matcher id = BY_ID.matcher(pathEnd);
        return id.matches()
                ? byId(UUID.fromString(id.group(1)), id.group(2))
                : TARGETS.of(pathEnd, () -> read(pathEnd));
    }

    private FunctionReference byId(UUID id, @Nullable String version) {
        FunctionName name = router.nameOf(id).orElseThrow(() -> notFound(id.toString(), "no function has this id"));
        return reference(id.toString(), name, version);
    }

    private static BadRequest notFound(String what, String why) {
        return new BadRequest(404, 1001, "algorithm algo://" + what + " not found", why);
    }

    private static FunctionReference reference(String what, FunctionName name, @Nullable String version) {
        try {
            return new FunctionReference(
                    name, version == null ? VersionSelector.LATEST : VersionSelector.parse(version));
        } catch (IllegalArgumentException e) {
            throw notFound(what, String.valueOf(e.getMessage()));
        }
    }

    private static FunctionReference read(String pathEnd) {
        String decoded = decode(pathEnd);
        String trimmed = decoded.endsWith("/") ? decoded.substring(0, decoded.length() - 1) : decoded;
        String[] parts = trimmed.split("/", 4);
        if (parts.length < 2 || parts.length > 3) {
            throw notFound(trimmed, "the path ends in owner/name[/version]");
        }
        FunctionName name;
        try {
            name = new FunctionName(parts[0], parts[1]);
        } catch (IllegalArgumentException e) {
            throw notFound(trimmed, String.valueOf(e.getMessage()));
        }
        return reference(parts[0] + "/" + parts[1], name, parts.length == 3 ? parts[2] : null);
    }

    private static String decode(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(400, ErrorReply.INVALID_INPUT, "the path has a broken %-escape: " + e.getMessage());
        }
    }

    /**
     * The time-out that a call names in seconds. A client's is refused above the longest there is; a function's, which is
     * what is left of the call that it is in, is cut to it.
     */
    public @Nullable Duration timeout(@Nullable String seconds, Origin origin) {
        if (seconds == null) {
            return null;
        }
        try {
            double value = Double.parseDouble(seconds);
            double most = limits.maxTimeout().toSeconds();
            if (value > 0 && (value <= most || origin instanceof Origin.Inside)) {
                return Duration.ofNanos((long) (Math.min(value, most) * 1e9));
            }
        } catch (NumberFormatException e) {
            // Said below, with the value.
        }
        throw new BadRequest(
                400,
                ErrorReply.INVALID_INPUT,
                "timeout is a number of seconds above 0 and at most "
                        + limits.maxTimeout().toSeconds() + ", was '" + seconds + "'");
    }

    /** Lets a request in; what follows is for its exchange to do. Throws {@link NoRoom} when there is none for it. */
    public Exchange open(HttpServerRequest request, Origin origin) {
        return new Exchange(this, request, room(origin), laggards);
    }

    private PayloadRoom room(Origin origin) {
        PayloadRoom room = memory.open(origin.caller().user());
        if (room == null) {
            throw new NoRoom("the runtime's memory for requests has no room now for another one of this caller's; see"
                    + " sluice.gateway.payloads");
        }
        return room;
    }

    /** Room for a call of that caller whose input is here, to be closed when it is over; throws {@link NoRoom}. */
    public PayloadRoom room(Origin origin, int inputBytes) {
        PayloadRoom room = room(origin);
        if (!room.input(inputBytes)) {
            room.close();
            throw NoRoom.forBody(inputBytes);
        }
        return room;
    }

    GatewayLimits limits() {
        return limits;
    }

    /** A payload from bytes; JSON is checked, an empty body is null. */
    public static Payload payload(ContentType type, Buffer body) {
        if (type != ContentType.JSON) {
            return new Payload(type, body);
        }
        if (body.length() == 0) {
            return new Payload(type, JSON_NULL);
        }
        JsonText.problem(body).ifPresent(problem -> {
            throw new BadRequest(400, ErrorReply.BAD_JSON, "the body is not JSON: " + problem);
        });
        return new Payload(type, body);
    }

    /** Whether a payload is what it says it is; only JSON can be anything else. */
    public static boolean isSound(Payload payload) {
        return payload.type() != ContentType.JSON
                || JsonText.problem(payload.bytes()).isEmpty();
    }

    /** A call in progress says that it is about to make so many calls at once. */
    public void expect(CallInProgress parent, FunctionReference callee, int atOnce) {
        router.expect(parent, callee, atOnce);
    }

    /** Runs the flow on the payload, at that place in a trace; what comes of it is counted in the room. */
    public Uni<Reply> run(Wish wish, TraceContext trace, CacheUse cacheUse, PayloadRoom room, Payload payload) {
        return room.spools(payload.size())
                ? Spooling.aside(payload, room)
                        .chain(aside -> router.run(wish.flow(), invocation(wish, trace, cacheUse, room, aside)))
                : router.run(wish.flow(), invocation(wish, trace, cacheUse, room, payload));
    }

    /** A payload in memory, read from the spool where it is there; fails where it is larger than results are in memory. */
    public Uni<Payload> whole(Payload payload, PayloadRoom room) {
        return Spooling.whole(
                payload,
                room,
                WHOLE_RESULT,
                new InvocationFailure.FunctionFailed(new Failure(
                        "the result has " + payload.length()
                                + " bytes, and where it is JSON, or wanted as a whole, at most "
                                + WHOLE_RESULT
                                + ", or there is no room for it now; return a stream of bytes, and ask for"
                                + " it by output=raw",
                        Failure.TOO_LARGE_ERROR,
                        null)));
    }

    private Invocation invocation(Wish wish, TraceContext trace, CacheUse cacheUse, PayloadRoom room, Payload payload) {
        Duration timeout = wish.timeout() == null ? limits.defaultTimeout() : wish.timeout();
        Deadline own = Deadline.in(timeout, nanoTime.getAsLong());
        Deadline deadline = wish.origin() instanceof Origin.Inside inside
                ? own.earlier(inside.parent().deadline())
                : own;
        return new Invocation(
                wish.id(),
                first(wish.flow()),
                payload,
                room,
                wish.origin(),
                deadline,
                trace,
                wish.attributes(),
                cacheUse,
                wish.wantsOutput(),
                wish.parts());
    }

    /** What its caller refuses is refused to the calls that a function makes too. */
    static CacheUse cacheUse(HttpServerRequest request, Origin origin) {
        CacheUse own = CacheControl.of(request.headers());
        return origin instanceof Origin.Inside inside ? own.and(inside.parent().cacheUse()) : own;
    }

    private static FunctionReference first(Flow flow) {
        return switch (flow) {
            case Flow.Call call -> call.function();
            case Flow.Chain chain -> chain.steps().getFirst();
        };
    }

    TraceContext trace(HttpServerRequest request, Origin origin) {
        String parent = request.getHeader("traceparent");
        return parent == null && origin instanceof Origin.Inside inside
                ? inside.parent().trace()
                : TraceContext.of(parent, request.getHeader("tracestate"), request.getHeader("baggage"), random);
    }
}
