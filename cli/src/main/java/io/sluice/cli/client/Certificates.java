package io.sluice.cli.client;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of authorities that a runtime is trusted by, in place of those that the JDK trusts. */
public final class Certificates {

    private Certificates() {}

    /** What TLS is spoken with, from a file with PEM certificates; complains of one that has none. */
    public static SSLContext trusting(Path file) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates(file)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new CliFailure(ExitCode.NOT_FOUND, "cannot read the certificates in " + file + ": " + e, e);
        } catch (GeneralSecurityException e) {
            throw wrong(file, e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path file) throws IOException, CertificateException {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (found.isEmpty()) {
                throw new CertificateException("it has none");
            }
            return found;
        }
    }

    private static CliFailure wrong(Path file, GeneralSecurityException e) {
        return new CliFailure(
                ExitCode.USAGE,
                "the file " + file + " must have certificates in PEM form (-----BEGIN CERTIFICATE-----): "
                        + e.getMessage(),
                e);
    }
}
