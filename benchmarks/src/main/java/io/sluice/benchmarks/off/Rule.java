package io.sluice.benchmarks.off;

import java.util.List;

/**
 * A method of the runtime that does less than it should.
 *
 * @param owner its class, as the class file spells it
 */
record Rule(String owner, String method, Instead instead) {

    /** What it does in place of its work. */
    enum Instead {
        /** Nothing; it returns nothing. */
        NOTHING,
        /** It answers what it answered the first time. */
        FIRST_ANSWER,
        /** It answers yes. */
        YES
    }

    /** Keys are looked up once, traces are all the same one, and nothing is counted. */
    static final List<Rule> ALL = List.of(
            new Rule("io/sluice/gateway/Authentication", "caller", Instead.FIRST_ANSWER),
            new Rule("io/sluice/contract/TraceContext", "of", Instead.FIRST_ANSWER),
            new Rule("io/sluice/contract/TraceContext", "child", Instead.FIRST_ANSWER),
            new Rule("io/sluice/contract/TraceContext", "traceParent", Instead.FIRST_ANSWER),
            new Rule("io/sluice/dashboard/StatsBook", "started", Instead.NOTHING),
            new Rule("io/sluice/dashboard/StatsBook", "ended", Instead.NOTHING),
            new Rule("io/sluice/dashboard/Metrics", "started", Instead.NOTHING),
            new Rule("io/sluice/dashboard/Metrics", "ended", Instead.NOTHING));

    /** Who calls is looked up once, and may do everything. */
    static final List<Rule> AUTHORISATION = List.of(
            new Rule("io/sluice/gateway/Authentication", "caller", Instead.FIRST_ANSWER),
            new Rule("io/sluice/router/Origin$Outside", "mayCall", Instead.YES));

    /** The rules that an argument of the agent stands for. */
    static List<Rule> named(String name) {
        return switch (name) {
            case "all" -> ALL;
            case "authorisation" -> AUTHORISATION;
            default ->
                throw new IllegalArgumentException("the agent takes out 'all' or 'authorisation', was '" + name + "'");
        };
    }
}
