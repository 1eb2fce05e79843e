package dev.sallyport.server.wiring;

import dev.sallyport.server.alarm.LedgerFault;
import dev.sallyport.server.anchor.Anchoring;
import dev.sallyport.server.audit.LedgerAudit;
import dev.sallyport.server.config.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows histories to others, reads them again, lets payloads go whose term is over and says in the log why nothing can be
 * recorded, each on its own schedule and thread, apart from every decision.
 */
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private static final long STORE_MILLIS = 1_000;

    private interface Work {
        void run() throws InterruptedException;
    }

    private final Core core;
    private final Anchoring anchoring;
    private final LedgerAudit audit;
    private final Pruning pruning;
    private final Supplier<Optional<String>> recording;
    private final List<Thread> threads;
    // Owned by the thread that looks after the store.
    private String trouble = "";

    private Watch(House house, Core core, Pruning pruning, Supplier<Optional<String>> recording) {
        Settings.Integrity settings = house.settings().integrity();
        this.core = core;
        this.pruning = pruning;
        this.recording = recording;
        this.anchoring = new Anchoring(
                house.records(),
                house.published(),
                settings.anchor(),
                core.alarm(),
                house.sources().clock(),
                Install.DEFAULT_TENANT);
        this.audit = new LedgerAudit(house.records(), house.published(), Install.DEFAULT_TENANT);
        this.threads = List.of(
                every("store", STORE_MILLIS, this::store),
                every("anchor", settings.anchor().everyMillis(), this::anchor),
                every("audit", settings.auditMillis(), this::audit),
                every("prune", house.settings().pruning().everyMillis(), this::prune));
    }

    /** @param recording why nothing can be recorded at the moment */
    static Watch start(House house, Core core, Pruning pruning, Supplier<Optional<String>> recording) {
        Watch watch = new Watch(house, core, pruning, recording);
        core.meters().watchAnchor(watch.anchoring::ageMillis);
        return watch;
    }

    private static Thread every(String what, long millis, Work work) {
        return Thread.ofPlatform().name("sallyport-" + what).daemon(true).start(() -> {
            while (true) {
                try {
                    Thread.sleep(millis);
                    work.run();
                } catch (InterruptedException e) {
                    return;
                } catch (RuntimeException e) {
                    // The thread's root: what failed now is tried again on the next round.
                    LOG.error("the {} round failed", what, e);
                }
            }
        });
    }

    private void store() {
        String now = recording.get().orElse("");
        if (now.isEmpty() && !trouble.isEmpty()) {
            LOG.info("the record can be written again");
        } else if (!now.equals(trouble)) {
            LOG.error("{}", now);
        }
        trouble = now;
    }

    void anchor() throws InterruptedException {
        anchoring.round();
    }

    List<String> audit() {
        List<LedgerFault> faults = audit.run();
        faults.forEach(core.alarm()::raise);
        return faults.stream().map(LedgerFault::code).toList();
    }

    void prune() {
        pruning.round(core.pruner());
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        anchoring.close();
    }
}
