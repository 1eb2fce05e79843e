package dev.sallyport.server.console;

import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.api.ShieldBack;
import dev.sallyport.server.api.ShieldControls;
import dev.sallyport.server.auth.Right;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.shield.ShieldFigures;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.ShieldMode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shields: what each may do, how often it flagged and how often people said it was wrong, and setting one. */
final class ShieldPages {
    static final String PATH = "/console/shields";
    private static final double PERCENT = 100;
    private static final int CONFLICT = 409;

    private final ShieldControls shields;
    private final Doors doors;

    ShieldPages(ShieldControls shields, Doors doors) {
        this.shields = shields;
        this.doors = doors;
    }

    /** What the screens of shields and of the pilot have at the top. */
    static String tabs(boolean pilot) {
        return "<p class=\"row noprint\"><a href=\"" + PATH + "\"" + (pilot ? "" : " aria-current=\"true\"")
                + ">Shields</a> <a href=\"" + PilotPages.PATH + "\"" + (pilot ? " aria-current=\"true\"" : "")
                + ">Pilot</a></p>\n";
    }

    Reply list(Exchange exchange) {
        Optional<Doors.Person> person = doors.person(exchange);
        if (person.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        TenantId tenant = person.get().approver().tenant();
        ShieldFigures figures = shields.figures(tenant);
        Table table = new Table(
                "Shields", "Shield", "Mode", "Cells", "Version", "Flagged", "False alarms", "Missed", "Not assessed");
        for (String name : shields.names()) {
            ShieldFigures.Counted counted = figures.of(name);
            table.row(
                    "<a href=\"" + PATH + "/" + Html.of(name) + "\">" + Pages.shown(name) + "</a>",
                    mode(shields.setting(tenant, name)),
                    Integer.toString(shields.settings(tenant).cells(name).size()),
                    Pages.shown(shields.version(tenant, name)),
                    share(counted.flags()),
                    share(counted.falsePositives()),
                    share(counted.falseNegatives()),
                    Long.toString(counted.unassessed()));
        }
        return Frame.of(person.get(), exchange, Screen.SHIELDS)
                .page("Shields", tabs(false) + table.html() + counted(figures));
    }

    private static String counted(ShieldFigures figures) {
        return "<p class=\"muted\">Counted over the newest " + figures.receipts() + " receipts"
                + (figures.whole() ? ", which are all" : "")
                + (figures.fromMillis() == 0 ? "" : ", since " + Pages.time(figures.fromMillis()))
                + ". Rates with their 95 % intervals after Clopper and Pearson. A false alarm is of all that the shield looked at; missed is of what"
                + " it should have found: findings nobody called wrong, and what people said it missed. What nobody reports is not counted.</p>\n";
    }

    /** A rate with its interval and what it rests on. */
    private static String share(ShieldFigures.Share share) {
        return share.trials() == 0
                ? "<span class=\"muted\">none of 0</span>"
                : share.hits() + " of " + share.trials() + "<br><span class=\"muted\">" + percent(share.value()) + " ("
                        + percent(share.interval().low()) + " to "
                        + percent(share.interval().high()) + ")</span>";
    }

    /** A share in percent, to two digits at most. */
    static String percent(double share) {
        return BigDecimal.valueOf(share * PERCENT)
                        .setScale(2, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    private static String mode(Setting setting) {
        return Pages.tag(setting.mode().wire().replace('-', '_'))
                + (setting.mode() == ShieldMode.HIGH_CONFIDENCE
                        ? " <span class=\"muted\">" + Pages.shown(setting.rule().wire()) + ", from "
                                + percent(setting.rule().threshold()) + "</span>"
                        : "");
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> signedIn = doors.person(exchange);
        if (signedIn.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        String done = exchange.query("done")
                .filter(receipt -> receipt.matches("[a-zA-Z0-9_]{1,80}"))
                .map(RulePages::done)
                .orElse("");
        return page(exchange, signedIn.get(), 200, done);
    }

    /** @param said what became of an act, above everything else; HTML */
    private Reply page(Exchange exchange, Doors.Person person, int status, String said) {
        TenantId tenant = person.approver().tenant();
        String shield = exchange.path("id");
        shields.installed(shield);
        StringBuilder out = new StringBuilder(8192).append(tabs(false)).append(said);
        figures(shield, shields.figures(tenant), out);
        modes(tenant, shield, out);
        report(person, shield, out);
        versions(tenant, shield, out);
        out.append("<section aria-labelledby=\"set\"><h2 id=\"set\">Set it</h2>")
                .append(Operating.note(person));
        if (Operating.actor(person).isPresent()) {
            controls(person, shield, out);
        } else {
            out.append("<p>From the command line: <code>sallyport shield mode ")
                    .append(Html.of(shield))
                    .append(" MODE</code></p>");
        }
        out.append("</section>\n");
        return Frame.of(person, exchange, Screen.SHIELDS).page(status, shield, "", out.toString());
    }

    private static void figures(String shield, ShieldFigures figures, StringBuilder out) {
        ShieldFigures.Counted counted = figures.of(shield);
        out.append("<section aria-labelledby=\"rates\"><h2 id=\"rates\">What it did lately</h2><dl>");
        RuleStory.said(out, "Looked at", counted.looked() + " decisions");
        RuleStory.said(out, "Not assessed", Long.toString(counted.unassessed()));
        RuleStory.said(out, "Flagged", share(counted.flags()));
        RuleStory.said(out, "Blocked", Long.toString(counted.blocked()));
        RuleStory.said(out, "False alarms", share(counted.falsePositives()));
        RuleStory.said(out, "Missed", share(counted.falseNegatives()));
        out.append("</dl>").append(counted(figures)).append("</section>\n");
    }

    private void modes(TenantId tenant, String shield, StringBuilder out) {
        Table table = new Table("Modes", "Where", "Mode");
        table.plain("the whole tenant", mode(shields.setting(tenant, shield)));
        shields.settings(tenant)
                .cells(shield)
                .forEach((cell, setting) -> table.plain("cell " + Pages.shown(cell), mode(setting)));
        out.append("<section aria-labelledby=\"modes\"><h2 id=\"modes\">Modes</h2>")
                .append(table.html())
                .append("</section>\n");
    }

    /** Whoever handles incidents may say that a shield was wrong; where a decision is known, its own page has the buttons. */
    private void report(Doors.Person person, String shield, StringBuilder out) {
        if (!person.may(Right.HANDLE)) {
            return;
        }
        StringBuilder options = new StringBuilder(400);
        shields.categories(shield)
                .forEach(category ->
                        options.append("<option>").append(Html.of(category)).append("</option>"));
        out.append(
                        "<section class=\"noprint\" aria-labelledby=\"wrong\"><h2 id=\"wrong\">It was wrong</h2>"
                                + "<p>Beside each finding on <a href=\"/console/decisions\">what shields flagged</a> there is a button. Here for what has none:</p>")
                .append(Pages.form(
                        person,
                        PATH + "/" + Html.of(shield),
                        "class=\"row\"",
                        Pages.hidden("act", "report") + "<label>What <select name=\"category\">" + options
                                + "</select></label><label>Decision (if known) <input name=\"decision\" maxlength=\"80\"></label>"
                                + "<button name=\"kind\" value=\"fp\">A false alarm</button>"
                                + "<button name=\"kind\" value=\"fn\">It missed this</button>"))
                .append("</section>\n");
    }

    private void versions(TenantId tenant, String shield, StringBuilder out) {
        String running = shields.version(tenant, shield);
        boolean pinned = shields.setting(tenant, shield).pinned().isPresent();
        out.append("<section aria-labelledby=\"versions\"><h2 id=\"versions\">Versions</h2><ul>");
        shields.installed(shield)
                .forEach(version -> out.append("<li>")
                        .append(Pages.shown(version))
                        .append(version.equals(running) ? " " + Pages.tag("runs") : "")
                        .append(version.equals(running) && pinned ? " " + Pages.tag("pinned") : "")
                        .append("</li>"));
        out.append("</ul></section>\n");
    }

    private void controls(Doors.Person person, String shield, StringBuilder out) {
        String path = PATH + "/" + Html.of(shield);
        String cell = "<label>Cell (empty: the whole tenant) <input name=\"cell\" maxlength=\"64\"></label>";
        String why = "<label>Why <input name=\"why\" required maxlength=\"500\"></label>";
        StringBuilder modes = new StringBuilder("<label>Mode <select name=\"mode\">");
        for (ShieldMode mode : ShieldMode.values()) {
            modes.append("<option>").append(mode.wire()).append("</option>");
        }
        modes.append("<option value=\"inherit\">inherit (of a cell)</option></select></label>");
        StringBuilder versions = new StringBuilder("<label>Version <select name=\"version\"><option>newest</option>");
        shields.installed(shield)
                .forEach(version ->
                        versions.append("<option>").append(Html.of(version)).append("</option>"));
        versions.append("</select></label>");
        out.append("<h3>Mode</h3>")
                .append(Pages.form(
                        person,
                        path,
                        "class=\"row\"",
                        Pages.hidden("act", "mode") + modes
                                + "<label>Threshold in percent <input type=\"number\" name=\"threshold\" min=\"1\" max=\"100\"></label>"
                                + cell + why + "<button>Set the mode</button>"))
                .append("<h3>Version</h3>")
                .append(Pages.form(
                        person,
                        path,
                        "class=\"row\"",
                        Pages.hidden("act", "pin") + versions + why + "<button>Pin it</button>"))
                .append("<h3>Take the last setting back</h3>");
        backs(person, shield, out);
    }

    /** One form for each place where there is something to go back to; it carries what it shows. */
    private void backs(Doors.Person person, String shield, StringBuilder out) {
        List<ShieldBack> backs = shields.backs(person.approver().tenant(), shield);
        if (backs.isEmpty()) {
            out.append("<p class=\"muted\">It was never set here, so nothing comes before.</p>\n");
            return;
        }
        Table table = new Table("What going back changes", "Where", "Stands now", "Goes back to", "Why");
        for (ShieldBack back : backs) {
            String where = back.cell().map(name -> "cell " + Pages.shown(name)).orElse("the whole tenant");
            table.plain(
                    where,
                    stood(back.standing(), back.standingText()),
                    stood(back.before(), back.beforeText()),
                    Pages.form(
                            person,
                            PATH + "/" + Html.of(shield),
                            "class=\"row\"",
                            Pages.hidden("act", "rollback")
                                    + Pages.hidden("cell", back.cell().orElse(""))
                                    + Pages.hidden("standing", back.standingText())
                                    + Pages.hidden("back_to", back.beforeText())
                                    + "<label>Why <input name=\"why\" required maxlength=\"500\"></label>"
                                    + "<button class=\"danger\" aria-label=\"Roll back, " + where
                                    + "\">Roll back</button>"));
        }
        out.append(table.html());
    }

    private static String stood(Optional<Setting> setting, String text) {
        return setting.map(ShieldPages::mode).orElse("as the whole tenant") + "<br><code>" + Html.of(text) + "</code>";
    }

    Reply act(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        String shield = exchange.path("id");
        shields.installed(shield);
        try {
            return Html.to(PATH + "/" + shield + "?done=" + done(person, shield, form), Map.of());
        } catch (Problem refused) {
            if (refused.status() != CONFLICT) {
                throw refused;
            }
            return page(exchange, person, CONFLICT, notDone(refused)); // which shows what stands now
        }
    }

    /** Does what the form says; the id of the receipt. */
    private String done(Doors.Person person, String shield, Form form) {
        return switch (form.text("act")) {
            case "report" -> report(person, shield, form);
            case "mode" -> shields.set(Operating.required(person), mode(shield, form));
            case "pin" ->
                shields.set(
                        Operating.required(person),
                        wanted(shield, form)
                                .put("version", form.text("version"))
                                .build());
            case "rollback" ->
                shields.rollBack(
                        Operating.required(person),
                        shield,
                        new ShieldControls.RollBack(
                                form.text("why"),
                                cell(form),
                                ShieldBack.Shown.of(form.text("standing"), form.text("back_to"))));
            default -> throw RulePages.wrong();
        };
    }

    /** That an act was refused, in place of its receipt. */
    static String notDone(Problem refused) {
        return "<p class=\"bad\" role=\"alert\">Not done: " + Html.of(String.valueOf(refused.getMessage())) + ". <code>"
                + Html.of(refused.code()) + "</code></p>\n";
    }

    private String report(Doors.Person person, String shield, Form form) {
        Actor actor = new Actor(
                person.approver().tenant(),
                person.approver().roles().acting(),
                person.approver().person().value());
        JsonObject.Builder report = JsonObject.builder()
                .put("shield", shield)
                .put("kind", form.text("kind"))
                .put("category", form.text("category"));
        if (!form.text("decision").isBlank()) {
            report.put("decision_id", form.text("decision").strip());
        }
        return shields.report(actor, report.build());
    }

    private static JsonObject.Builder wanted(String shield, Form form) {
        return JsonObject.builder().put("shield", shield).put("why", form.text("why"));
    }

    private static JsonObject mode(String shield, Form form) {
        JsonObject.Builder wanted = wanted(shield, form).put("mode", form.text("mode"));
        cell(form).ifPresent(cell -> wanted.put("cell", cell));
        RulePages.number(form, "threshold")
                .ifPresent(percent -> wanted.put("threshold_percent", JsonNumber.of(percent)));
        return wanted.build();
    }

    /** @throws Problem 400 {@code wrong_form} if it is no name of a cell */
    private static Optional<String> cell(Form form) {
        String cell = form.text("cell").strip();
        if (!cell.isEmpty() && !cell.matches("[a-zA-Z0-9_.-]{1,64}")) {
            throw RulePages.wrong();
        }
        return Optional.of(cell).filter(name -> !name.isEmpty());
    }
}
