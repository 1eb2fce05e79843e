package dev.sallyport.server.console;

import java.util.List;
import java.util.Locale;

/**
 * Bars drawn by the server, one for each day or the like, and the same as words: the picture has a title and a description, and below it the
 * figures stand as text. No style is written into the page; colours come from the stylesheet.
 */
final class Plot {
    private static final int HEIGHT = 80;
    private static final int STEP = 20;
    private static final int BAR = 16;
    private static final int LEAST = 2;

    private Plot() {}

    /**
     * One bar.
     *
     * @param label what it stands for
     * @param value not negative
     * @param text the value for people
     * @param alarming whether it is drawn as something to look at
     */
    record Bar(String label, double value, String text, boolean alarming) {
        /** A count. */
        static Bar of(String label, long count) {
            return new Bar(label, count, Long.toString(count), false);
        }
    }

    /**
     * The picture and its words.
     *
     * @param id of the picture, once on a page
     * @param title what it shows, in our own words
     */
    static String bars(String id, String title, List<Bar> bars) {
        return bars(
                id,
                title,
                bars,
                Math.max(bars.stream().mapToDouble(Bar::value).max().orElse(0), 1e-9));
    }

    /** The same for shares, which are 1 at most: a bar is as tall as its share, whatever the others are. */
    static String shares(String id, String title, List<Bar> bars) {
        return bars(id, title, bars, 1);
    }

    private static String bars(String id, String title, List<Bar> bars, double most) {
        int width = Math.max(1, bars.size()) * STEP;
        StringBuilder out = new StringBuilder(300 + bars.size() * 90);
        out.append("<figure class=\"plot\"><svg class=\"plot\" role=\"img\" aria-labelledby=\"")
                .append(id)
                .append("\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(HEIGHT)
                .append("\" preserveAspectRatio=\"none\"><title id=\"")
                .append(id)
                .append("\">")
                .append(Html.of(title))
                .append("</title>");
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double tall = bar.value() <= 0 ? 0 : Math.max(LEAST, bar.value() / most * HEIGHT);
            out.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%d\" y=\"%.2f\" width=\"%d\" height=\"%.2f\"/>",
                    bar.alarming() ? "alarming" : "bar",
                    i * STEP + (STEP - BAR) / 2,
                    HEIGHT - tall,
                    BAR,
                    tall));
        }
        out.append("</svg>");
        if (!bars.isEmpty()) {
            out.append("<figcaption class=\"muted row\"><span>")
                    .append(Html.of(bars.getFirst().label()))
                    .append("</span><span>")
                    .append(Html.of(bars.getLast().label()))
                    .append("</span></figcaption>");
        }
        return out.append(words(bars)).append("</figure>\n").toString();
    }

    private static String words(List<Bar> bars) {
        StringBuilder out = new StringBuilder(bars.size() * 40);
        out.append("<details><summary>As figures</summary><ul class=\"figures\">");
        bars.forEach(bar -> out.append("<li>")
                .append(Html.of(bar.label()))
                .append(": ")
                .append(Html.of(bar.text()))
                .append("</li>"));
        return out.append("</ul></details>").toString();
    }
}
