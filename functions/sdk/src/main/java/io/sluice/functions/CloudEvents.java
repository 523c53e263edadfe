package io.sluice.functions;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.v1.CloudEventV1;
import io.cloudevents.rw.CloudEventRWException;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CloudEvents in the binary mode of their HTTP binding: attributes named {@code ce-*}, the data as the payload. */
final class CloudEvents {

    private static final String PREFIX = "ce-";
    private static final String CONTENT_TYPE = PREFIX + CloudEventV1.DATACONTENTTYPE;

    private CloudEvents() {}

    /** The event that a call carries; an {@code InputError} when it carries none, or a broken one. */
    static CloudEvent read(Call call, byte[] input) {
        Map<String, String> attributes = call.attributes();
        String version = attributes.get(Call.SPEC_VERSION);
        if (version == null) {
            throw error("there is no " + Call.SPEC_VERSION + " header", null);
        }
        try {
            CloudEventBuilder builder = CloudEventBuilder.fromSpecVersion(SpecVersion.parse(version));
            attributes.forEach((name, value) -> add(builder, name, value));
            String mediaType = call.mediaType();
            if (mediaType != null) {
                builder.withContextAttribute(CloudEventV1.DATACONTENTTYPE, mediaType);
            }
            return input.length == 0 ? builder.build() : builder.withData(input).build();
        } catch (CloudEventRWException | IllegalStateException | IllegalArgumentException broken) {
            throw error(String.valueOf(broken.getMessage()), broken);
        }
    }

    private static void add(CloudEventBuilder builder, String name, String value) {
        if (name.startsWith(PREFIX) && !name.equals(Call.SPEC_VERSION)) {
            builder.withContextAttribute(name.substring(PREFIX.length()), decode(value));
        }
    }

    private static AlgorithmException error(String reason, @Nullable Throwable cause) {
        return new AlgorithmException("the input must be a CloudEvent: " + reason, Failure.INPUT_ERROR, cause);
    }

    /**
     * Writes the event's attributes, encoded. A content type that calls do not carry travels as the attribute
     * {@code ce-datacontenttype} beside text or bytes.
     */
    static Payload write(CloudEvent event, Map<String, String> attributes) {
        attributes.put(Call.SPEC_VERSION, event.getSpecVersion().toString());
        event.getAttributeNames().forEach(name -> put(attributes, name, event.getAttribute(name)));
        event.getExtensionNames().forEach(name -> put(attributes, name, event.getExtension(name)));
        attributes.remove(CONTENT_TYPE);
        CloudEventData data = event.getData();
        if (data == null) {
            return Payload.VOID;
        }
        String type = event.getDataContentType();
        ContentType carried = ContentType.ofHeader(type).orElseGet(() -> substitute(String.valueOf(type), attributes));
        return new Payload(carried, data.toBytes());
    }

    private static ContentType substitute(String type, Map<String, String> attributes) {
        attributes.put(CONTENT_TYPE, type);
        return type.toLowerCase(Locale.ROOT).startsWith("text/") ? ContentType.TEXT : ContentType.BINARY;
    }

    private static void put(Map<String, String> attributes, String name, @Nullable Object value) {
        if (value != null) {
            attributes.put(PREFIX + name, encode(value.toString()));
        }
    }

    /** Percent-encodes what the binding says must be: everything but printable ASCII, and space, quote and percent. */
    private static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = octet > ' ' && octet < 0x7f && octet != '"' && octet != '%';
            encoded.append(plain ? String.valueOf((char) octet) : String.format("%%%02X", octet & 0xff));
        }
        return encoded.toString();
    }

    private static String decode(String value) {
        return value.indexOf('%') < 0 ? value : URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
