package dev.sallyport.soc.rehearsal;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.sigma.event.Event;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.plane.History;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Where the events of a dry run come from; played once. */
@FunctionalInterface
public interface Feed {
    /** Plays them in their order; what was played. */
    History.Read play(Consumer<Event> to);

    /** The receipts of a tenant's chain. */
    static Feed of(Records records, TenantId tenant, History.Span span, long most, BooleanSupplier goesOn) {
        return to -> History.read(records, tenant, span, most, goesOn, seen -> to.accept(SigmaRules.event(seen)));
    }

    /** Recorded events, in their order. */
    static Feed of(List<Event> events) {
        return to -> {
            long first = events.stream().mapToLong(Event::timeMillis).min().orElse(0);
            long last = events.stream().mapToLong(Event::timeMillis).max().orElse(0);
            events.forEach(to);
            return new History.Read(0, events.size(), first, last, List.of(), false);
        };
    }
}
