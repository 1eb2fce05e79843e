package dev.sallyport.testkit;

import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;

final class MemoryJournalContractTest extends JournalContract {
    private final MemoryJournal memory = MemoryJournal.automatic();

    @Override
    protected Journal journal() {
        return memory;
    }

    @Override
    protected Records records() {
        return memory;
    }
}
