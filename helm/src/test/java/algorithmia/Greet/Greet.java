package algorithmia.Greet;

/** What {@code helm test} deploys and calls. */
public final class Greet {

    public String apply(String name) {
        return "Hello " + name;
    }
}
