package io.sluice.functions;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.v1.CloudEventV1;
import io.cloudevents.rw.CloudEventRWException;
import io.sluice.contract.ContentType;
import io.sluice.contract.Failure;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CloudEvents in the binary mode of their HTTP binding: attributes as {@code ce-*} headers, the data as the body. */
final class CloudEvents {

    private static final String PREFIX = "ce-";

    private CloudEvents() {}

    /** The event that a request carries; an {@code InputError} when it carries none, or a broken one. */
    static CloudEvent read(MultiMap headers, Buffer body) {
        String version = headers.get("ce-specversion");
        if (version == null) {
            throw error("there is no ce-specversion header", null);
        }
        try {
            CloudEventBuilder builder = CloudEventBuilder.fromSpecVersion(SpecVersion.parse(version));
            for (Map.Entry<String, String> header : headers) {
                String name = header.getKey().toLowerCase(Locale.ROOT);
                if (name.startsWith(PREFIX) && !name.equals("ce-specversion")) {
                    builder.withContextAttribute(name.substring(PREFIX.length()), decode(header.getValue()));
                }
            }
            String contentType = headers.get("content-type");
            if (contentType != null) {
                builder.withContextAttribute("datacontenttype", contentType);
            }
            return body.length() == 0
                    ? builder.build()
                    : builder.withData(body.getBytes()).build();
        } catch (CloudEventRWException | IllegalStateException | IllegalArgumentException broken) {
            throw error(String.valueOf(broken.getMessage()), broken);
        }
    }

    private static AlgorithmException error(String reason, @Nullable Throwable cause) {
        return new AlgorithmException("the input must be a CloudEvent: " + reason, Failure.INPUT_ERROR, cause);
    }

    /**
     * Writes the event's attributes as headers. A content type that calls do not carry travels as the attribute
     * {@code ce-datacontenttype} beside text or bytes.
     */
    static Payload write(CloudEvent event, MultiMap headers) {
        headers.set("ce-specversion", event.getSpecVersion().toString());
        event.getAttributeNames().forEach(name -> set(headers, name, event.getAttribute(name)));
        event.getExtensionNames().forEach(name -> set(headers, name, event.getExtension(name)));
        headers.remove("ce-datacontenttype");
        CloudEventData data = event.getData();
        if (data == null) {
            return Payload.VOID;
        }
        String type = event.getDataContentType();
        ContentType carried = ContentType.ofHeader(type).orElseGet(() -> substitute(String.valueOf(type), headers));
        return new Payload(carried, Buffer.buffer(data.toBytes()));
    }

    private static ContentType substitute(String type, MultiMap headers) {
        headers.set("ce-" + CloudEventV1.DATACONTENTTYPE, type);
        return type.toLowerCase(Locale.ROOT).startsWith("text/") ? ContentType.TEXT : ContentType.BINARY;
    }

    private static void set(MultiMap headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.set(PREFIX + name, encode(value.toString()));
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
