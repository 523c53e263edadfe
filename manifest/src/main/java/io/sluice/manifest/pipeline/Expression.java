package io.sluice.manifest.pipeline;

import net.thisptr.jackson.jq.JsonQuery;

/** A jq expression, ready to be evaluated by {@link Jq}. */
public final class Expression {

    private final String text;
    private final JsonQuery query;
    private final JqNames names;

    Expression(String text, JsonQuery query, JqNames names) {
        this.text = text;
        this.query = query;
        this.names = names;
    }

    JqNames names() {
        return names;
    }

    JsonQuery query() {
        return query;
    }

    /** The expression as its author wrote it, without {@code $&#123; }}. */
    @Override
    public String toString() {
        return text;
    }
}
