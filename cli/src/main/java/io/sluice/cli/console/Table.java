package io.sluice.cli.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;

/** A table with a heading; columns are as wide as they need to be, and the widest give way on a narrow terminal. */
public final class Table {

    private static final int GAP = 2;
    private static final int NARROWEST = 10;

    private final List<String[]> rows = new ArrayList<>();

    public Table(String... heading) {
        rows.add(heading);
    }

    /** Adds a row with as many cells as the heading has. */
    public Table row(Object... cells) {
        rows.add(Arrays.stream(cells).map(String::valueOf).toArray(String[]::new));
        return this;
    }

    /** Prints the table to the console's output, in full width where no terminal limits it. */
    public void print(Console console) {
        console.out().print(text(console.outTerminal() ? console.columns() : Integer.MAX_VALUE, console.colours()));
    }

    String text(int columns, boolean colours) {
        int[] widths = widths(columns);
        Column[] layout = Arrays.stream(widths)
                .mapToObj(width -> new Column(width, 0, Overflow.WRAP))
                .toArray(Column[]::new);
        Ansi ansi = colours ? Ansi.ON : Ansi.OFF;
        Help.TextTable table = Help.TextTable.forColumns(Help.defaultColorScheme(ansi), layout);
        table.indentWrappedLines = 0;
        for (int i = 0; i < rows.size(); i++) {
            boolean bold = i == 0 && colours;
            table.addRowValues(Arrays.stream(rows.get(i))
                    .map(cell -> bold && !cell.isEmpty() ? ansi.new Text("@|bold " + cell + "|@") : ansi.text(cell))
                    .toArray(Ansi.Text[]::new));
        }
        return table.toString()
                .lines()
                .map(String::stripTrailing)
                .reduce("", (all, line) -> all + line + System.lineSeparator());
    }

    private int[] widths(int columns) {
        int[] widths = new int[rows.getFirst().length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length() + GAP);
            }
        }
        while (Arrays.stream(widths).sum() > columns
                && Arrays.stream(widths).max().orElse(0) > NARROWEST) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            widths[widest]--;
        }
        return widths;
    }
}
