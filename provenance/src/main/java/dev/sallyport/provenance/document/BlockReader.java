package dev.sallyport.provenance.document;

import java.util.ArrayList;
import java.util.List;

/**
 * Block lists and mappings as YAML writers emit them: {@code - item}, {@code key: value}, quoted scalars over several lines,
 * folded plain scalars, literal blocks, a list at the indentation of its key. Anchors, tags, comments and several documents
 * are refused.
 */
final class BlockReader {
    private final List<Leaf> out = new ArrayList<>();
    private final String[] lines;
    private int row;

    BlockReader(String text) {
        this.lines = text.split("\n", -1);
    }

    List<Leaf> read() {
        skipBlank();
        node(indent(row), Place.ROOT);
        skipBlank();
        if (row < lines.length || out.isEmpty()) {
            throw new Unreadable();
        }
        return List.copyOf(out);
    }

    private void node(int indent, Place place) {
        if (place.depth() > Documents.MAX_DEPTH || out.size() > Documents.MAX_LEAVES) {
            throw new Unreadable();
        }
        if (isItem(row, indent)) {
            items(indent, place);
        } else {
            members(indent, place);
        }
    }

    private void items(int indent, Place place) {
        for (int i = 0; row < lines.length && isItem(row, indent); i++) {
            String line = lines[row];
            Place item = place.item(i);
            String rest = line.length() > indent + 1 ? line.substring(indent + 2) : "";
            // What follows the dash stands as if indented by two.
            lines[row] = " ".repeat(indent + 2) + rest;
            if (keyEnd(rest) >= 0 || rest.startsWith("- ")) {
                node(indent + 2, item);
            } else {
                scalar(rest, indent, item);
            }
            skipBlank();
        }
    }

    private void members(int indent, Place place) {
        int before = row;
        while (row < lines.length && indent(row) == indent && !isItem(row, indent)) {
            String line = lines[row].substring(indent);
            int end = keyEnd(line);
            if (end < 0) {
                throw new Unreadable();
            }
            Place member = place.member(key(line.substring(0, end)));
            String rest = line.substring(end + 1).strip();
            if (rest.isEmpty()) {
                nested(indent, member);
            } else {
                scalar(rest, indent, member);
            }
            skipBlank();
        }
        if (row == before) {
            throw new Unreadable();
        }
    }

    private void nested(int indent, Place member) {
        row++;
        skipBlank();
        if (row >= lines.length) {
            out.add(member.leaf(""));
            return;
        }
        int deeper = indent(row);
        if (deeper > indent || (deeper == indent && isItem(row, indent))) {
            node(deeper, member);
        } else {
            out.add(member.leaf(""));
        }
    }

    /** A scalar that begins with {@code first} on this row and goes on while lines are indented deeper. */
    private void scalar(String first, int indent, Place place) {
        String start = first.strip();
        char c = start.isEmpty() ? ' ' : start.charAt(0);
        switch (c) {
            case '\'', '"' -> out.add(place.leaf(quoted(start, c)));
            case '|', '>' -> out.add(place.leaf(literal(start, indent)));
            case '[', '{' -> {
                out.addAll(LiteralReader.flow(start, place));
                row++;
            }
            case '&', '*', '!', '%', '@', '`', '#' -> throw new Unreadable();
            default -> out.add(place.leaf(plain(start, indent)));
        }
    }

    private String plain(String start, int indent) {
        StringBuilder text = new StringBuilder(start);
        row++;
        while (row < lines.length && !lines[row].isBlank() && indent(row) > indent) {
            text.append(' ').append(lines[row].strip());
            row++;
        }
        return text.toString();
    }

    private String literal(String start, int indent) {
        if (start.length() > 3) {
            throw new Unreadable();
        }
        StringBuilder text = new StringBuilder();
        row++;
        while (row < lines.length && (lines[row].isBlank() || indent(row) > indent)) {
            text.append(lines[row].strip()).append('\n');
            row++;
        }
        return text.toString();
    }

    private String quoted(String start, char quote) {
        StringBuilder text = new StringBuilder();
        String line = start.substring(1);
        while (true) {
            int end = closing(line, quote, text);
            if (end >= 0) {
                if (!line.substring(end).isBlank()) {
                    throw new Unreadable();
                }
                row++;
                return text.toString();
            }
            row++;
            if (row >= lines.length) {
                throw new Unreadable();
            }
            line = lines[row].strip();
            boolean continued = !text.isEmpty() && text.charAt(text.length() - 1) == '\\';
            if (continued) {
                text.setLength(text.length() - 1);
            } else {
                text.append(line.isEmpty() ? '\n' : ' ');
            }
        }
    }

    /** Copies up to the closing quote; the place after it, or -1 when the line has none. */
    private static int closing(String line, char quote, StringBuilder text) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == quote) {
                if (quote == '\'' && i + 1 < line.length() && line.charAt(i + 1) == '\'') {
                    text.append('\'');
                    i++;
                    continue;
                }
                return i + 1;
            }
            if (c == '\\' && quote == '"') {
                i = escape(line, i, text);
            } else {
                text.append(c);
            }
        }
        return -1;
    }

    private static int escape(String line, int backslash, StringBuilder text) {
        int i = backslash + 1;
        if (i >= line.length()) {
            text.append('\\');
            return i;
        }
        char c = line.charAt(i);
        int digits = c == 'x' ? 2 : c == 'u' ? 4 : 0;
        if (digits > 0 && i + digits < line.length()) {
            try {
                text.append((char) Integer.parseInt(line, i + 1, i + 1 + digits, 16));
                return i + digits;
            } catch (NumberFormatException notHex) {
                throw new Unreadable();
            }
        }
        text.append(c == 'n' ? '\n' : c == 't' ? '\t' : c);
        return i;
    }

    private static String key(String text) {
        String stripped = text.strip();
        char c = stripped.charAt(0);
        boolean quoted =
                stripped.length() > 1 && (c == '\'' || c == '"') && stripped.charAt(stripped.length() - 1) == c;
        return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
    }

    /** Where a mapping's key ends on this line, or -1. */
    private static int keyEnd(String line) {
        if (line.isBlank() || line.charAt(0) == ' ') {
            return -1;
        }
        char c = line.charAt(0);
        int from = 0;
        if (c == '\'' || c == '"') {
            from = line.indexOf(c, 1);
            if (from < 0) {
                return -1;
            }
            return from + 1 < line.length() && line.charAt(from + 1) == ':' ? from + 1 : -1;
        }
        int colon = line.indexOf(':');
        while (colon >= 0 && colon + 1 < line.length() && line.charAt(colon + 1) != ' ') {
            colon = line.indexOf(':', colon + 1);
        }
        return colon > 0 && colon <= 80 ? colon : -1;
    }

    private boolean isItem(int line, int indent) {
        String text = lines[line];
        return indent(line) == indent
                && text.length() > indent
                && text.charAt(indent) == '-'
                && (text.length() == indent + 1 || text.charAt(indent + 1) == ' ');
    }

    private int indent(int line) {
        if (line >= lines.length) {
            throw new Unreadable();
        }
        String text = lines[line];
        int i = 0;
        while (i < text.length() && text.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private void skipBlank() {
        while (row < lines.length && lines[row].isBlank()) {
            row++;
        }
    }
}
