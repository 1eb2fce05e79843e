package dev.sallyport.server.console;

import dev.sallyport.server.http.Reply;
import dev.sallyport.server.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** How pages are made: every value goes through {@link #of}. */
final class Html {
    /** No source but ourselves, no frame, no base, no form to elsewhere. */
    private static final Map<String, String> FIELDS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; connect-src 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            // Without a referrer browsers send no origin either, and a form without its origin is refused.
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin");

    private Html() {}

    /** Text as HTML shows it, in elements and in quoted attributes. */
    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** A whole page around that body, which is HTML, for somebody who is not signed in or whose form was refused. */
    static Reply page(int status, String title, String body) {
        return document(
                status,
                title,
                Theme.DEVICE,
                "<main id=\"main\" class=\"alone\">\n<h1>" + of(title) + "</h1>\n" + body + "\n</main>\n",
                Map.of());
    }

    /** A document with those parts in its body, which are HTML, and further header fields. */
    static Reply document(int status, String title, Theme theme, String parts, Map<String, String> more) {
        String text = """
                <!doctype html>
                <html lang="en"%s>
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>%s - Sallyport</title>
                <link rel="stylesheet" href="/console/console.css">
                <script type="module" src="/console/console.js"></script>
                </head>
                <body>
                %s</body>
                </html>
                """.formatted(theme.attribute(), of(title), parts);
        Map<String, String> fields = new HashMap<>(FIELDS);
        fields.putAll(more);
        return new Reply.Whole(status, "text/html; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), fields);
    }

    /** To another page of ours, which the browser asks for as from this one. */
    static Reply onward(String path, Map<String, String> more) {
        String address = of(path);
        return document(
                200,
                "One moment",
                Theme.DEVICE,
                "<main id=\"main\" class=\"alone\">\n<h1>One moment</h1>\n<meta http-equiv=\"refresh\" content=\"0; url="
                        + address + "\"><p><a href=\"" + address + "\">Go on</a></p>\n</main>\n",
                more);
    }

    /** Whether people read what the route answers, rather than a script. */
    static boolean isPage(Route route) {
        return !route.template().endsWith(".json") && !route.template().endsWith("/stream");
    }

    /** To another page, by GET. */
    static Reply to(String path, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(FIELDS);
        fields.put("Location", path);
        fields.putAll(more);
        return new Reply.Whole(303, "text/html; charset=utf-8", new byte[0], fields);
    }
}
