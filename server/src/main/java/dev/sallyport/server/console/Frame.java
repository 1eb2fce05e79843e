package dev.sallyport.server.console;

import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What every screen has around it: a link past the navigation, the navigation, whoever is signed in, the switch of the theme, and the landmarks
 * that screen readers go by. Everything below works without a script; scripts add the palette and keys.
 *
 * @param person whoever is signed in
 * @param theme how the page looks
 * @param here the screen that the navigation marks
 */
record Frame(Doors.Person person, Theme theme, Screen here) {
    /** The frame of a screen for whoever asks for it. */
    static Frame of(Doors.Person person, Exchange exchange, Screen here) {
        return new Frame(person, Theme.of(exchange), here);
    }

    /** A path within the console, or the first screen where a form names another. */
    static String within(String path) {
        return path.matches("/console/[a-zA-Z0-9_/?=&%.~:+-]{0,2000}") ? path : "/console/";
    }

    /** A page of text. */
    Reply page(String title, String body) {
        return page(200, title, "", body);
    }

    /** A page that takes the whole width and whose script is that module. */
    Reply wide(String title, String module, String body) {
        return page(200, title, " class=\"wide\" data-module=\"" + module + "\"", body);
    }

    /** A page of text whose script is that module. */
    Reply scripted(String title, String module, String body) {
        return page(200, title, " data-module=\"" + module + "\"", body);
    }

    Reply page(int status, String title, String attributes, String body) {
        String text = "<a class=\"skip\" href=\"#main\">Skip to content</a>\n" + header()
                + "<main id=\"main\" tabindex=\"-1\""
                + attributes + ">\n<h1>" + Html.of(title) + "</h1>\n" + body + "\n</main>\n"
                + "<footer>Press <kbd>?</kbd> for keys, <kbd>Ctrl</kbd> <kbd>K</kbd> to go anywhere.</footer>\n";
        return Html.document(status, title, theme, text, Map.of());
    }

    private String header() {
        StringBuilder out = new StringBuilder(1600);
        out.append("<header><a class=\"brand\" href=\"/console/\">Sallyport</a>\n<nav aria-label=\"Screens\">\n");
        for (Screen.Group group : Screen.Group.values()) {
            String links = Stream.of(Screen.values())
                    .filter(screen -> screen.group() == group && screen.isFor(person.approver()))
                    .map(this::link)
                    .collect(Collectors.joining());
            if (!links.isEmpty()) {
                out.append("<ul aria-label=\"" + group.label() + "\">\n" + links + "</ul>\n");
            }
        }
        out.append("</nav>\n<div class=\"me\"><span>Signed in as ")
                .append(Pages.shown(person.approver().person().value()))
                .append("</span>");
        String next = Pages.hidden("theme", theme.other().wire()) + Pages.hidden("next", here.path());
        String label = theme.other() == Theme.DARK ? "Dark" : "Light";
        out.append(Pages.form(
                        person, "/console/theme", "data-here", next + "<button class=\"plain\">" + label + "</button>"))
                .append(Pages.form(person, "/console/sign-out", "", "<button class=\"plain\">Sign out</button>"))
                .append("</div></header>\n");
        return out.toString();
    }

    private String link(Screen screen) {
        return "<li><a href=\"" + screen.path() + "\" data-key=\"" + screen.key() + '"'
                + (screen == here ? " aria-current=\"page\"" : "") + '>' + screen.label() + "</a></li>\n";
    }
}
