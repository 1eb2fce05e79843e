package dev.sallyport.server.console;

import dev.sallyport.text.visible.Visible;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What led to what, drawn on the server: boxes in columns from left to right, and lines between them. Where a box stands follows from the
 * order of the nodes alone, so the same story is the same picture. Colour, stroke and a sign say the same thing; the same in words stands
 * beside the picture, which readers of the page who don't see it are told.
 *
 * @param name of the picture, unique on its page: letters
 * @param title what it shows
 * @param nodes in each column from top to bottom in this order
 * @param edges from a place among the nodes to another one
 */
record Picture(String name, String title, List<Node> nodes, List<Edge> edges) {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 46;
    private static final int BETWEEN = 64;
    private static final int STEP = 60;
    private static final int LONGEST = 28;
    private static final int LONGEST_BELOW = 35;

    /** How something stands, and the sign for it. */
    enum Mark {
        /** Somebody stands for it, or it was let through. */
        GOOD("✓"),
        /** Nobody can say, or a person is asked. */
        DOUBT("?"),
        /** A stranger's, or refused. */
        BAD("✗"),
        /** Neither. */
        PLAIN("");

        private final String sign;

        Mark(String sign) {
            this.sign = sign;
        }

        String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * A box.
     *
     * @param column from 0
     * @param label a stranger's words are marked here
     * @param below a second, smaller line
     */
    record Node(int column, String label, String below, Mark mark) {}

    /** A line from one box to another. */
    record Edge(int from, int to, Mark mark) {}

    Picture {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /** The picture, in a box of its own that scrolls sideways on a narrow screen. */
    void draw(StringBuilder out) {
        int columns = nodes.stream().mapToInt(Node::column).max().orElse(0) + 1;
        int rows = IntStream.range(0, columns).map(this::count).max().orElse(1);
        int width = columns * WIDTH + (columns - 1) * BETWEEN + 4;
        int height = rows * STEP - (STEP - HEIGHT) + 4;
        out.append(
                        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Picture\"><svg class=\"graph\" role=\"img\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\" aria-labelledby=\"")
                .append(name)
                .append("-t ")
                .append(name)
                .append("-d\"><title id=\"")
                .append(name)
                .append("-t\">")
                .append(Html.of(title))
                .append("</title><desc id=\"")
                .append(name)
                .append("-d\">The same stands as a list below the picture.</desc>\n");
        edges.forEach(edge -> line(edge, rows, out));
        for (int i = 0; i < nodes.size(); i++) {
            box(i, rows, out);
        }
        out.append("</svg></div>\n");
    }

    private int count(int column) {
        return (int) nodes.stream().filter(node -> node.column() == column).count();
    }

    private int left(int at) {
        return 2 + nodes.get(at).column() * (WIDTH + BETWEEN);
    }

    /** A column with fewer boxes than the tallest one stands in its middle. */
    private int top(int at, int rows) {
        int column = nodes.get(at).column();
        int above = (int) nodes.subList(0, at).stream()
                .filter(node -> node.column() == column)
                .count();
        return 2 + above * STEP + (rows - count(column)) * STEP / 2;
    }

    private void line(Edge edge, int rows, StringBuilder out) {
        int x1 = left(edge.from()) + WIDTH;
        int y1 = top(edge.from(), rows) + HEIGHT / 2;
        int x2 = left(edge.to());
        int y2 = top(edge.to(), rows) + HEIGHT / 2;
        int bend = (x1 + x2) / 2;
        out.append("<path class=\"")
                .append(edge.mark().wire())
                .append("\" d=\"M")
                .append(x1)
                .append(' ');
        out.append(y1)
                .append(" C")
                .append(bend)
                .append(' ')
                .append(y1)
                .append(' ')
                .append(bend)
                .append(' ');
        out.append(y2).append(' ').append(x2).append(' ').append(y2).append("\"/>\n");
    }

    private void box(int at, int rows, StringBuilder out) {
        Node node = nodes.get(at);
        int x = left(at);
        int y = top(at, rows);
        out.append("<g class=\"")
                .append(node.mark().wire())
                .append("\"><rect x=\"")
                .append(x)
                .append("\" y=\"");
        out.append(y)
                .append("\" width=\"")
                .append(WIDTH)
                .append("\" height=\"")
                .append(HEIGHT)
                .append("\" rx=\"5\"/>");
        text(x + 8, y + 19, "", cut(node.label(), LONGEST), out);
        text(x + 8, y + 37, "below", cut(node.below(), LONGEST_BELOW), out);
        if (!node.mark().sign.isEmpty()) {
            text(x + WIDTH - 18, y + 19, "sign", node.mark().sign, out);
        }
        out.append("</g>\n");
    }

    private static void text(int x, int y, String kind, String shown, StringBuilder out) {
        out.append("<text x=\"").append(x).append("\" y=\"").append(y).append('"');
        out.append(kind.isEmpty() ? "" : " class=\"" + kind + "\"")
                .append('>')
                .append(Html.of(shown))
                .append("</text>");
    }

    /** Marked first and cut then, so that nothing is wider than its box. */
    private static String cut(String text, int longest) {
        String shown = Visible.strict(text.length() <= 4 * longest ? text : text.substring(0, 4 * longest));
        return shown.length() <= longest ? shown : shown.substring(0, longest - 3) + "...";
    }
}
