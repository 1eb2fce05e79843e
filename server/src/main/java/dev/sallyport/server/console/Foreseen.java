package dev.sallyport.server.console;

import dev.sallyport.server.api.RecentPreviews;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.rehearsal.Preview;
import dev.sallyport.soc.response.Effect;
import dev.sallyport.soc.response.Step;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a step or a freeze would stop, shown on an incident's page before anybody confirms it, when somebody asks: it reads the last day. */
record Foreseen(RecentPreviews previews, Incident incident) {
    private static final String FREEZE = "freeze:";
    private static final int NAMED = 20;

    /** The link that asks what a step would stop. */
    static String of(Step step) {
        return link("step:" + step.key());
    }

    /** The link that asks what freezing that agent would stop. */
    static String freezing(String agent) {
        return link(FREEZE + agent);
    }

    private static String link(String what) {
        return "<a href=\"?preview=" + Html.of(URLEncoder.encode(what, StandardCharsets.UTF_8))
                + "#foreseen\">What would it stop?</a>";
    }

    /** The answer to one of these links; nothing for what this incident has no step or agent of. */
    void tell(String asked, List<Step> steps, StringBuilder out) {
        Optional<Preview> found = asked.startsWith(FREEZE)
                ? Optional.of(asked.substring(FREEZE.length()))
                        .filter(agent -> incident.radius().agents().stream().anyMatch(agent::equals))
                        .map(agent -> previews.of(incident.tenant(), Effect.FREEZE_AGENT, agent))
                : steps.stream()
                        .filter(step -> asked.equals("step:" + step.key()))
                        .findFirst()
                        .map(step -> previews.of(incident.tenant(), step.effect(), step.target()));
        found.ifPresent(preview -> show(preview, out));
    }

    private static void show(Preview preview, StringBuilder out) {
        out.append("<section aria-labelledby=\"foreseen\"><h2 id=\"foreseen\">What it would stop</h2><p>")
                .append(Html.of(preview.effect().wire().replace('_', ' ')))
                .append(' ')
                .append(Pages.shown(IncidentStory.cut(preview.target())))
                .append(", by what happened within a day:</p><dl>");
        pair("calls within the hour", Long.toString(preview.callsHour()), out);
        pair("calls within a day", Long.toString(preview.callsDay()), out);
        pair("open sessions", names(preview.sessions()), out);
        pair("approvals that wait", names(preview.held()), out);
        pair("agents", names(preview.agents()), out);
        pair("servers", names(preview.servers()), out);
        pair("others that use these servers", names(preview.others()), out);
        out.append("</dl>")
                .append(preview.cut() ? "<p>It is at least that much: not everything is recorded or was read.</p>" : "")
                .append("</section>\n");
    }

    private static void pair(String name, String html, StringBuilder out) {
        out.append("<dt>").append(name).append("</dt><dd>").append(html).append("</dd>");
    }

    private static String names(Collection<String> names) {
        List<String> first = names.stream()
                .limit(NAMED)
                .map(name -> Pages.shown(IncidentStory.cut(name)))
                .toList();
        return first.isEmpty()
                ? "none"
                : names.size() + ": " + String.join(", ", first) + (names.size() > NAMED ? ", ..." : "");
    }
}
