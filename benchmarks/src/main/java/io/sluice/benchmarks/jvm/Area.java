package io.sluice.benchmarks.jvm;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A part of the runtime that time can be spent in. A stack belongs to the area of its innermost frame that has one: the
 * system call that writes an answer to what writes it, a hash map to who looks into it.
 */
public enum Area {
    GC(
            "garbage collection",
            "VM_GenCollect|VM_Collect|DefNewGeneration|SerialHeap|TenuredGeneration|G1|ParallelScavenge"),
    JIT("JIT", "CompileBroker|^Compile::|^C2Compiler|^Compiler::|^PhaseIdealLoop"),
    JSON("JSON", "com/fasterxml/jackson/|io/sluice/gateway/Json"),
    COUNTS(
            "metrics and counts",
            "io/sluice/dashboard/|io/micrometer/|org/HdrHistogram/|io/sluice/warmup/|io/sluice/predictor/"),
    KEYS(
            "keys and registry",
            "io/sluice/registry/|io/sluice/gateway/(Authentication|KnownCallers)|java/security/|sun/security/"),
    TRACE("trace context", "io/sluice/contract/TraceContext"),
    GATEWAY("gateway", "io/sluice/gateway/"),
    RESULTS("result cache", "io/sluice/results/"),
    ROUTER("router", "io/sluice/router/"),
    INSTANCE("instance I/O: ours", "io/sluice/pool/(process|connection)/|io/sluice/contract/"),
    POOL("pool and its rules", "io/sluice/pool/"),
    EVENT_BUS("event bus", "io/vertx/core/eventbus/"),
    MUTINY("Mutiny", "io/smallrye/mutiny/"),
    HTTP_CLIENT(
            "instance I/O: HTTP client",
            "io/vertx/core/http/impl/(Http1xClient|HttpClient|SharedClient|Endpoint|pool)|io/vertx/core/net/impl/pool/"
                    + "|io/netty/handler/codec/http/Http(Request(?!Decoder)|Response(?!Encoder)|Client)"),
    HTTP_SERVER(
            "HTTP server",
            "io/vertx/core/http/|io/netty/handler/codec/http/|io/vertx/ext/web/|io/quarkus/vertx/http/|io/quarkus/vertx/core/"),
    VERTX("Vert.x core: sockets of both sides", "io/vertx/"),
    NETTY("netty: loop and sockets of both sides", "io/netty/"),
    QUARKUS("Quarkus", "io/quarkus/|io/smallrye/|org/jboss/"),
    OTHER("JVM and others", "");

    private final String title;
    private final Pattern frames;

    Area(String title, String frames) {
        this.title = title;
        this.frames = Pattern.compile(frames);
    }

    /** The area's name for people. */
    public String title() {
        return title;
    }

    /**
     * The area of a stack. Vert.x' core and netty work for others, so that they are their own only where nobody else is in
     * the stack.
     */
    public static Area of(List<String> stack) {
        Area found = OTHER;
        for (String frame : stack.reversed()) {
            Area area = ofFrame(frame);
            if (area != OTHER && area != VERTX && area != NETTY) {
                return area;
            }
            found = found == OTHER ? area : found;
        }
        return found;
    }

    private static Area ofFrame(String frame) {
        return Arrays.stream(values())
                .filter(area -> area.frames.matcher(frame).find())
                .findFirst()
                .orElse(OTHER);
    }
}
