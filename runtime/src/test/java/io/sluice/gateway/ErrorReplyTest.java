package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sluice.accounts.Caller;
import io.sluice.contract.Failure;
import io.sluice.data.StoreFull;
import io.sluice.deploy.DeployConflict;
import io.sluice.deploy.DeployNotAllowed;
import io.sluice.manifest.InvalidManifestException;
import io.sluice.registry.InvalidPackageException;
import io.sluice.router.InvocationFailure;
import io.sluice.testing.Samples;
import io.sluice.testing.SmallRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ErrorReplyTest {

    private static final Caller DEMO = new Caller("demo", false);

    @TempDir
    private Path folder;

    private static void assertReply(Throwable failure, int status, int code) {
        assertThat(ErrorReply.of(failure, "req-1"))
                .isEqualTo(new ErrorReply(status, code, String.valueOf(failure.getMessage()), null));
    }

    @Test
    void badRequest_saysItsOwnStatus() {
        assertReply(new BadRequest(415, 6001, "no such type"), 415, 6001);
    }

    @Test
    void everyFailureOfAnInvocation_hasItsStatus() {
        assertReply(new InvocationFailure.UnknownFunction("none", null), 404, 1001);
        assertReply(new InvocationFailure.NotAllowed("private"), 403, 2001);
        assertReply(new InvocationFailure.BadRequest("too deep"), 400, 6001);
        assertReply(new InvocationFailure.FunctionFailed(new Failure("broken", Failure.SYSTEM_EXIT, "stack")), 500, 0);
        assertThat(ErrorReply.of(new InvocationFailure.Overloaded("wait", Duration.ofSeconds(3)), "req-1"))
                .isEqualTo(new ErrorReply(429, 0, "wait", Duration.ofSeconds(3)));
    }

    @Test
    void everyFailureOfADeploy_hasItsStatus() {
        try (SmallRuntime runtime = new SmallRuntime(folder.resolve("packages"))) {
            Path good = Samples.zip(folder, Map.of("sluice.yaml", Samples.manifest("demo/a", "version: 1.0.0")));
            Path other = Samples.zip(
                    folder, Map.of("sluice.yaml", Samples.manifest("demo/a", "version: 1.0.0"), "more", "x"));
            Path wrong = Samples.zip(folder, Map.of("sluice.yaml", "name: demo\n"));
            Path none = Samples.zip(folder, Map.of("a", "b"));
            assertThat(catchThrowable(() -> runtime.deployments.deploy(good, DEMO)))
                    .isNull();

            Throwable conflict = catchThrowable(() -> runtime.deployments.deploy(other, DEMO));
            Throwable forbidden = catchThrowable(() -> runtime.deployments.deploy(good, new Caller("stranger", false)));
            Throwable manifest = catchThrowable(() -> runtime.deployments.deploy(wrong, DEMO));
            Throwable noPackage = catchThrowable(() -> runtime.deployments.deploy(none, DEMO));

            assertThat(conflict).isInstanceOf(DeployConflict.class);
            assertReply(conflict, 409, 1007);
            assertThat(forbidden).isInstanceOf(DeployNotAllowed.class);
            assertReply(forbidden, 403, 2001);
            assertThat(manifest).isInstanceOf(InvalidManifestException.class);
            assertReply(manifest, 400, 6001);
            assertThat(noPackage).isInstanceOf(InvalidPackageException.class);
            assertReply(noPackage, 400, 6001);
        }
    }

    @Test
    void fullDisk_isToldByItsFolder() {
        IOException full = StoreFull.orElse(new IOException("No space left on device"), Path.of("/"));

        ErrorReply reply = ErrorReply.of(full, "data://acme/box/a");

        assertThat(reply.status()).isEqualTo(507);
        assertThat(reply.message()).startsWith("the disk of the runtime's data is full: '/' has ");
    }

    @Test
    void unexpectedFailure_showsTheCallerNothingButWhereToLook() {
        ErrorReply reply = ErrorReply.of(new IllegalStateException("secret insides"), "req-1");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.message()).contains("req-1").doesNotContain("insides");
    }
}
