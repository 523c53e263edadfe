package io.sluice.manifest.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what calls over HTTP say. */
final class HttpReader {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final TaskReader tasks;

    HttpReader(TaskReader tasks) {
        this.tasks = tasks;
    }

    Task request(Fields with) {
        with.allow("method", "endpoint", "headers", "query", "body", "output", "redirect");
        String method = with.text("method", "").toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            with.problem("method", "must be one of get, head, post, put, patch, delete, options", method);
        }
        Template address = address(with, "endpoint");
        return address == null
                ? TaskReader.nothing()
                : new Task.Http(
                        method,
                        address,
                        with.template("headers"),
                        with.template("query"),
                        with.template("body"),
                        endpointAuthentication(with, "endpoint"),
                        answer(with));
    }

    Task operation(Fields with) {
        with.allow("document", "operationId", "parameters", "authentication", "output", "redirect");
        Fields document = with.object("document");
        document.allow("name", "endpoint");
        Template address = address(document, "endpoint");
        String operation = with.text("operationId", "");
        if (operation.isEmpty()) {
            with.problem("operationId", "is required: an operation of the document", null);
        }
        return address == null
                ? TaskReader.nothing()
                : new Task.OpenApi(
                        address,
                        endpointAuthentication(document, "endpoint"),
                        operation,
                        with.template("parameters"),
                        authentication(with),
                        answer(with));
    }

    private static @Nullable Template address(Fields fields, String name) {
        boolean whole = fields.get(name).isObject();
        Fields holder = whole ? fields.object(name) : fields;
        String field = whole ? "uri" : name;
        if (whole) {
            holder.allow("uri", "authentication");
        }
        String text = holder.text(field, "");
        if (!text.matches("(?s)https?://.+|\\s*\\$\\{.*}\\s*")) {
            holder.problem(field, "must be an address of http or https, or an expression for one", text);
            return null;
        }
        return holder.template(field);
    }

    private @Nullable Authentication endpointAuthentication(Fields fields, String name) {
        return fields.get(name).isObject() ? authentication(fields.object(name)) : null;
    }

    private @Nullable Authentication authentication(Fields fields) {
        if (!fields.has("authentication")) {
            return null;
        }
        Fields own = fields.object("authentication");
        Fields how = own.has("use") ? tasks.named(own, "use", "authentications") : own;
        how.allow("use", "basic", "bearer", "digest", "oauth2", "oidc", "certificate");
        for (String other : List.of("digest", "oauth2", "oidc", "certificate")) {
            if (how.has(other)) {
                how.problem(other, TaskReader.NOT_HERE + ". Basic and bearer are", null);
            }
        }
        if (own.has("use") && how.all().isEmpty()) {
            return null; // Which is a problem that is told.
        }
        return how.has("basic") ? basic(how.object("basic")) : bearer(how.object("bearer"));
    }

    private static @Nullable Authentication basic(Fields basic) {
        basic.allow("username", "password");
        Template username = basic.template("username");
        Template password = basic.template("password");
        if (username == null || password == null) {
            basic.problem("username", "and password are required", null);
            return null;
        }
        return new Authentication.Basic(username, password);
    }

    private static @Nullable Authentication bearer(Fields bearer) {
        bearer.allow("token");
        Template token = bearer.template("token");
        if (token == null) {
            bearer.problem("token", "is required", null);
            return null;
        }
        return new Authentication.Bearer(token);
    }

    private static Task.HttpAnswer answer(Fields with) {
        String form = with.text("output", "content");
        return new Task.HttpAnswer(
                switch (form) {
                    case "content" -> Task.HttpAnswer.Form.CONTENT;
                    case "response" -> Task.HttpAnswer.Form.RESPONSE;
                    case "raw" -> Task.HttpAnswer.Form.RAW;
                    default -> {
                        with.problem("output", "must be content, response or raw", form);
                        yield Task.HttpAnswer.Form.CONTENT;
                    }
                },
                with.flag("redirect"));
    }
}
