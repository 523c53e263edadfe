package io.sluice.data;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which bucket holds the data, and how it is spoken to. Its text has no keys in it.
 *
 * @param endpoint the server's address; empty: Amazon's in that region
 * @param prefix what all keys of objects begin with, so that others may use the same bucket
 * @param keys empty: those that the environment of this process gives, as the AWS SDK looks for them
 * @param pathStyle whether the bucket is in the path of an address, not in its host name
 */
public record S3Settings(
        Optional<URI> endpoint, String region, String bucket, String prefix, Optional<Keys> keys, boolean pathStyle) {

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** What the runtime shows the server to be let in. */
    public record Keys(String access, String secret) {
        @Override
        public String toString() {
            return "Keys[hidden]";
        }
    }

    /** @throws IllegalArgumentException naming the setting that can't be, and its rule */
    public S3Settings {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException(
                    "sluice.data.s3-bucket must be the name of a bucket, of 3 to 63 lower-case"
                            + " letters, digits, '.' and '-', was '" + bucket + "'");
        }
        endpoint.ifPresent(S3Settings::requireAddress);
        prefix = prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + "/";
        if (prefix.startsWith("/") || prefix.length() > 200) {
            throw new IllegalArgumentException(
                    "sluice.data.s3-prefix has at most 200 characters and no '/' in front, was '" + prefix + "'");
        }
    }

    /** @throws IllegalArgumentException when there is but half of a key */
    public static Optional<Keys> keys(Optional<String> access, Optional<String> secret) {
        if (access.isPresent() != secret.isPresent()) {
            throw new IllegalArgumentException(
                    "sluice.data.s3-access-key and sluice.data.s3-secret-key are a pair, but only "
                            + (access.isPresent() ? "the first" : "the second") + " is set");
        }
        return access.map(id -> new Keys(id, secret.orElseThrow()));
    }

    private static void requireAddress(URI address) {
        boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!http || address.getHost() == null || address.getUserInfo() != null) {
            throw new IllegalArgumentException(
                    "sluice.data.s3-endpoint must look like https://s3.example.com:9000, with no user and no password in it");
        }
    }

    /** The store as messages name it. */
    String name() {
        return "bucket '" + bucket + "' at " + endpoint.map(URI::toString).orElse("Amazon S3, " + region);
    }
}
