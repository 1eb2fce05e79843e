package dev.sallyport.server.console;

import dev.sallyport.server.catalogue.ServerEntry;
import dev.sallyport.server.catalogue.ServerFiles;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What this build knows of public MCP servers and their tools; nothing is set here. */
final class CataloguePages {
    static final String PATH = "/console/catalogue";

    private final Doors doors;

    CataloguePages(Doors doors) {
        this.doors = doors;
    }

    Reply list(Exchange exchange) {
        Optional<Doors.Person> person = doors.person(exchange);
        if (person.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        Table table = new Table("Servers", "Server", "What it is", "Tools", "How well its list is known", "Looked at");
        ServerFiles.builtIn()
                .forEach(server -> table.row(
                        "<a href=\"" + PATH + "/" + Html.of(server.name()) + "\">" + Html.of(server.name()) + "</a>",
                        Pages.shown(server.title()),
                        Integer.toString(server.tools().size()),
                        Pages.shown(server.coverage() + ", " + server.verified()),
                        Html.of(server.listed().toString())));
        String body = PolicyPages.tabs(true)
                + "<p>A tool that nobody described mutates, and none of its results is believed. To see how one would be judged:"
                + " <code>sallyport catalogue show SERVER/TOOL --args NAME,…</code></p>\n" + table.html();
        return Frame.of(person.get(), exchange, Screen.POLICIES).page("Catalogue", body);
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> person = doors.person(exchange);
        if (person.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        ServerEntry server = ServerFiles.named(exchange.path("id"))
                .orElseThrow(() -> new Problem(404, "no_such_server", "no such described server"));
        StringBuilder out =
                new StringBuilder(8192).append(PolicyPages.tabs(true)).append("<section><dl>");
        RuleStory.said(out, "From", Pages.shown(server.identity()));
        RuleStory.said(out, "Can", Pages.shown(String.join(", ", server.capability())));
        RuleStory.said(out, "Auth", Pages.shown(server.auth()));
        RuleStory.said(
                out, "Tool list", Pages.shown(server.coverage() + ", " + server.verified() + " " + server.listed()));
        RuleStory.said(out, "Source", Pages.shown(server.source()));
        out.append("</dl></section>\n");
        Table table = new Table("Tools", "Tool", "Effect", "Kind", "Arguments", "Result");
        server.tools().forEach(tool -> {
            Map<String, String> args = new TreeMap<>();
            tool.args().forEach((name, role) -> args.put(name, role.wire()));
            Map<String, String> fields = new TreeMap<>();
            tool.fields()
                    .forEach(
                            (name, field) -> fields.put(name, field.fieldClass().wire()));
            table.plain(
                    Pages.shown(tool.name()),
                    Pages.tag(tool.tier().wire().replace('-', '_')),
                    Pages.shown(tool.kind().wire()),
                    Pages.shown(args.toString()),
                    fields.isEmpty() ? "not believed" : Pages.shown(fields.toString()));
        });
        return Frame.of(person.get(), exchange, Screen.POLICIES).page(server.title(), out + table.html());
    }
}
