package io.sluice.cli.console;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * The streams of the program and what stands behind them.
 *
 * @param outTerminal whether a person reads {@code out}
 * @param errTerminal whether a person reads {@code err}, so that progress may move
 * @param colours whether {@code out} may have colours
 * @param columns how wide the terminal is
 */
public record Console(
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean outTerminal,
        boolean errTerminal,
        boolean colours,
        int columns) {

    private static final int USUAL_COLUMNS = 100;

    /** The process's own streams; the launcher says in system properties what they are connected to. */
    public static Console ofProcess(Map<String, String> environment) {
        boolean out = terminal("sluice.tty.out");
        boolean colours = out && !environment.containsKey("NO_COLOR") && !"dumb".equals(environment.get("TERM"));
        Integer columns = Integer.getInteger("sluice.columns");
        return new Console(
                System.in,
                System.out,
                System.err,
                out,
                terminal("sluice.tty.err"),
                colours,
                columns == null || columns < 20 ? USUAL_COLUMNS : columns);
    }

    private static boolean terminal(String property) {
        String told = System.getProperty(property);
        if (told != null) {
            return told.equals("true");
        }
        java.io.Console console = System.console();
        return console != null && console.isTerminal();
    }
}
