package io.sluice.manifest.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A JSON schema that values are held against; it has all that it refers to in itself. Checking computes: not for event loops.
 * Safe for use by many threads.
 */
public final class Schema {

    private static final int TOLD = 5;

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));

    private final JsonSchema schema;

    private Schema(JsonSchema schema) {
        this.schema = schema;
    }

    /** @throws IllegalArgumentException when it is no schema, or refers to another one */
    static Schema of(JsonNode document) {
        try {
            JsonSchema schema = FACTORY.getSchema(document);
            schema.initializeValidators();
            return new Schema(schema);
        } catch (JsonSchemaException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** What is wrong with the value, if anything is. */
    public Optional<String> problem(JsonNode value) {
        String problems = schema.validate(value).stream()
                .limit(TOLD)
                .map(ValidationMessage::getMessage)
                .collect(Collectors.joining("; "));
        return problems.isEmpty() ? Optional.empty() : Optional.of(problems);
    }
}
