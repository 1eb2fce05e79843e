package dev.sallyport.provenance.document;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tables with a line of names above them: comma, semicolon or tab separated values, Markdown, columns aligned by spaces. Every row
 * must have as many cells as there are names. Only separated values quote what a cell holds, so only their cells are firm; in the
 * other two whoever writes a cell could write the next row.
 */
final class TableReader {
    private static final int MOST_COLUMNS = 64;
    private static final int LONGEST_NAME = 60;
    private static final Pattern NAME = Pattern.compile("[\\p{L}_#*][\\p{L}\\p{N} _.#%/()-]*");
    private static final Pattern GAP = Pattern.compile(" {2,}|\\t");

    private final String text;
    private final List<Leaf> out = new ArrayList<>();

    TableReader(String text) {
        this.text = text.strip();
    }

    List<Leaf> read() {
        int end = text.indexOf('\n');
        if (end < 0) {
            throw new Unreadable();
        }
        String head = text.substring(0, end).strip();
        if (head.startsWith("|")) {
            markdown();
        } else if (head.indexOf('\t') > 0) {
            separated('\t');
        } else if (head.indexOf(',') > 0) {
            separated(',');
        } else if (head.indexOf(';') > 0) {
            separated(';');
        } else {
            aligned();
        }
        return List.copyOf(out);
    }

    private void markdown() {
        String[] lines = text.split("\n");
        if (lines.length < 3 || !rules(lines[1])) {
            throw new Unreadable();
        }
        List<String> names = names(cells(lines[0]));
        for (int i = 2; i < lines.length; i++) {
            row(names, cells(lines[i]), i - 2, false);
        }
    }

    /** The line below the names: bars, dashes and colons alone. */
    private static boolean rules(String line) {
        return line.contains("--") && line.chars().allMatch(c -> "|:- \t\r".indexOf(c) >= 0);
    }

    /** The cells between bars; a bar behind a backslash is text. */
    private static List<String> cells(String line) {
        String stripped = line.strip();
        if (stripped.length() < 2 || !stripped.startsWith("|") || !stripped.endsWith("|")) {
            throw new Unreadable();
        }
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        for (int i = 1; i < stripped.length(); i++) {
            char c = stripped.charAt(i);
            if (c == '\\' && i + 1 < stripped.length() && stripped.charAt(i + 1) == '|') {
                cell.append('|');
                i++;
            } else if (c == '|') {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        return cells;
    }

    private void aligned() {
        String[] lines = text.split("\n");
        List<String> names = names(List.of(GAP.split(lines[0].strip())));
        boolean ruled = lines.length > 2 && lines[1].strip().matches("[-= +]{3,200}");
        for (int i = ruled ? 2 : 1; i < lines.length; i++) {
            row(names, List.of(GAP.split(lines[i].strip())), i - (ruled ? 2 : 1), false);
        }
    }

    private void separated(char separator) {
        // Prose puts a space behind its commas; a line of names does not.
        if (text.substring(0, text.indexOf('\n')).contains(separator + " ")) {
            throw new Unreadable();
        }
        List<String> names = List.of();
        int row = -1;
        int[] at = {0};
        while (at[0] < text.length()) {
            List<String> cells = record(separator, at);
            if (row < 0) {
                names = names(cells);
            } else {
                row(names, cells, row, true);
            }
            row++;
        }
        if (row < 1) {
            throw new Unreadable();
        }
    }

    /** One record of RFC 4180; a quotation may hold line ends. */
    private List<String> record(char separator, int[] at) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        int i = at[0];
        boolean open = true;
        while (open) {
            if (i < text.length() && text.charAt(i) == '"') {
                i = quoted(i + 1, cell);
            } else {
                while (i < text.length() && text.charAt(i) != separator && text.charAt(i) != '\n') {
                    cell.append(text.charAt(i++));
                }
            }
            cells.add(cell.toString().strip());
            cell.setLength(0);
            open = i < text.length() && text.charAt(i) == separator;
            if (cells.size() > MOST_COLUMNS
                    || (!open && i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r')) {
                throw new Unreadable();
            }
            i += open ? 1 : 0;
        }
        while (i < text.length() && (text.charAt(i) == '\r' || text.charAt(i) == '\n')) {
            i++;
        }
        at[0] = i;
        return cells;
    }

    private int quoted(int from, StringBuilder cell) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == '"') {
                if (i >= text.length() || text.charAt(i) != '"') {
                    return i;
                }
                i++;
            }
            cell.append(c);
        }
        throw new Unreadable();
    }

    private static List<String> names(List<String> cells) {
        Set<String> seen = new HashSet<>();
        if (cells.size() < 2 || cells.size() > MOST_COLUMNS) {
            throw new Unreadable();
        }
        for (String name : cells) {
            boolean plain = name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
            if (!plain || !seen.add(name)) {
                throw new Unreadable();
            }
        }
        return cells;
    }

    private void row(List<String> names, List<String> cells, int number, boolean firm) {
        if (cells.size() != names.size() || out.size() > Documents.MAX_LEAVES) {
            throw new Unreadable();
        }
        String record = "$[" + number + "]";
        for (int i = 0; i < cells.size(); i++) {
            out.add(new Leaf(record + "." + names.get(i), names.get(i), record, cells.get(i), firm));
        }
    }
}
