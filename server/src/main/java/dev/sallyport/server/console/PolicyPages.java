package dev.sallyport.server.console;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.registry.PolicyManifest;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.PolicyStanding;
import dev.sallyport.gate.registry.StagedPolicy;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.server.api.PolicyControls;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Policies: what is in force and on trial, and trying others without putting them in force. {@link PolicyText} shows what was found. */
final class PolicyPages {
    static final String PATH = "/console/policies";
    private static final String EXAMPLE = """
            {"tool": "github", "action": "merge_pull_request", "resource": null, "mutates_state": true, "parameters": {}}""";

    private final PolicyControls policies;
    private final Doors doors;

    PolicyPages(PolicyControls policies, Doors doors) {
        this.policies = policies;
        this.doors = doors;
    }

    /** What the screens of policies and of the catalogue have at the top. */
    static String tabs(boolean catalogue) {
        return "<p class=\"row noprint\"><a href=\"" + PATH + "\"" + (catalogue ? "" : " aria-current=\"true\"")
                + ">Policies</a> <a href=\"" + CataloguePages.PATH + "\"" + (catalogue ? " aria-current=\"true\"" : "")
                + ">Catalogue</a></p>\n";
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> signedIn = doors.person(exchange);
        if (signedIn.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        Doors.Person person = signedIn.get();
        PolicyStanding standing = policies.standing(person.approver().tenant());
        StringBuilder out = new StringBuilder(16_384).append(tabs(false));
        exchange.query("done")
                .filter(receipt -> receipt.matches("[a-zA-Z0-9_]{1,80}"))
                .ifPresent(receipt -> out.append(RulePages.done(receipt)));
        out.append("<section aria-labelledby=\"force\"><h2 id=\"force\">In force</h2>")
                .append(
                        policies.fromDirectory()
                                ? "<p>They come from a folder: change its files and send SIGHUP.</p>"
                                : "");
        files(standing.active(), out);
        out.append("</section>\n");
        standing.staged().ifPresent(staged -> staged(person, staged, out));
        earlier(standing, out);
        out.append("<section aria-labelledby=\"try\"><h2 id=\"try\">Try without putting in force</h2>")
                .append(Operating.note(person));
        if (Operating.actor(person).isPresent()) {
            trying(person, standing.active(), out);
        } else {
            out.append(
                    "<p>From the command line: <code>sallyport policy check DIR</code>, <code>policy test DIR</code>,"
                            + " <code>policy diff DIR</code>, <code>decide</code></p>");
        }
        out.append("</section>\n");
        return Frame.of(person, exchange, Screen.POLICIES).page("Policies", out.toString());
    }

    private static void files(PolicySource source, StringBuilder out) {
        out.append("<p>Bundle ")
                .append(Pages.shown(IncidentStory.cut(source.label())))
                .append(", digest <code>")
                .append(Html.of(source.digest()))
                .append("</code></p>\n");
        source.files().forEach((name, text) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.append("<details><summary>")
                    .append(Pages.shown(IncidentStory.cut(name)))
                    .append(", ")
                    .append(bytes.length)
                    .append(" bytes, SHA-256 <code>")
                    .append(Hex.of(Sha256.of(bytes)), 0, 16)
                    .append("</code></summary><pre tabindex=\"0\">")
                    .append(PolicyText.lines(text))
                    .append("</pre></details>\n");
        });
    }

    private void staged(Doors.Person person, StagedPolicy staged, StringBuilder out) {
        out.append("<section aria-labelledby=\"trial\"><h2 id=\"trial\">On trial</h2><p>")
                .append(
                        staged.logOnly()
                                ? "It decides nothing; what it would say is recorded."
                                : "It decides for " + staged.percent() + " % of the agents.")
                .append("</p>");
        PolicyText.trial(
                policies.trial(person.approver().tenant(), staged.policy().digest()), out);
        files(staged.policy(), out);
        if (Operating.actor(person).isPresent()) {
            out.append(Pages.form(
                    person,
                    PATH,
                    "class=\"row\"",
                    Pages.hidden("digest", staged.policy().digest())
                            + "<label>Why <input name=\"why\" required maxlength=\"500\"></label>"
                            + "<button name=\"act\" value=\"promote\">Put it in force</button>"
                            + "<button class=\"danger\" name=\"act\" value=\"rollback\">End the trial</button>"));
        }
        out.append("</section>\n");
    }

    private static void earlier(PolicyStanding standing, StringBuilder out) {
        if (standing.earlier().isEmpty()) {
            return;
        }
        out.append("<section aria-labelledby=\"earlier\"><h2 id=\"earlier\">In force before</h2><ol>");
        standing.earlier()
                .reversed()
                .forEach(source -> out.append("<li>")
                        .append(Pages.shown(IncidentStory.cut(source.label())))
                        .append(", <code>")
                        .append(Html.of(source.digest()))
                        .append("</code></li>"));
        out.append("</ol></section>\n");
    }

    private void trying(Doors.Person person, PolicySource active, StringBuilder out) {
        String first = active.files().keySet().stream()
                .filter(name -> name.endsWith(".cedar"))
                .findFirst()
                .orElse("policy.cedar");
        String text = active.files().getOrDefault(first, "");
        String rest = active.files().size() > 1
                ? "<p class=\"muted\">The other files of the bundle in force go with it as they are.</p>"
                : "";
        out.append("<h3>Another text</h3>")
                .append(Pages.form(
                        person,
                        PATH,
                        "",
                        Pages.hidden("base", active.digest())
                                + "<p><label>File <input name=\"file\" required maxlength=\"100\" value=\""
                                + Html.of(first)
                                + "\"></label></p><p><label>Its text<br><textarea name=\"text\" rows=\"16\" class=\"code\" required>\n"
                                + Html.of(text) + "</textarea></label></p>" + rest
                                + "<p><label>Examples, as <code>{\"examples\": […]}</code><br><textarea name=\"examples\" rows=\"4\" class=\"code\"></textarea></label></p>"
                                + "<p class=\"row\"><button name=\"act\" value=\"check\">Check</button>"
                                + "<button name=\"act\" value=\"test\">Test the examples</button>"
                                + "<button name=\"act\" value=\"diff\">What would it change?</button></p>"
                                + "<p class=\"row\"><label>Percent of agents (0: only recorded) <input type=\"number\" name=\"percent\" min=\"0\" max=\""
                                + StagedPolicy.MAX_PERCENT
                                + "\" value=\"0\"></label><label>Why <input name=\"why\" maxlength=\"500\"></label>"
                                + "<button class=\"danger\" name=\"act\" value=\"stage\">Put it on trial</button></p>"))
                .append("<h3>One action</h3>")
                .append(Pages.form(
                        person,
                        PATH,
                        "",
                        "<p><label>The action, or the body of an authorize request<br><textarea name=\"request\" rows=\"6\" class=\"code\" required>\n"
                                + Html.of(EXAMPLE)
                                + "</textarea></label></p><p><label>What is known beside it, in the shape of recorded facts<br>"
                                + "<textarea name=\"facts\" rows=\"3\" class=\"code\">{}</textarea></label></p>"
                                + "<button name=\"act\" value=\"decide\">Judge it without recording</button>"));
    }

    Reply act(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        Actor actor = Operating.required(person);
        Optional<String> digest = Optional.of(form.text("digest")).filter(text -> !text.isEmpty());
        return switch (form.text("act")) {
            case "promote" -> done(policies.promote(actor, digest, form.text("why")));
            case "rollback" -> done(policies.rollBack(actor, digest, form.text("why")));
            case "stage" ->
                done(policies.stage(
                        actor,
                        candidate(actor.tenant(), form),
                        RulePages.number(form, "percent").orElse(0),
                        form.text("why")));
            case "check", "test", "diff", "decide" -> found(exchange, person, form);
            default -> throw RulePages.wrong();
        };
    }

    private static Reply done(String receipt) {
        return Html.to(PATH + "?done=" + receipt, Map.of());
    }

    private Reply found(Exchange exchange, Doors.Person person, Form form) {
        TenantId tenant = person.approver().tenant();
        StringBuilder out = new StringBuilder(4096);
        switch (form.text("act")) {
            case "check" -> PolicyText.checked(policies.check(tenant, candidate(tenant, form)), out);
            case "test" ->
                PolicyText.tested(policies.test(bundle(tenant, form), object(form.text("examples"), "examples")), out);
            case "diff" -> PolicyText.compared(policies.diff(tenant, bundle(tenant, form)), out);
            default ->
                PolicyText.simulated(
                        policies.simulate(
                                policies.bundle(tenant, Optional.empty()),
                                object(form.text("request"), "the action"),
                                object(form.text("facts").isBlank() ? "{}" : form.text("facts"), "the facts")),
                        out);
        }
        out.append("<p><a href=\"" + PATH + "\">Back to the policies</a></p>\n");
        return Frame.of(person, exchange, Screen.POLICIES).page("Tried, and nothing changed", out.toString());
    }

    private PolicyBundle bundle(TenantId tenant, Form form) {
        return policies.bundle(tenant, Optional.of(candidate(tenant, form)));
    }

    /** The bundle in force with that file's text in its place. */
    private SortedMap<String, String> candidate(TenantId tenant, Form form) {
        String file = form.text("file").strip();
        boolean known = file.equals(PolicyManifest.FILE) || file.matches("[a-zA-Z0-9_.-]{1,100}\\.cedar");
        if (!known) {
            throw new Problem(400, "wrong_form", "a file of a bundle is called like `agents.cedar`");
        }
        PolicySource active = policies.standing(tenant).active();
        if (!active.digest().equals(form.text("base"))) {
            throw new Problem(409, "conflict", "another bundle is in force by now; look at it and begin again");
        }
        SortedMap<String, String> files = new TreeMap<>(active.files());
        files.put(file, form.text("text").replace("\r\n", "\n"));
        return files;
    }

    private static JsonObject object(String text, String what) {
        try {
            if (StrictJson.parse(text.getBytes(StandardCharsets.UTF_8)) instanceof JsonObject object) {
                return object;
            }
            throw new Problem(400, "wrong_form", what + " is no JSON object");
        } catch (MalformedJson e) {
            throw new Problem(400, "malformed_json", what + ": " + e.getMessage());
        }
    }
}
