package io.sluice.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * One bucket, as objects by their keys. Whatever its server or the way to it fails at is a {@link StoreUnavailable} that names the
 * bucket and what to look at. Blocks, for a bounded time.
 */
final class S3Bucket implements AutoCloseable {

    /** How many keys a server lists or deletes at once. */
    static final int MOST_KEYS = 1000;

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final Duration ATTEMPT = Duration.ofSeconds(60);
    private static final Duration ALL_ATTEMPTS = Duration.ofSeconds(150);
    private static final String BINARY = "application/octet-stream";

    /** Not found; conflicts with another request at the same time; not the one that was meant. */
    private static final Set<Integer> ABSENT = Set.of(404, 409, 412);

    private final S3Settings settings;
    private final S3Client client;

    S3Bucket(S3Settings settings) {
        this.settings = settings;
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle())
                .credentialsProvider(credentials(settings))
                // Servers other than Amazon's do not all know the checksums that newer clients send and expect.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(it -> it.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(ALL_ATTEMPTS))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE));
        settings.endpoint().ifPresent(builder::endpointOverride);
        this.client = builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Settings settings) {
        return settings.keys()
                .<AwsCredentialsProvider>map(keys ->
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.access(), keys.secret())))
                .orElseGet(DefaultCredentialsProvider::create);
    }

    /** An object without its bytes. */
    record Found(String key, long size, Instant modifiedAt, String tag) {

        StoredFile as(String name) {
            return new StoredFile(name, size, modifiedAt, tag);
        }
    }

    /** Some of the keys that begin alike; {@code folders} are those that go on after a slash, each once. */
    record Keys(List<Found> objects, List<String> folders, boolean more) {}

    /** Fails where the bucket can't be used. */
    void look() throws IOException {
        call(() -> client.headBucket(it -> it.bucket(settings.bucket())));
    }

    Optional<Found> find(String key) throws IOException {
        return ifThere(() ->
                        client.headObject(it -> it.bucket(settings.bucket()).key(key)))
                .map(head -> new Found(key, head.contentLength(), second(head.lastModified()), tag(head.eTag())));
    }

    /** An object with its bytes, to be closed. */
    Optional<ResponseInputStream<GetObjectResponse>> open(String key) throws IOException {
        return ifThere(() -> client.getObject(it -> it.bucket(settings.bucket()).key(key)));
    }

    /** A piece of an object; empty where it is not the one with that tag any more. */
    Optional<ResponseInputStream<GetObjectResponse>> open(String key, String tag, long offset, long length)
            throws IOException {
        return ifThere(() -> client.getObject(it -> it.bucket(settings.bucket())
                .key(key)
                .ifMatch(quoted(tag))
                .range("bytes=" + offset + "-" + (offset + length - 1))));
    }

    static Found found(String key, GetObjectResponse response) {
        return new Found(key, response.contentLength(), second(response.lastModified()), tag(response.eTag()));
    }

    /** Keys that begin so, those beyond one only; with folders where they are asked for. */
    Keys list(String prefix, @Nullable String after, int most, boolean folders) throws IOException {
        ListObjectsV2Response page = call(() -> client.listObjectsV2(it -> it.bucket(settings.bucket())
                .prefix(prefix)
                .startAfter(after)
                .delimiter(folders ? "/" : null)
                .maxKeys(Math.min(most, MOST_KEYS))));
        return new Keys(
                page.contents().stream()
                        .map(each -> new Found(each.key(), each.size(), second(each.lastModified()), tag(each.eTag())))
                        .toList(),
                page.commonPrefixes().stream().map(each -> each.prefix()).toList(),
                page.isTruncated());
    }

    /** Puts bytes there whole, and returns their tag. */
    String put(String key, byte[] bytes, int length) throws IOException {
        return tag(call(() -> client.putObject(
                        it -> it.bucket(settings.bucket()).key(key).contentType(BINARY), body(bytes, length)))
                .eTag());
    }

    /** Puts a text there unless something is. */
    boolean putIfAbsent(String key, String text) throws IOException {
        return putIf(key, text, null);
    }

    /** Puts a text there instead of the object with that tag; false where that is not there any more. */
    boolean replace(String key, String text, String tag) throws IOException {
        return putIf(key, text, tag);
    }

    private boolean putIf(String key, String text, @Nullable String tag) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ifThere(() -> client.putObject(
                        it -> it.bucket(settings.bucket())
                                .key(key)
                                .ifNoneMatch(tag == null ? "*" : null)
                                .ifMatch(tag == null ? null : quoted(tag)),
                        body(bytes, bytes.length)))
                .isPresent();
    }

    void delete(String key) throws IOException {
        var unused = call(
                () -> client.deleteObject(it -> it.bucket(settings.bucket()).key(key)));
    }

    /** Deletes up to {@link #MOST_KEYS} objects. */
    void delete(List<String> keys) throws IOException {
        List<ObjectIdentifier> objects = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        var reply = call(() -> client.deleteObjects(it -> it.bucket(settings.bucket())
                .delete(which -> which.objects(objects).quiet(true))));
        if (reply.hasErrors() && !reply.errors().isEmpty()) {
            throw new StoreUnavailable("the data store, " + settings.name() + ", did not delete "
                    + reply.errors().size() + " of " + keys.size() + " objects: "
                    + reply.errors().getFirst().message());
        }
    }

    /** Begins an upload in parts, which nobody sees before it is complete, and returns its id. */
    String begin(String key) throws IOException {
        return call(() -> client.createMultipartUpload(
                        it -> it.bucket(settings.bucket()).key(key).contentType(BINARY)))
                .uploadId();
    }

    CompletedPart part(String key, String upload, int number, byte[] bytes, int length) throws IOException {
        String tag = call(() -> client.uploadPart(
                        it -> it.bucket(settings.bucket())
                                .key(key)
                                .uploadId(upload)
                                .partNumber(number),
                        body(bytes, length)))
                .eTag();
        return CompletedPart.builder().partNumber(number).eTag(tag).build();
    }

    /** Puts all parts in place as one object, and returns its tag. */
    String complete(String key, String upload, List<CompletedPart> parts) throws IOException {
        return tag(call(() -> client.completeMultipartUpload(it -> it.bucket(settings.bucket())
                        .key(key)
                        .uploadId(upload)
                        .multipartUpload(all -> all.parts(parts))))
                .eTag());
    }

    void abort(String key, String upload) throws IOException {
        var unused = ifThere(() -> client.abortMultipartUpload(
                it -> it.bucket(settings.bucket()).key(key).uploadId(upload)));
    }

    /** An upload in parts that has not ended. */
    record Unfinished(String key, String upload, Instant begunAt) {}

    /** Uploads in parts that have not ended, of keys that begin so: a thousand at most. */
    List<Unfinished> uploads(String prefix) throws IOException {
        return call(() -> client.listMultipartUploads(
                        it -> it.bucket(settings.bucket()).prefix(prefix)))
                .uploads()
                .stream()
                .map(each -> new Unfinished(each.key(), each.uploadId(), each.initiated()))
                .toList();
    }

    /** A body that can be sent again, of an array that is not copied. */
    private static RequestBody body(byte[] bytes, int length) {
        return RequestBody.fromContentProvider(() -> new ByteArrayInputStream(bytes, 0, length), length, BINARY);
    }

    /** To the second, as heads of objects have it and lists need not. */
    private static Instant second(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }

    private static String tag(String quoted) {
        return quoted.replace("\"", "");
    }

    private static String quoted(String tag) {
        return '"' + tag + '"';
    }

    /** Empty where the object is not there, or not what was asked for. */
    private <T> Optional<T> ifThere(Supplier<T> request) throws IOException {
        try {
            return Optional.of(request.get());
        } catch (S3Exception e) {
            if (ABSENT.contains(e.statusCode()) && !"NoSuchBucket".equals(code(e))) {
                return Optional.empty();
            }
            throw failure(e);
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    private <T> T call(Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    private StoreUnavailable failure(SdkException e) {
        if (e instanceof S3Exception refused) {
            return new StoreUnavailable(
                    "the data store, " + settings.name() + ", refused: " + code(refused) + " (" + refused.statusCode()
                            + "); look at its rights and the settings sluice.data.s3-*",
                    e);
        }
        return new StoreUnavailable(
                "the data store, " + settings.name() + ", does not answer: " + e.getMessage()
                        + "; look whether it runs, and at sluice.data.s3-endpoint",
                e);
    }

    private static String code(S3Exception e) {
        return e.awsErrorDetails() == null
                ? "no reason"
                : String.valueOf(e.awsErrorDetails().errorCode());
    }

    @Override
    public void close() {
        client.close();
    }
}
