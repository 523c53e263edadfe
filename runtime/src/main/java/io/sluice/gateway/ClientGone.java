package io.sluice.gateway;

/** The client went away before it had said what it wants; there is nobody to tell. */
public final class ClientGone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ClientGone() {
        super("the client went away", null, false, false);
    }
}
