package dev.sallyport.server.api;

import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.story.Story;

/** Tells incidents by their receipts, and by the facts of the calls around them while these are kept. Thread-safe. */
public final class IncidentStories {
    private final Book book;
    private final IncidentReceipts receipts;
    private final IncidentCalls calls;

    /** Stories of incidents in that book. */
    public IncidentStories(Records records, Sealer sealer, Book book) {
        this.book = book;
        this.receipts = new IncidentReceipts(records, book);
        this.calls = new IncidentCalls(records, sealer);
    }

    /** The story that what is kept of the incident tells. */
    public Story of(Incident incident) {
        return of(incident, receipts(incident));
    }

    IncidentReceipts.Found receipts(Incident incident) {
        return receipts.of(incident);
    }

    Story of(Incident incident, IncidentReceipts.Found found) {
        IncidentCalls.Told told = calls.of(incident, found.receipts());
        return Story.of(
                incident,
                book.steps(incident.tenant(), incident.id()),
                found.receipts(),
                told.graph(),
                told.destinations());
    }
}
