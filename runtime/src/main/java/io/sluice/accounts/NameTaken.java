package io.sluice.accounts;

/** There is an account of that name already. */
public final class NameTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NameTaken(String kind, String name) {
        super("there is " + kind + " '" + name
                + "' already: names of users and organisations differ in more than case");
    }
}
