package dev.sallyport.server.console;

import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.gate.HeldCall;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.delivery.Owed;
import dev.sallyport.gate.delivery.Revision;
import dev.sallyport.server.auth.Right;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.text.visible.Visible;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** What the pages look like. Everything that comes from outside goes through {@link Html#of} or {@link #shown}. */
final class Pages {
    private Pages() {}

    /** A stranger's text: what an eye would not see as its number, then as HTML. */
    static String shown(String text) {
        return Html.of(Visible.strict(text));
    }

    /** What somebody sees whose roles do not hold what the page takes. */
    static Reply notYours(Doors.Person person, Exchange exchange, Right right) {
        String roles = String.join(", ", person.approver().roles().words());
        return Frame.of(person, exchange, Screen.PASSKEY)
                .page(
                        403,
                        "Not yours",
                        "",
                        "<p class=\"bad\">Your roles do not hold this.</p><p>You are "
                                + (roles.isEmpty() ? "nothing here yet" : Html.of(roles)) + "; it takes "
                                + Html.of(right.holders())
                                + ". An operator gives roles:</p><p><code>sallyport approver roles "
                                + shown(person.approver().person().value()) + " --role ROLE</code></p>");
    }

    /** What somebody sees for whom there is no place now; the same address asks again. */
    static Reply busy(Exchange exchange, Problem why) {
        String again = Frame.within(exchange.requestPath());
        return Html.document(
                why.status(),
                "One moment, please",
                Theme.of(exchange),
                "<main id=\"main\" class=\"alone\">\n<h1>One moment, please</h1>\n<p class=\"bad\" role=\"status\">"
                        + Html.of(String.valueOf(why.getMessage()))
                        + "</p><p>Decisions, approvals and freezes go on meanwhile. <code>" + Html.of(why.code())
                        + "</code></p><p><a class=\"button\" href=\"" + Html.of(again)
                        + "\">Try again</a> <a href=\"/console/\">Approvals</a></p>\n</main>\n",
                why.headers());
    }

    /** The ways to sign in; the provider's first, where there is one. */
    static String signIn(String next, boolean refused, boolean provider) {
        String elsewhere = provider
                ? "<p><a class=\"button\" href=\"/console/oidc/start?next="
                        + Html.of(URLEncoder.encode(next, StandardCharsets.UTF_8))
                        + "\">Sign in with your organisation</a></p>\n<h2>With a credential of this install</h2>\n"
                : "";
        return elsewhere
                + (refused
                        ? "<p class=\"bad\">That is nobody's. After some attempts wait a second before each.</p>"
                        : "")
                + """
                <form method="post" action="/console/sign-in">
                <input type="hidden" name="next" value="%s">
                <p><label>Name <input name="name" autocomplete="username"></label> (leave it empty if you have a credential
                that begins with sp_pe_)</p>
                <p><label>Passphrase or credential <input type="password" name="secret" required
                autocomplete="current-password"></label></p>
                <p><button>Sign in</button></p>
                </form>
                <p class="muted">Nobody knows you here yet? Whoever holds the operator key invites you with
                <code>sallyport approver add NAME</code>; with the code it prints you choose a passphrase:
                <code>sallyport approver claim NAME</code></p>
                """.formatted(Html.of(next));
    }

    /** What a screen without anything to show says: what would stand there, and the command that shows more. */
    static String empty(String nothing, String why, String command) {
        return "<div class=\"empty\"><p><strong>" + Html.of(nothing) + "</strong></p><p>" + Html.of(why)
                + "</p><p><code>" + Html.of(command) + "</code></p></div>\n";
    }

    /** What opens a table that is wider than a phone, which is moved sideways by keys too. */
    static String wide(String what) {
        return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + shown(what) + "\">";
    }

    /** A moment, in UTC, as people and programs read it. */
    static String time(long millis) {
        String text = Instant.ofEpochMilli(millis).toString();
        return "<time datetime=\"" + text + "\">" + text.replace('T', ' ') + "</time>";
    }

    /** A word that has a colour too. */
    static String tag(String word) {
        String name = word.matches("[a-z_]{1,30}") ? word : "other";
        return "<span class=\"tag " + name + "\">" + shown(word.replace('_', ' ')) + "</span>";
    }

    /** A form of a person who is signed in. */
    static String form(Doors.Person person, String action, String attributes, String body) {
        return "<form method=\"post\" action=\"" + action + "\"" + (attributes.isEmpty() ? "" : " " + attributes)
                + "><input type=\"hidden\" name=\"csrf\" value=\""
                + Html.of(person.session().csrf()) + "\">" + body + "</form>\n";
    }

    /** A text as an address holds it. */
    static String query(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + Html.of(value) + "\">";
    }

    /** The page of a held action and the very bytes that were hashed. */
    static String held(String text, Optional<HeldCall> held) {
        StringBuilder out = new StringBuilder(text.length() + 512);
        out.append("<pre>").append(Html.of(text)).append("</pre>\n");
        held.ifPresent(call -> {
            String bytes = new String(call.call().action().canonical(Scheme.SALLYPORT_JCS_2), StandardCharsets.UTF_8);
            call.call()
                    .dispatch()
                    .ifPresent(sent -> out.append(
                                    "<details><summary>The bytes that will be sent</summary><pre tabindex=\"0\">")
                            .append(shown(new String(sent.bytes(), StandardCharsets.UTF_8)))
                            .append("</pre></details>\n"));
            out.append("<details><summary>The canonical form that was hashed</summary><pre>")
                    .append(shown(bytes))
                    .append("</pre><p>Its hash, with the domain of actions before it: <code>")
                    .append(Html.of(call.actionHash2()))
                    .append("</code></p></details>\n");
        });
        return out.toString();
    }

    /** How a channel fared with its message. */
    static String told(Owed owed) {
        String said = owed.delivery().key().revision() == Revision.ASKED ? "told" : "told that it is over";
        String how = switch (owed.state()) {
            case WAITING -> "not yet " + said + (owed.why().isEmpty() ? "" : " (" + owed.why() + ")");
            case ACCEPTED -> said;
            case DEAD -> "never " + said + " (" + owed.why() + ")";
        };
        return "<p>Channel <code>" + Html.of(owed.delivery().key().channel()) + "</code>: " + Html.of(how) + "</p>";
    }

    static String breakGlass(Doors.Person person, Approval approval) {
        return form(
                person,
                "/console/approvals/" + Html.of(approval.id().value()) + "/break-glass",
                "class=\"glass\"",
                """
                <p>Break-glass: for this agent, until the time is over, you and a second approver may answer whatever it asks.
                It is recorded and everybody is paged.</p>
                <p><label>Minutes <input name="minutes" type="number" min="1" max="240" value="30"></label>
                <label>Why <input name="why" required maxlength="300"></label> <button>Ask for break-glass</button></p>
                """);
    }
}
