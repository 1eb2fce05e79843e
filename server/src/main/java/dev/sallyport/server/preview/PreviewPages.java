package dev.sallyport.server.preview;

import dev.sallyport.server.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The pages of the preview door itself: without script, style or anything of a service. */
final class PreviewPages {
    private static final Map<String, String> FIELDS = Map.of(
            "Content-Security-Policy",
                    "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "same-origin", // without a referrer browsers send no origin with a form either
            "X-Content-Type-Options", "nosniff",
            "Cache-Control", "no-store");

    private PreviewPages() {}

    /** Takes the token. */
    static Reply signIn(int status, String word, Map<String, String> more) {
        return page(status, "Preview", """
                <p>%s</p>
                <form method="post" action="/.sallyport/sign-in" autocomplete="off">
                <label>The preview's token <input type="password" name="token" required></label>
                <button>Open</button>
                </form>
                """.formatted(word), more);
    }

    /**
     * Says why nothing is shown.
     *
     * @param code and the other texts hold letters, digits and plain punctuation alone: they are ours
     */
    static Reply refused(int status, String code, String why, String marks, Map<String, String> more) {
        return page(status, "Not shown", """
                <p>%s</p>
                <p><code>%s</code> %s</p>
                <form method="post" action="/.sallyport/sign-out"><button>Leave this preview</button></form>
                """.formatted(plain(why), plain(code), plain(marks)), more);
    }

    private static String plain(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Reply page(int status, String title, String body, Map<String, String> more) {
        String text = """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <title>%s - Sallyport</title>
                <h1>%s</h1>
                %s
                </html>
                """.formatted(title, title, body);
        Map<String, String> fields = new HashMap<>(FIELDS);
        fields.putAll(more);
        return new Reply.Whole(status, "text/html; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), fields);
    }
}
