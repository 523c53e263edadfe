package io.sluice.cli.local;

import sun.misc.Signal;

/** Ctrl-c and a request to end: gracefully the first time, at once the second. */
public final class Interrupts {

    private Interrupts() {}

    /** From now on the signals end this runtime, and this program ends when the runtime has. */
    public static void endTo(LocalRuntime runtime) {
        Handler handler = new Handler(runtime);
        Signal.handle(new Signal("INT"), handler::handle);
        Signal.handle(new Signal("TERM"), handler::handle);
    }

    private static final class Handler {

        private final LocalRuntime runtime;
        private boolean asked;

        Handler(LocalRuntime runtime) {
            this.runtime = runtime;
        }

        synchronized void handle(Signal signal) {
            if (asked) {
                runtime.kill();
            } else {
                asked = true;
                runtime.stop();
            }
        }
    }
}
