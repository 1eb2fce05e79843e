package dev.sallyport.server.console;

import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import java.util.Map;
import java.util.Optional;

/** How a person wants pages to look: light, dark, or as the device says. Kept in a cookie that says nothing else. */
enum Theme {
    LIGHT("light"),
    DARK("dark"),
    DEVICE("");

    private static final String COOKIE = "sallyport-theme";
    private static final long YEAR_SECONDS = 365L * 24 * 60 * 60;

    private final String wire;

    Theme(String wire) {
        this.wire = wire;
    }

    /** The attribute of the page's root; empty text when the device decides. */
    String attribute() {
        return this == DEVICE ? "" : " data-theme=\"" + wire + "\"";
    }

    /** The one a switch offers. */
    Theme other() {
        return this == DARK ? LIGHT : DARK;
    }

    String wire() {
        return wire;
    }

    static Theme of(Exchange exchange) {
        for (String field : exchange.headers("Cookie")) {
            for (String pair : field.split(";")) {
                for (Theme theme : new Theme[] {LIGHT, DARK}) {
                    if (pair.strip().equals(COOKIE + "=" + theme.wire)) {
                        return theme;
                    }
                }
            }
        }
        return DEVICE;
    }

    /** Keeps what the form says, and goes back to where it was pressed. */
    static Reply choose(Doors doors, Exchange exchange) {
        Form form = Form.of(exchange);
        doors.sender(exchange, form);
        Optional<Theme> chosen = form.text("theme").equals(DARK.wire)
                ? Optional.of(DARK)
                : form.text("theme").equals(LIGHT.wire) ? Optional.of(LIGHT) : Optional.empty();
        String field = COOKIE + "=" + chosen.orElse(DEVICE).wire
                + "; Path=/console/; HttpOnly; SameSite=Strict; Max-Age=" + (chosen.isPresent() ? YEAR_SECONDS : 0);
        return Html.to(Frame.within(form.text("next")), Map.of("Set-Cookie", field));
    }
}
