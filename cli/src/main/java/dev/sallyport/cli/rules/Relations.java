package dev.sallyport.cli.rules;

import dev.sallyport.sigma.alert.Alert;
import dev.sallyport.sigma.detect.Detector;
import dev.sallyport.sigma.engine.Engine;
import dev.sallyport.sigma.engine.Options;
import dev.sallyport.sigma.engine.RuleSet;
import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.event.Recorded;
import dev.sallyport.sigma.event.Value;
import dev.sallyport.sigma.rule.Document;
import dev.sallyport.sigma.rule.Head;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What correlations and flows say of files of events, each file a record of its own. */
final class Relations {
    private static final String TENANT = "";
    private static final int MAX_DIGITS = 18;

    private final RuleSet rules;
    private final Set<Head> relating = new HashSet<>();

    /** Of those rules; detections among them are what the others rest on. */
    Relations(List<Document> documents) {
        this.rules = RuleSet.of(documents);
        for (Document document : documents) {
            if (document instanceof Document.Correlation || document instanceof Document.Flow) {
                relating.add(document.head());
            }
        }
    }

    /**
     * An alert in a file of events.
     *
     * @param events places of the contributing events in the file, in the order of their times
     */
    record Told(Alert alert, List<Integer> events) {
        Told {
            events = List.copyOf(events);
        }
    }

    /** What they say of a file, read to its end. An event's place in the order is its number {@code seq}, else its place in the file. */
    List<Told> of(List<Recorded> file) {
        if (relating.isEmpty()) {
            return List.of();
        }
        Engine engine = new Engine(rules, new Detector(rules.detections()).matcher(), Options.of(TENANT));
        Map<Long, Integer> places = new HashMap<>();
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < file.size(); i++) {
            Event event = file.get(i).at(sequence(file.get(i), i), TENANT);
            places.putIfAbsent(event.sequence(), i);
            tell(engine.accept(event, -1, event.timeMillis()), places, told);
        }
        tell(engine.settle(0), places, told);
        return told;
    }

    private void tell(List<Alert> alerts, Map<Long, Integer> places, List<Told> into) {
        for (Alert alert : alerts) {
            if (relating.contains(alert.rule())) {
                List<Integer> events = new ArrayList<>();
                for (long sequence : alert.events().named()) {
                    events.add(places.getOrDefault(sequence, 0));
                }
                into.add(new Told(alert, events));
            }
        }
    }

    private static long sequence(Recorded event, int place) {
        if (event.fields().get("seq") instanceof Value.Number number
                && number.number().signum() >= 0
                && number.number().scale() <= 0
                && number.number().precision() < MAX_DIGITS) {
            return number.number().longValue();
        }
        return place;
    }
}
