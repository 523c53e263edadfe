package algorithmia.__ALGO__;

/** Each public method called apply answers calls whose input fits its arguments. */
public class __ALGO__ {

    public String apply(String input) {
        return "Hello " + input;
    }
}
