package io.sluice.cli.command;

import io.sluice.cli.failure.CliFailure;
import io.sluice.cli.failure.ExitCode;
import io.sluice.contract.FunctionName;
import io.sluice.contract.FunctionReference;

/** Reads functions as they are named on the command line. */
final class References {

    private References() {}

    /** {@code demo/clean}, {@code demo/clean@1.2.*} or another spelling of a reference. */
    static FunctionReference reference(String text) {
        try {
            return FunctionReference.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CliFailure(
                    ExitCode.USAGE, e.getMessage() + "\n  Functions are named like demo/clean or demo/clean@1.2.*", e);
        }
    }

    /** {@code demo/clean} without a version. */
    static FunctionName name(String text) {
        try {
            return FunctionName.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CliFailure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
