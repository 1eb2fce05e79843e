package dev.sallyport.server.collector;

import dev.sallyport.govern.collector.Uptime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The status page: how well both endpoints were reachable, against what is promised. */
final class StatusPage {
    private StatusPage() {}

    static String of(Probes probes, long nowMillis) {
        return """
                <!doctype html>
                <html lang="en"><meta charset="utf-8"><title>Sallyport status</title>
                <style>body{font:16px/1.5 system-ui,sans-serif;max-width:42em;margin:3em auto;padding:0 1em}
                td,th{padding:.3em 1em .3em 0;text-align:left}.no{color:#a00}</style>
                <h1>Status</h1>
                <table><tr><th>endpoint</th><th>uptime, last 30 days</th><th>promised</th></tr>
                """
                + row("telemetry", probes.telemetry(nowMillis))
                + row("shield versions", probes.distribution(nowMillis))
                + "</table><p>Looked at once a minute; a minute in which nobody looked counts as down. At "
                + Instant.ofEpochMilli(nowMillis).truncatedTo(ChronoUnit.SECONDS) + ".</p></html>\n";
    }

    private static String row(String name, Uptime uptime) {
        return "<tr><td>" + name + "</td><td" + (uptime.isKept() ? "" : " class=\"no\"") + ">" + Probes.percent(uptime)
                + " % of " + uptime.minutes() + " minutes</td><td>" + Uptime.PROMISED_PERCENT + " %</td></tr>\n";
    }
}
