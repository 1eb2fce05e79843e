package dev.sallyport.bench.sigma;

import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.sigma.detect.Detector;
import dev.sallyport.sigma.detect.Matcher;
import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.event.FlatEvent;
import dev.sallyport.sigma.event.Source;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Placeholders;
import dev.sallyport.sigma.rule.RuleFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Events through detections on one thread: 200 rules of a site, and, where the corpora stand, 300 rules of Sigma's own collection with
 * recorded events, with routing by log source and without. The floor is the same walk over the events with no rule at all.
 */
public final class SigmaBench implements Bench {
    private static final String NAME = "sigma";
    private static final int AGENT_EVENTS = 20_000;

    @Override
    public void run(boolean quick, Report report) throws IOException {
        long events = quick ? 400_000 : 4_000_000;
        List<Document.Detection> own = read("200 agent rules", AgentRules.rules(), quick, report);
        matched("200 agent rules", own, AgentRules.events(AGENT_EVENTS), events, report);
        Optional<Recordings> recordings = Recordings.find();
        if (recordings.isEmpty()) {
            report.note("skipped: no corpora: 300 rules of Sigma's own with recorded events");
            return;
        }
        List<Document.Detection> accepted =
                read("300 Sigma rules", recordings.get().rules(), quick, report);
        List<Event> routed = recordings.get().events();
        matched("300 Sigma rules, routed", accepted, routed, events, report);
        matched("300 Sigma rules, not routed", accepted, unrouted(routed), events, report);
        report.note(
                "no peer in this run: pySigma is no engine. The nearest published figure is RSigma's: 98,836 events/s of Windows"
                        + " blobs of 2.4 KB with 3,132 rules and routing, parsing included, on one core of an Apple M4 Pro");
    }

    private static List<Document.Detection> read(
            String name, SortedMap<String, byte[]> files, boolean quick, Report report) {
        List<Document.Detection> rules = new ArrayList<>();
        int rounds = quick ? 5 : 30;
        Samples samples = new Samples(rounds * files.size());
        for (int round = 0; round < 2 * rounds; round++) {
            rules.clear();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                long began = System.nanoTime();
                List<Document> documents = RuleFile.read(file.getKey(), file.getValue(), Placeholders.NONE);
                long took = System.nanoTime() - began;
                if (round >= rounds) {
                    samples.add(took);
                }
                for (Document document : documents) {
                    if (document instanceof Document.Detection detection
                            && detection.placeholders().isEmpty()) {
                        rules.add(detection);
                    }
                }
            }
        }
        report.row(Row.of(NAME, "reading one of " + name, "us", samples, 1e3));
        return rules;
    }

    private static void matched(
            String name, List<Document.Detection> rules, List<Event> events, long count, Report report) {
        long before = heap();
        Matcher matcher = new Detector(rules).matcher();
        long[] hits = new long[1];
        events.forEach(event -> matcher.match(event, rule -> hits[0]++));
        long bytes = Math.max(0, heap() - before);
        long once = hits[0];
        Matcher nothing = new Detector(List.of()).matcher();
        pass(matcher, events, count, hits);
        pass(nothing, events, count, hits);
        double floor = pass(nothing, events, count, hits);
        hits[0] = 0;
        double best = 0;
        for (int round = 0; round < 3; round++) {
            best = Math.max(best, pass(matcher, events, count, hits));
        }
        long passes = 3 * ((count + events.size() - 1) / events.size());
        if (hits[0] != passes * once) {
            throw new Broken("matched " + hits[0] + " times where " + passes * once + " were expected");
        }
        Samples samples = new Samples((int) Math.min(count, 1_000_000));
        for (int i = 0; i < Math.min(count, 1_000_000); i++) {
            long began = System.nanoTime();
            matcher.match(events.get(i % events.size()), rule -> hits[0]++);
            samples.add(System.nanoTime() - began);
        }
        report.row(Row.of(NAME, name, "us", samples, 1e3).withThroughput(best).withFloor(floor));
        report.note(String.format(
                Locale.ROOT,
                "%s: %d rules, %d distinct events with %d matches, %.1f MB for rules and indexes",
                name,
                rules.size(),
                events.size(),
                once,
                bytes / 1e6));
    }

    /** Whole rounds over the events, and how many events a second that was. */
    private static double pass(Matcher matcher, List<Event> events, long count, long[] hits) {
        long passes = (count + events.size() - 1) / events.size();
        long began = System.nanoTime();
        for (long pass = 0; pass < passes; pass++) {
            for (int i = 0; i < events.size(); i++) {
                matcher.match(events.get(i), rule -> hits[0]++);
            }
        }
        return passes * events.size() * 1e9 / (System.nanoTime() - began);
    }

    private static List<Event> unrouted(List<Event> events) {
        List<Event> unrouted = new ArrayList<>();
        for (Event event : events) {
            unrouted.add(new FlatEvent(
                    event.sequence(),
                    event.timeMillis(),
                    event.tenant(),
                    Source.UNKNOWN,
                    ((FlatEvent) event).fields()));
        }
        return unrouted;
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
