package dev.sallyport.server.console;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.server.auth.Right;
import dev.sallyport.soc.incident.Chapter;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.incident.Radius;
import dev.sallyport.soc.incident.Times;
import dev.sallyport.soc.response.Step;
import java.util.Collection;
import java.util.List;

/** Tells one incident: the sentence, how soon it was seen and stopped, the timeline with its receipts, how far it reaches, what was done. */
record IncidentStory(Console.Parts parts, Incident incident) {
    private static final int LONGEST = 600;
    private static final long SECOND_MILLIS = 1_000;

    static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    /** The incident's sentence, with the agents' names in place of their ids. */
    String sentence() {
        String said = incident.sentence();
        for (String id : incident.radius().agents()) {
            said = said.replace(id, key(id));
        }
        return cut(said);
    }

    void tell(StringBuilder out) {
        out.append("<p><strong>")
                .append(Pages.shown(sentence()))
                .append("</strong></p>\n<p class=\"row\">")
                .append(Pages.tag(incident.severity().wire()))
                .append(Pages.tag(incident.handling().status().wire()))
                .append("<span>")
                .append(Html.of(incident.handling().verdict().wire().replace('_', ' ')))
                .append("</span><span>in the hands of ")
                .append(Pages.shown(incident.handling().assignee().orElse("nobody")))
                .append("</span><code>")
                .append(Html.of(incident.id()))
                .append("</code></p>\n");
        incident.handling()
                .mergedInto()
                .ifPresent(other -> out.append("<p>It is part of <a href=\"" + IncidentPages.PATH + "/")
                        .append(Html.of(other))
                        .append("\">")
                        .append(Html.of(other))
                        .append("</a>.</p>"));
        if (!incident.handling().note().isEmpty()) {
            out.append("<p>Note: ")
                    .append(Pages.shown(incident.handling().note()))
                    .append("</p>");
        }
        times(out);
        timeline(out);
        StoryPicture.tell(parts.stories().of(incident).graph(), out);
        reach(out);
    }

    private void times(StringBuilder out) {
        Times times = incident.times();
        out.append("<section aria-labelledby=\"when\"><h2 id=\"when\">How soon</h2><dl>");
        pair("first event", Pages.time(times.first()), out);
        pair("alerted", Pages.time(times.opened()) + ", " + seconds(times.toDetectMillis()) + " after it", out);
        times.toContainMillis()
                .ifPresentOrElse(
                        after -> pair("stopped", seconds(after) + " after the alert", out),
                        () -> pair("stopped", "nothing was stopped", out));
        times.closed().ifPresent(at -> pair("closed", Pages.time(at), out));
        out.append("</dl></section>\n");
    }

    private static String seconds(long millis) {
        return String.format(java.util.Locale.ROOT, "%.1f s", millis / (double) SECOND_MILLIS);
    }

    /** @param html made by this package */
    private static void pair(String name, String html, StringBuilder out) {
        out.append("<dt>")
                .append(Html.of(name))
                .append("</dt><dd>")
                .append(html)
                .append("</dd>");
    }

    private void timeline(StringBuilder out) {
        out.append(
                "<section aria-labelledby=\"line\"><h2 id=\"line\">Timeline and evidence</h2><ol class=\"timeline\">\n");
        for (Chapter chapter : incident.chapters()) {
            String author = chapter.rule().author();
            out.append("<li>")
                    .append(Pages.time(chapter.firstMillis()))
                    .append(' ')
                    .append(Pages.tag(chapter.rule().severity().wire()))
                    .append(" <strong>")
                    .append(Pages.shown(cut(chapter.rule().title())))
                    .append("</strong> <span class=\"muted\">")
                    .append(chapter.count())
                    .append(chapter.count() == 1 ? " alert" : " alerts")
                    .append(author.isEmpty() ? "" : ", rule by " + Pages.shown(cut(author)))
                    .append(", digest ")
                    .append(Html.of(chapter.rule()
                            .digest()
                            .substring(0, Math.min(12, chapter.rule().digest().length()))))
                    .append("</span><ul>");
            chapter.receipts().forEach(id -> receipt(id, out));
            out.append("</ul></li>\n");
        }
        out.append("</ol></section>\n");
    }

    private static void receipt(String id, StringBuilder out) {
        String shown = Html.of(id);
        out.append("<li><a href=\"/console/receipts/")
                .append(shown)
                .append("\">")
                .append(shown)
                .append("</a> <span data-receipt=\"")
                .append(shown)
                .append("\"></span></li>");
    }

    private void reach(StringBuilder out) {
        Radius radius = incident.radius();
        out.append("<section aria-labelledby=\"reach\"><h2 id=\"reach\">How far it reaches</h2><dl>");
        names("agents", "agent", radius.agents().stream().map(this::key).toList(), out);
        names("sessions", "session", radius.sessions(), out);
        names("servers", "tool", radius.servers(), out);
        names("people", "person", radius.people(), out);
        out.append("</dl>")
                .append(radius.truncated() ? "<p>There is more than can be named here.</p>" : "")
                .append("</section>\n");
    }

    private String key(String id) {
        try {
            return parts.registry()
                    .agent(incident.tenant(), new AgentId(id))
                    .map(Agent::key)
                    .orElse(id);
        } catch (IllegalArgumentException e) {
            return id;
        }
    }

    /** Each name leads to all that happened around it. */
    private static void names(String label, String column, Collection<String> names, StringBuilder out) {
        if (!names.isEmpty()) {
            List<String> links = names.stream()
                    .map(name -> "<a href=\""
                            + Html.of(SavedSearches.path(
                                    column + ":\"" + cut(name).replace('"', '*') + "\"")) + "\">"
                            + Pages.shown(cut(name)) + "</a>")
                    .toList();
            pair(label, String.join(", ", links), out);
        }
    }

    /** What playbooks did and what waits for people. */
    void steps(Doors.Person person, List<Step> steps, StringBuilder out) {
        out.append("<section aria-labelledby=\"done\"><h2 id=\"done\">What was done</h2>");
        if (steps.isEmpty()) {
            out.append("<p>No playbook did anything.</p></section>\n");
            return;
        }
        out.append(
                "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">State</th><th scope=\"col\">What</th>"
                        + "<th scope=\"col\">Playbook</th><th scope=\"col\">Until</th><th scope=\"col\">People</th></tr></thead><tbody>\n");
        steps.forEach(step -> step(person, step, out));
        out.append("</tbody></table></div></section>\n");
    }

    private void step(Doors.Person person, Step step, StringBuilder out) {
        boolean stands = step.state() == Step.State.STANDS && step.dueMillis() != Long.MAX_VALUE;
        out.append("<tr><td>")
                .append(Pages.tag(step.state().wire()))
                .append("</td><td>")
                .append(Html.of(step.effect().wire().replace('_', ' ')))
                .append(' ')
                .append(Pages.shown(cut(step.target())))
                .append(step.why().isEmpty() ? "" : "<br>" + Pages.shown(cut(step.why())));
        step.receiptId()
                .ifPresent(id -> out.append("<br>receipt <a href=\"/console/receipts/")
                        .append(Html.of(id))
                        .append("\">")
                        .append(Html.of(id))
                        .append("</a>"));
        out.append("</td><td>")
                .append(step.isByHand() ? "by hand" : Pages.shown(step.playbook()))
                .append("</td><td>")
                .append(stands ? "undone " + Pages.time(step.dueMillis()) : "")
                .append("</td><td>")
                .append(Pages.shown(String.join(", ", step.confirmed())));
        if (step.state() == Step.State.AWAITING || step.state() == Step.State.PLANNED) {
            out.append("<div class=\"noprint\">").append(Foreseen.of(step)).append("</div>");
        }
        if (step.state() == Step.State.AWAITING && person.may(Right.CONFIRM)) {
            if (!step.confirmed().contains(person.approver().person().value())) {
                out.append(button(person, step, "confirm", "", "Confirm"));
            }
            out.append(button(person, step, "refuse", " class=\"plain\"", "Refuse"));
        }
        out.append("</td></tr>\n");
    }

    private String button(Doors.Person person, Step step, String act, String attributes, String label) {
        return Pages.form(
                person,
                IncidentPages.PATH + "/" + Html.of(incident.id()),
                "",
                Pages.hidden("act", act) + Pages.hidden("step", step.key()) + "<button" + attributes + ">" + label + " "
                        + Html.of(step.effect().wire().replace('_', ' ')) + "</button>");
    }
}
