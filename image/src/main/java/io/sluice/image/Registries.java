package io.sluice.image;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate.ContentDescriptorTemplate;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.ManifestAndDigest;
import com.google.cloud.tools.jib.registry.RegistryClient;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Registries of images, with what container engines know of their users: {@code docker login} and its like.
 *
 * @param insecure whether they may speak plain HTTP, or show certificates that nobody vouches for
 */
record Registries(boolean insecure) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** An image in one of them. */
    RegistryImage image(ImageReference reference) {
        RegistryImage image = RegistryImage.named(reference);
        retrievers(reference).forEach(image::addCredentialRetriever);
        return image;
    }

    /** The digest that an image has now. */
    String digest(ImageReference reference) {
        return manifest(reference).getDigest().toString();
    }

    /** What an image's layers and its configuration take as they are sent. */
    long bytes(ImageReference reference) {
        if (!(manifest(reference).getManifest() instanceof BuildableManifestTemplate manifest)) {
            return 0;
        }
        return manifest.getContainerConfiguration().getSize()
                + manifest.getLayers().stream()
                        .mapToLong(ContentDescriptorTemplate::getSize)
                        .sum();
    }

    /**
     * Asks the registry of that image once whether it is there. A push would try again for most of a minute what a second
     * attempt can't mend: a certificate that nobody vouches for, a port on which nobody listens. What else may be wrong is
     * left to the push, and all of it where registries may be insecure, which it finds out.
     */
    void reach(ImageReference reference) {
        if (insecure) {
            return;
        }
        HttpRequest version = HttpRequest.newBuilder(URI.create("https://" + reference.getRegistry() + "/v2/"))
                .timeout(PATIENCE)
                .build();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            http.send(version, BodyHandlers.discarding());
        } catch (SSLException | ConnectException e) {
            throw Failures.of("image '" + reference + "' could not be pushed", e, false);
        } catch (IOException _) {
            // Left to the push, whose second attempt may do better.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ManifestAndDigest<ManifestTemplate> manifest(ImageReference reference) {
        FailoverHttpClient http = new FailoverHttpClient(insecure, false, event -> {});
        try {
            RegistryClient client = RegistryClient.factory(
                            EventHandlers.NONE, reference.getRegistry(), reference.getRepository(), http)
                    .setCredential(credential(reference).orElse(null))
                    .newRegistryClient();
            if (!client.doPullBearerAuth() && credential(reference).isPresent()) {
                client.configureBasicAuth();
            }
            return client.pullManifest(reference.getQualifier());
        } catch (RegistryException | IOException | CredentialRetrievalException e) {
            throw Failures.of("image '" + reference + "' could not be asked for", e, insecure);
        }
    }

    private static Optional<Credential> credential(ImageReference reference) throws CredentialRetrievalException {
        for (CredentialRetriever retriever : retrievers(reference)) {
            Optional<Credential> found = retriever.retrieve();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static List<CredentialRetriever> retrievers(ImageReference reference) {
        CredentialRetrieverFactory factory = CredentialRetrieverFactory.forImage(reference, event -> {});
        return List.of(factory.dockerConfig(), factory.wellKnownCredentialHelpers());
    }
}
