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
import java.util.List;
import java.util.Optional;

/**
 * Registries of images, with what container engines know of their users: {@code docker login} and its like.
 *
 * @param insecure whether they may speak plain HTTP, or show certificates that nobody vouches for
 */
record Registries(boolean insecure) {

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
