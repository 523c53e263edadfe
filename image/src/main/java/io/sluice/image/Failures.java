package io.sluice.image;

import com.google.cloud.tools.jib.api.InsecureRegistryException;
import com.google.cloud.tools.jib.api.RegistryUnauthorizedException;
import io.sluice.image.ImageFailure.Kind;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** What failures of Jib and of registries mean for who asked. */
final class Failures {

    private Failures() {}

    /** A failure, with its remedy where that is known. */
    static ImageFailure of(String what, Exception failure, boolean insecure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String remedy = remedy(cause, insecure);
            if (!remedy.isEmpty()) {
                return new ImageFailure(Kind.UNREACHABLE, what + ": " + message(cause) + "\n  " + remedy, failure);
            }
        }
        return new ImageFailure(Kind.FAILED, what + ": " + message(failure), failure);
    }

    private static String remedy(Throwable cause, boolean insecure) {
        return switch (cause) {
            case RegistryUnauthorizedException e ->
                "Log in to it as for 'docker push' (its keys are read from ~/.docker/config.json), or name another with"
                        + " --push.";
            case InsecureRegistryException e -> "Is it meant to speak plain HTTP? Then say --insecure.";
            case SSLException e
            when !insecure ->
                "Is it meant to speak plain HTTP, or to show a certificate of its own? Then say --insecure.";
            case UnknownHostException e -> "Is the registry's name right, and this machine connected?";
            case ConnectException e -> "Is the registry's name and port right, and does it run?";
            default -> "";
        };
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
